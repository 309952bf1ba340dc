#include "server/cmd/prepared_ballot.hpp"

#include "crypto/ballot/make_body.hpp"

namespace gongdao::cmd {

using enum VotingExit;

void stop_voting(VotingExit code, std::string zh, std::string en) {
    throw VotingStopped{code, std::move(zh), std::move(en)};
}

namespace {

ballot::Marks marks_of(std::string_view text, const ballot::ContestDefinition& contest) {
    if (text.size() != contest.choices.size()) {
        stop_voting(usage, "要有 " + std::to_string(contest.choices.size()) + " 个符号",
                    "--marks: one of o x - for each candidate");
    }
    ballot::Marks marks(contest.cells);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == 'o') marks.set(contest.choices[i].first);
        if (text[i] == 'x') marks.set(contest.choices[i].first + 1);
        if (text[i] != 'o' && text[i] != 'x' && text[i] != '-')
            stop_voting(usage, "只能用 o x -", "--marks: o x - only");
    }
    if (!ballot::verify_marks(contest, marks)) {
        stop_voting(usage, "○ 不能多于 " + std::to_string(contest.seats) + " 个",
                    "at most " + std::to_string(contest.seats) + " o");
    }
    return marks;
}

struct Place {
    const session::Contest* contest;
    ballot::BoxNumber box;
    group::SecretScalar x;
    elgamal::PublicKey X;
};

/// The open contest in whose lists the slip's key stands.
Place find_place(const session::State& state, const ballot::SlipSecret& slip) {
    bool listed = false;
    for (const session::Contest& contest : state.contests()) {
        for (std::size_t b = 0; b < contest.definition.boxes.size(); ++b) {
            const ballot::SlipPlace place{.session = state.setup()->session,
                                          .of_class = contest.definition.boxes[b],
                                          .slot = contest.definition.slot};
            group::SecretScalar x = ballot::slip_secret_key(place, slip);
            const elgamal::PublicKey X = elgamal::public_key_of(x);
            if (!state.lists(place.of_class, place.slot, X)) continue;
            listed = true;
            if (state.cancelled(X)) stop_voting(bad_slip, "这张票证已作废", "this slip was cancelled");
            if (contest.phase == session::Phase::open) {
                return {
                    .contest = &contest, .box = {static_cast<std::uint16_t>(b)}, .x = std::move(x), .X = X};
            }
        }
    }
    if (!listed) stop_voting(bad_slip, "没有认出这张票证", "the slip was not recognised");
    stop_voting(not_open, "现在没有开放的投票", "no contest is open");
}

}  // namespace

PreparedBallot prepare_ballot(const session::State& state, const ballot::SlipSecret& slip,
                              std::string_view marks_text, base::Rng& rng) {
    const Place place = find_place(state, slip);
    const ballot::Contest contest = state.ballot_contest(*place.contest);
    const ballot::Marks marks = marks_of(marks_text, contest.definition);
    const auto chain = state.chains().find(place.X);
    const ballot::Header header{.contest = place.contest->id,
                                .box = place.box,
                                .X = place.X,
                                .counter = chain.cast,
                                .previous = chain.last};
    const ballot::Seed seed = base::draw_secret<ballot::seed_bytes>(rng);
    const auto body = ballot::make_body(contest, header, marks, seed);
    if (!body) stop_voting(usage, "选票做不出来", std::string(base::name_of(body.refusal().code)));
    const ballot::Tracker tracker = ballot::tracker_of(*body);
    const auto fields = ballot::fields_of(header, tracker, ballot::Disposition::cast);
    PreparedBallot prepared{
        .contest = place.contest->id,
        .tracker = tracker,
        .request = ballot::encode_entry(ballot::sign_entry(fields, place.x, elgamal::Nonce::draw(rng))),
        .state_request = ballot::ask_slip_state({.contest = place.contest->id, .box = place.box}, place.x,
                                                elgamal::Nonce::draw(rng))};
    base::append(prepared.request, *body);
    return prepared;
}

}  // namespace gongdao::cmd
