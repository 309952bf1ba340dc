// What may follow what: each row of SPEC §3.6 against each moment of a session.
#include <map>

#include "tests/unit/crypto/session/folded.hpp"

using namespace gongdao;
using namespace gongdao::session;
using support::SessionPlan;
using support::Vote;
using threshold::CeremonyMessage;

namespace {

/// Slip 4 comes and does not vote.
SessionPlan plan() {
    SessionPlan plan{.classes = {5}, .leftover = 0};
    plan.votes.emplace();
    for (std::uint32_t slip = 0; slip < 4; ++slip)
        plan.votes->push_back({.slip = slip, .marks = {1, 0, 1, 0, 0, 1, 0, 0}});
    return plan;
}

/// A session, and its state at each moment.
struct Moments {
    Moments() : session(plan()) {
        session.run();
        const auto after = [&](std::size_t place) { states.push_back(folded(session, place + 1)); };
        states.emplace_back();
        after(first_of<Setup>(session).second);
        states.push_back(folded(session, first_of<Manifest>(session).second));
        after(first_of<Manifest>(session).second);
        after(first_of<Attendance>(session).second);
        states.push_back(folded(session, first_of<Closed>(session).second));
        after(first_of<Closed>(session).second);
        after(first_of<Settled>(session).second);
        after(first_of<Tally>(session).second);
        states.push_back(folded(session, first_of<ResultRecord>(session).second));
        after(first_of<ResultRecord>(session).second);
        after(first_of<OutcomeRecord>(session).second);
        for (const std::optional<ContestId>& of :
             {std::optional(session.contests()[0].id), std::optional<ContestId>()}) {
            State ended = states[5];
            REQUIRE(admit_signed(ended, session, Void{.contest = of, .reason = "停电"}, {1, 2}));
            states.push_back(std::move(ended));
        }
    }

    SessionBuilder session;
    std::vector<State> states;
};

const Moments& moments() {
    static const Moments all;
    return all;
}

SlipsCancelled cancel(std::optional<SlotNumber> slot) {
    SlipsCancelled cancelled{.of_class = {0}, .slot = slot, .slips = {{}}, .reason = "剩余"};
    for (std::uint32_t at = 0; at < moments().session.setup().slots; ++at) {
        if (!slot || slot->value == at) cancelled.slips[0].push_back(moments().session.slip_key(0, at, 4));
    }
    return cancelled;
}

Round next_round() {
    Round round{.after = *moments().session.contests()[0].outcome_hash,
                .definition = moments().session.contests()[0].definition,
                .reason = "得票相等"};
    round.definition.slot = {1};
    return round;
}

std::vector<std::pair<std::string, Fields>> records() {
    const SessionBuilder& session = moments().session;
    const ContestId Q = session.contests()[0].id;
    const CeremonyMessage restart{
        .attempt = 2, .trustee = {0}, .content = threshold::Restart{"重来", {{1}, {2}}}};
    return {{"setup", session.setup()},
            {"key_ceremony", restart},
            {"manifest", session.manifest()},
            {"attendance", first_of<Attendance>(session).first},
            {"slips_cancelled", cancel(std::nullopt)},
            {"slips_cancelled, one slot", cancel(SlotNumber{0})},
            {"opened", session.contests()[0].opened},
            {"closed", session.contests()[0].closed},
            {"settled", first_of<Settled>(session).first},
            {"tally", session.contests()[0].tally},
            {"share", session.contests()[0].shares[2]},
            {"result", session.contests()[0].result},
            {"outcome", OutcomeRecord{Q, session.contests()[0].outcome}},
            {"paper", Paper{}},
            {"round", next_round()},
            {"void, contest", Void{.contest = Q, .reason = "停电"}},
            {"void, session", Void{}},
            {"keys_destroyed", KeysDestroyed{.trustee = {1}, .statement = "已销毁"}}};
}

}  // namespace

TEST_CASE("each record may come at its time and at no other") {
    // empty, setup, key confirmed, manifest, attendance, open, closed, settled, tallied, shared, result,
    // outcome; then: contest void, session void
    const std::map<std::string, std::string> may{
        {"setup", "+----------- --"},           {"key_ceremony", "-++--------- --"},
        {"manifest", "--+--------- --"},        {"attendance", "---++-++++++ +-"},
        {"slips_cancelled", "---+++++++++ +-"}, {"slips_cancelled, one slot", "---+++------ --"},
        {"opened", "----+------- --"},          {"closed", "-----+------ --"},
        {"settled", "------+----- --"},         {"tally", "-------+---- --"},
        {"share", "--------+--- --"},           {"result", "---------+-- --"},
        {"outcome", "----------+- --"},         {"paper", "---+++++++++ ++"},
        {"round", "-----------+ --"},           {"void, contest", "---++++++++- --"},
        {"void, session", "---+++++++++ +-"},   {"keys_destroyed", "-----------+ ++"}};
    for (const auto& [name, fields] : records()) {
        std::string found;
        for (const State& state : moments().states) {
            if (found.size() == 12) found += ' ';
            found += state.fault_in(Record{fields, {}}) ? '-' : '+';
        }
        CAPTURE(name);
        CHECK(found == may.at(name));
    }
}

TEST_CASE("a ballot may come while its contest is open") {
    const SessionBuilder& session = moments().session;
    const auto x = session.slip_secret(0, 0, 4);
    const ballot::EntryFields fields{
        .contest = session.contests()[0].id, .box = {0}, .X = elgamal::public_key_of(x), .tracker = {}};
    std::string found;
    for (const State& state : moments().states) {
        const auto fault = state.fault_in_place({fields, {}});
        found += fault ? std::string(base::name_of(fault->refusal.code)) + " " : "+ ";
    }
    CHECK(found ==
          "unknown_contest unknown_contest unknown_contest not_open not_open + closed closed closed closed "
          "closed closed "
          "void_contest void_contest ");
}

TEST_CASE("what is refused changes nothing, not even the root") {
    State state = moments().states[4];
    const base::Sha256 root = state.root();
    const std::uint64_t size = state.size();
    for (const auto& [name, fields] : records()) {
        if (name == "opened" || name == "attendance" || name == "slips_cancelled" || name == "paper")
            continue;
        const auto leaf = session::encode(moments().session.sign(fields, {0}));
        CHECK_FALSE(admit(state, leaf, {}, {}).has_value());
    }
    CHECK(state.root() == root);
    CHECK(state.size() == size);
}
