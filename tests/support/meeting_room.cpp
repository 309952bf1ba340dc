#include "tests/support/meeting_room.hpp"

#include <algorithm>

#include "crypto/ballot/slip_list.hpp"
#include "server/app/drafts.hpp"
#include "server/app/records.hpp"
#include "server/app/roll.hpp"
#include "server/app/slips.hpp"
#include "server/app/trustees.hpp"

namespace gongdao::support {

using elgamal::Nonce;
using session::TrusteeIndex;

namespace {

constexpr std::uint32_t slots = 9;

void require(bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error(what);
}

template <class T>
T must(base::Result<T> result, const std::string& what) {
    if (!result)
        throw std::runtime_error(what + ": " + std::string(base::name_of(result.refusal().code)) + " " +
                                 result.refusal().detail);
    return std::move(result).value();
}

app::SessionDraft draft_of(std::uint32_t slip_count) {
    app::SessionDraft draft;
    draft.title = "选举大会";
    draft.organisation = "中共柳河村支部委员会";
    draft.host = "localhost:8443";
    draft.short_name = "7K";
    draft.preset = "cpc-basic-committee-2020";
    draft.pause = 60;
    draft.trustees = {"王", "李", "张"};
    draft.classes = {{.name = "党员", .slips = slip_count}};
    draft.contests = {{.title = "委员选票",
                       .seats = 3,
                       .candidates = {{"王小宁", ""}, {"文天", ""}, {"李一鸣", ""}, {"张大海", ""}},
                       .classes = {0}}};
    return draft;
}

std::string roll_of(std::uint32_t electors) {
    std::string csv = "姓名,身份\n";
    for (std::uint32_t i = 0; i < electors; ++i) csv += "党员" + std::to_string(i + 1) + ",正式党员\n";
    return csv;
}

}  // namespace

MeetingRoom::MeetingRoom(std::uint32_t slip_count, std::uint32_t present) : present_(present) {
    std::filesystem::create_directories(context.public_root);
    const app::CreatedSession created = must(app::create_session(context, draft_of(slip_count)), "create");
    id = created.id;
    hex = base::to_hex(id.bytes);
    codes_ = created.trustees;
    const auto imported =
        must(app::import_roll(context, room(), base::view_of(roll_of(slip_count)), false), "roll");
    require(imported.errors.empty(), "roll");
    for (std::uint32_t i = 0; i < slip_count; ++i) slips.push_back(ballot::draw_slip(rng));
}

void MeetingRoom::restart() {
    sequencer.reset();
    context.rooms.clear();
    sequencer.emplace(lines);  // in its old place, which the context refers to
    app::open_rooms(context);
}

void MeetingRoom::join_trustees() {
    for (const app::SeatCode& one : codes_) {
        keys_.emplace_back(base::draw_secret<sign::ed25519_seed_bytes>(rng));
        must(app::join_trustee(context, room(), one.code, keys_.back().public_key().bytes()), "join");
    }
}

session::Record MeetingRoom::sign_alone(std::uint8_t trustee, session::Fields fields) const {
    const base::Bytes bytes = session::unsigned_bytes(fields);
    const auto signature = keys_.at(trustee - 1U).sign(session::signing_digest(id, bytes));
    return {std::move(fields), {{.signer = trustee, .bytes = signature}}};
}

void MeetingRoom::hold_ceremony(std::uint8_t trustees) {
    const auto C = state().ceremony().context();
    std::vector<group::SecretScalar> e;
    std::vector<threshold::Polynomial> f;
    const auto say = [&](std::uint8_t i, decltype(threshold::CeremonyMessage::content) content) {
        const threshold::CeremonyMessage message{
            .attempt = C.attempt, .trustee = {i}, .content = std::move(content)};
        must(app::submit_record(context, room(), session::encode(sign_alone(i, message))), "ceremony");
    };
    for (std::uint8_t i = 1; i <= trustees; ++i) {
        e.push_back(group::SecretScalar::draw(rng));
        say(i, threshold::make_keys(C, {i}, e.back(), Nonce::draw(rng)));
    }
    for (std::uint8_t i = 1; i <= trustees; ++i) {
        f.push_back(threshold::Polynomial::draw(2, rng));
        say(i, threshold::make_commit(C, {i}, f.back().commitments()));
    }
    const auto E = state().ceremony().keys();
    for (std::uint8_t i = 1; i <= trustees; ++i) {
        std::vector<threshold::ShareBox> boxes;
        for (std::uint8_t j = 1; j <= trustees; ++j) {
            boxes.push_back(threshold::seal_share(C, {.dealer = {i}, .receiver = {j}}, E.at({j}).E,
                                                  f[i - 1U].at({j}), Nonce::draw(rng)));
        }
        say(i, threshold::make_reveal(C, {i}, f[i - 1U], boxes, Nonce::draw(rng)));
    }
    for (std::uint8_t j = 1; j <= trustees; ++j) {
        std::vector<group::SecretScalar> parts;
        for (const threshold::Polynomial& one : f) parts.push_back(one.at({j}));
        shares_.push_back(threshold::add_shares(parts));
        say(j, threshold::Confirm{.digest = state().ceremony().digest()});
    }
}

ballot::SlipPlace MeetingRoom::place() const {
    return {.session = id, .of_class = {0}, .slot = {0}};
}

void MeetingRoom::upload_slips() {
    ballot::SlipList list{.slips = static_cast<std::uint32_t>(slips.size()), .runs = {}};
    for (std::uint32_t k = 0; k < slots; ++k) {
        ballot::SlipRun run;
        for (const ballot::SlipSecret& slip : slips)
            run.push_back(ballot::slip_key({.session = id, .of_class = {0}, .slot = {k}}, slip));
        std::ranges::sort(run, [](const auto& a, const auto& b) {
            return std::ranges::lexicographical_compare(a.encoded(), b.encoded());
        });
        list.runs.push_back(run);
    }
    must(app::upload_slips(context, room(), 0, ballot::encode_slip_list(list)), "slips");
}

base::Result<bool> MeetingRoom::sign(app::Number draft, std::uint8_t trustee) {
    for (const app::NumberedDraft& one : app::drafts_of(context, room())) {
        if (one.number != draft) continue;
        const auto digest = session::signing_digest(id, one.record.bytes);
        return app::sign_draft(context, room(), draft,
                               {.signer = trustee, .bytes = keys_.at(trustee - 1U).sign(digest)});
    }
    return base::refuse(base::Code::not_found);
}

std::optional<base::Refusal> MeetingRoom::act(const app::Act& act, bool all) {
    const auto proposed = app::propose(context, room(), commissioner, act);
    if (!proposed) return proposed.refusal();
    const auto confirmed = app::confirm(context, room(), chair, *proposed);
    if (!confirmed) {
        require(app::withdraw(context, room(), commissioner, *proposed).has_value(), "withdraw");
        return confirmed.refusal();
    }
    for (std::uint8_t i = 1; confirmed->draft && i <= (all ? 3 : 2); ++i) {
        if (const auto done = sign(*confirmed->draft, i); !done) return done.refusal();
    }
    return std::nullopt;
}

void MeetingRoom::freeze() {
    require(!act(app::FreezeManifest{}, true), "freeze");
    contest_ = state().contests().front();
}

const session::Contest& MeetingRoom::contest() {
    return contest_.value();
}

void MeetingRoom::lock_attendance() {
    std::vector<std::uint32_t> present;
    for (std::uint32_t i = 1; i <= present_; ++i) present.push_back(i);
    must(app::mark_attendance(context, room(), present), "attendance");
    require(!act(app::LockAttendance{}), "attendance");
}

void MeetingRoom::cancel_leftovers() {
    session::SlipsCancelled left{.of_class = {0}, .slot = {}, .slips = {}, .reason = "剩余"};
    for (std::size_t i = present_; i < slips.size(); ++i) {
        left.slips.emplace_back();
        for (std::uint32_t k = 0; k < slots; ++k) {
            left.slips.back().push_back(
                ballot::slip_key({.session = id, .of_class = {0}, .slot = {k}}, slips[i]));
        }
    }
    if (!left.slips.empty()) require(!act(app::CancelSlips{left}), "cancel");
}

void MeetingRoom::open() {
    require(!act(app::OpenContest{.contest = contest().id, .reason = ""}), "open");
}

void MeetingRoom::open_for_voters() {
    join_trustees();
    hold_ceremony();
    upload_slips();
    freeze();
    lock_attendance();
    cancel_leftovers();
    open();
}

void MeetingRoom::close() {
    require(!act(app::CloseContest{contest().id}), "close");
}

void MeetingRoom::settle() {
    clock.advance(std::chrono::seconds(61));
    require(!act(app::SettleContest{.contest = contest().id, .objections = {}}), "settle");
}

void MeetingRoom::share(std::uint8_t trustee) {
    const session::Contest now = *state().contest(contest().id);
    for (std::uint32_t g = 0; g < now.tally.groups.size(); ++g) {
        const auto alphas = session::alphas_of(now.tally.groups[g]);
        const session::Share share{.contest = now.id,
                                   .group = g,
                                   .trustee = {trustee},
                                   .tool = threshold::Tool::command_line,
                                   .decryption = threshold::make_partial_decryption(
                                       session::share_context(now, g, {trustee}), shares_.at(trustee - 1U),
                                       alphas, Nonce::draw(rng))};
        must(app::submit_record(context, room(), session::encode(sign_alone(trustee, share))), "share");
    }
}

base::Bytes MeetingRoom::CastRequest::bytes() const {
    base::Bytes out = ballot::encode_entry(entry);
    base::append(out, body);
    return out;
}

MeetingRoom::CastRequest MeetingRoom::make_ballot(std::size_t slip, std::string_view text) {
    const ballot::Contest contest_now = state().ballot_contest(contest());
    ballot::Marks marks(contest_now.definition.cells);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == 'o') marks.set(2 * i);
        if (text[i] == 'x') marks.set(2 * i + 1);
    }
    const ballot::Header header{.contest = contest().id,
                                .box = {0},
                                .X = ballot::slip_key(place(), slips.at(slip)),
                                .counter = 0,
                                .previous = {}};
    const base::Bytes body = must(
        ballot::make_body(contest_now, header, marks, base::draw_secret<ballot::seed_bytes>(rng)), "body");
    return {.header = header, .entry = sign_entry(slip, header, body), .body = body};
}

ballot::Entry MeetingRoom::sign_entry(std::size_t slip, const ballot::Header& header, base::BytesView body,
                                      ballot::Disposition disposition) {
    return ballot::sign_entry(ballot::fields_of(header, ballot::tracker_of(body), disposition),
                              ballot::slip_secret_key(place(), slips.at(slip)), Nonce::draw(rng));
}

bool MeetingRoom::is_promise(const app::VoterAnswer& answer, const CastRequest& request) {
    const auto key = room().log.keys().public_keys().server;
    const auto opened = note::open_answer(answer.bytes, key);
    if (!opened) return false;
    const auto* promise = std::get_if<note::Promise>(&*opened);
    return promise != nullptr && promise->subject.tracker == request.entry.fields.tracker.bytes &&
           promise->subject.contest == contest().id.bytes &&
           promise->subject.origin == "localhost:8443/s/" + hex;
}

}  // namespace gongdao::support
