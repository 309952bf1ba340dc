#include "server/app/records.hpp"

#include "crypto/session/limits.hpp"
#include "server/app/documents.hpp"
#include "server/app/manifest.hpp"
#include "server/app/publish_session.hpp"
#include "server/app/tally.hpp"
#include "server/app/trustees.hpp"

namespace gongdao::app {

using base::Code;
using session::State;

namespace {

bool signed_by_trustee(const session::Record& record) {
    if (const auto* message = std::get_if<threshold::CeremonyMessage>(&record.fields)) {
        return !std::holds_alternative<threshold::Restart>(message->content);
    }
    return std::holds_alternative<session::Share>(record.fields) ||
           std::holds_alternative<session::KeysDestroyed>(record.fields);
}

/// The next record that follows by itself, if there is one now.
std::optional<session::Fields> next_record(Context& app, Room& room) {
    const bool begun = room.log.with_state([](const State& state) { return state.setup().has_value(); });
    if (!begun) {
        for (const Seat& seat : seats_of(app, room)) {
            if (!seat.key) return std::nullopt;
        }
        return setup_of(app, room);
    }
    const auto contests = room.log.with_state([](const State& state) { return state.contests(); });
    for (const session::Contest& contest : contests) {
        if (contest.phase == session::Phase::settled) {
            if (auto tally = tally_of(app, room, contest)) return *tally;
        }
        if (contest.phase == session::Phase::tallied) {
            if (auto result = result_of(room, contest)) return *result;
        }
        if (contest.phase == session::Phase::resulted) return outcome_record_of(contest);
    }
    return std::nullopt;
}

}  // namespace

base::Result<merkle::LeafIndex> submit_record(Context& app, Room& room, base::BytesView bytes) {
    const auto record = session::decode_record(bytes);
    if (!record) return record.refusal();
    if (!signed_by_trustee(*record)) return base::refuse(Code::bad_type, "not a record that a trustee sends");
    const std::lock_guard acting(room.acting);
    const auto logged = room.log.append(*record);
    if (!logged) {
        // Whoever had no answer to it may ask again.
        if (const auto there = room.log.place_of(*record)) return *there;
        return logged.refusal();
    }
    follow_up(app, room);
    return *logged;
}

void follow_up(Context& app, Room& room) {
    while (const auto fields = next_record(app, room)) {
        const auto logged = room.log.append(room.log.keys().sign_record(*fields));
        if (!logged) {
            app.lines.write(ops::Level::fault, "record_refused",
                            {{"session", base::to_hex(room.log.session().bytes)},
                             {"type", session::name_of(session::type_of(*fields))},
                             {"why", base::name_of(logged.refusal().code)}});
            return;
        }
    }
    write_pages(app, room);
}

}  // namespace gongdao::app
