#include "server/app/carry_out.hpp"

#include "crypto/session/limits.hpp"
#include "server/app/documents.hpp"
#include "server/app/drafts.hpp"
#include "server/app/manifest.hpp"
#include "server/app/publish_session.hpp"
#include "server/app/records.hpp"
#include "server/app/roll.hpp"

namespace gongdao::app {

using base::Code;
using session::State;

namespace {

session::Time now(const Context& app) {
    return ops::unix_seconds(app.clock.now());
}

/// Puts the record up for signing, if the fold would take it once it is signed.
base::Result<Confirmed> put_up(Context& app, Room& room, std::string_view act, const session::Fields& fields,
                               const log::SessionLog::Also& also = {}) {
    const auto found = room.log.with_state([&](const State& state) { return state.fault_in({fields, {}}); });
    if (found) return found->refusal;
    return Confirmed{.draft = put_draft(app, room, act, fields, also)};
}

base::Result<Confirmed> carry_out(Context&, Room& room, const RestartCeremony& act) {
    threshold::CeremonyMessage message;
    message.attempt = room.log.with_state([](const State& state) {
        return static_cast<std::uint16_t>(state.ceremony().context().attempt + 1);
    });
    message.content = threshold::Restart{.reason = act.reason, .trustees = act.trustees};
    const auto logged = room.log.append(room.log.keys().sign_record(message));
    if (!logged) return logged.refusal();
    return Confirmed{};
}

base::Result<Confirmed> carry_out(Context& app, Room& room, const FreezeManifest&) {
    const auto manifest = manifest_of(app, room);
    if (!manifest) return manifest.refusal();
    return put_up(app, room, "freeze", *manifest);
}

base::Result<Confirmed> carry_out(Context& app, Room& room, const LockAttendance&) {
    const auto roll = roll_of(app, room);
    if (!roll) return base::refuse(Code::not_now, "roll");
    const auto present = present_of(app, room);
    if (present.empty()) return base::refuse(Code::not_now, "present");
    AttendanceList list{.salt = {}, .present = present};
    app.rng.fill(list.salt);
    const base::Bytes opening = encode(list);
    const auto commitment = base::sha256(opening);
    return put_up(app, room, "attendance",
                  session::Attendance{.due = rules::due_of(*roll),
                                      .present = static_cast<std::uint32_t>(present.size()),
                                      .commitment = commitment,
                                      .time = now(app)},
                  [&](store::Transaction& tx) {
                      tx.put_document(documents::key(room, documents::present, base::to_hex(commitment)),
                                      opening);
                  });
}

base::Result<Confirmed> carry_out(Context& app, Room& room, const CancelSlips& act) {
    return put_up(app, room, "cancel_slips", act.slips);
}

base::Result<Confirmed> carry_out(Context& app, Room& room, const OpenContest& act) {
    using Opening = base::Result<session::Opened>;
    auto opened = room.log.with_state([&](const State& state) -> Opening {
        const session::Contest* contest = state.contest(act.contest);
        if (contest == nullptr) return base::refuse(Code::unknown_contest, "contest");
        session::Opened record{.contest = act.contest, .boxes = {}, .reason = act.reason, .time = now(app)};
        std::uint64_t issued = 0;
        for (const auto of_class : contest->definition.boxes) {
            const std::uint32_t made = state.manifest()->classes[of_class.value].slips;
            const std::uint32_t cancelled = state.cancelled_in(of_class, contest->definition.slot);
            record.boxes.push_back({.made = made, .cancelled = cancelled, .issued = made - cancelled});
            issued += made - cancelled;
        }
        const auto& attendance = state.attendance();
        if (!attendance) return base::refuse(Code::not_now, "attendance is not locked");
        const auto figures = [&] {
            return " 发出 " + std::to_string(issued) + ", 实到 " + std::to_string(attendance->present);
        };
        if (issued > attendance->present)
            return base::refuse(Code::wrong_figures, "more issued than present:" + figures());
        if (issued < attendance->present && act.reason.empty()) {
            return base::refuse(Code::wrong_figures, "fewer issued than present needs a reason:" + figures());
        }
        const auto procedure = rules::decode_procedure(contest->definition.rules);
        const rules::Figures counted{.due = attendance->due,
                                     .present = attendance->present,
                                     .issued = static_cast<std::uint32_t>(issued),
                                     .received = 0,
                                     .valid = 0};
        for (const auto reason : rules::void_reasons(*procedure, contest->definition.seats,
                                                     contest->definition.candidates.size(), counted)) {
            if (reason == rules::VoidReason::no_quorum) {
                return base::refuse(Code::no_quorum, "应到 " + std::to_string(attendance->due) + ", 实到 " +
                                                         std::to_string(attendance->present));
            }
        }
        return record;
    });
    if (!opened) return opened.refusal();
    return put_up(app, room, "open", *opened);
}

base::Result<Confirmed> carry_out(Context& app, Room& room, const CloseContest& act) {
    const auto phase = room.log.with_state([&](const State& state) {
        const session::Contest* contest = state.contest(act.contest);
        return contest == nullptr ? std::optional<session::Phase>() : contest->phase;
    });
    if (!phase) return base::refuse(Code::unknown_contest, "contest");
    if (*phase != session::Phase::open) return base::refuse(Code::not_open, "contest");
    documents::put(app, room, documents::closing, base::to_hex(act.contest.bytes), base::view_of("1"));
    room.log.stop_intake(act.contest);
    room.log.flush(act.contest);
    session::Closed closed{.contest = act.contest, .boxes = {}, .time = 0};
    for (const log::Taken& box : room.log.taken(act.contest)) {
        closed.boxes.push_back({.counted = box.counted, .challenged = box.challenged});
    }
    const auto opened =
        room.log.with_state([&](const State& state) { return state.contest(act.contest)->opened.time; });
    closed.time = std::max(now(app), opened);
    return put_up(app, room, "close", closed);
}

/// Seconds left of the pause for objections. Whoever votes sees `closed` when it is logged, which is when the
/// last 监票人 has signed and may be long after the time that stands in it. Corrects a stored time that is still
/// to come: the clock was ahead when it was noted.
std::uint64_t pause_left(Context& app, Room& room, const session::ContestId& contest) {
    const auto logged = documents::get(app, room, documents::closed, base::to_hex(contest.bytes));
    if (!logged) return 0;
    const std::uint32_t pause =
        room.log.with_state([](const State& state) { return state.manifest()->pause; });
    session::Time at = documents::time_of(base::text_of(*logged));
    if (at > now(app)) {
        at = now(app);
        documents::put(app, room, documents::closed, base::to_hex(contest.bytes),
                       base::view_of(std::to_string(at)));
    }
    return at + pause > now(app) ? at + pause - now(app) : 0;
}

base::Result<Confirmed> carry_out(Context& app, Room& room, const SettleContest& act) {
    if (const auto left = pause_left(app, room, act.contest); left > 0)
        return base::refuse(Code::not_now, "pause for objections: " + std::to_string(left) + " s left");
    session::Settled settled{.contest = act.contest, .objections = {}, .time = now(app)};
    for (const RaisedObjection& one : act.objections) {
        settled.objections.push_back(
            {.hash = base::sha256(base::view_of(one.text)), .decision = one.decision});
    }
    return put_up(app, room, "settle", settled);
}

base::Result<Confirmed> carry_out(Context& app, Room& room, const PublishSession&) {
    const bool over = room.log.with_state([](const State& state) {
        if (!state.manifest()) return false;
        for (const session::Contest& one : state.contests()) {
            if (one.phase < session::Phase::decided) return false;
        }
        return true;
    });
    if (!over) return base::refuse(Code::not_now, "every contest needs its outcome first");
    documents::put(app, room, documents::published, "since", base::view_of(std::to_string(now(app))));
    write_pages(app, room);
    return Confirmed{};
}

base::Result<Confirmed> carry_out(Context& app, Room& room, const VoidContest& act) {
    if (act.reason.empty()) return base::refuse(Code::missing_field, "reason");
    return put_up(app, room, "void",
                  session::Void{.contest = act.contest, .reason = act.reason, .time = now(app)});
}

}  // namespace

base::Result<Confirmed> carry_out(Context& app, Room& room, const Act& act) {
    auto done = std::visit([&](const auto& one) { return carry_out(app, room, one); }, act);
    if (done) follow_up(app, room);
    return done;
}

}  // namespace gongdao::app
