#include "server/app/session_view.hpp"

#include <algorithm>

#include "crypto/ballot/codes.hpp"
#include "server/app/documents.hpp"
#include "server/app/roll.hpp"
#include "server/app/trustees.hpp"

namespace gongdao::app {

namespace {

/// What the trustee has said last in the attempt.
std::string step_of(const session::Ceremony& ceremony, session::TrusteeIndex i) {
    if (ceremony.confirms().contains(i)) return "confirm";
    const bool complained =
        std::ranges::any_of(ceremony.complaints(), [&](const auto& one) { return one.deal.receiver == i; });
    if (complained) return "complaint";
    if (ceremony.reveals().contains(i)) return "reveal";
    if (ceremony.commits().contains(i)) return "commit";
    if (ceremony.keys().contains(i)) return "keys";
    return "";
}

ContestView view_of(const Context& app, Room& room, const session::Contest& contest, bool closing) {
    ContestView view;
    view.id = contest.id;
    view.title = contest.definition.title;
    view.phase = contest.phase;
    view.closing = closing;
    for (const session::OpenedBox& box : contest.opened.boxes) view.issued += box.issued;
    std::uint32_t received = 0;
    for (const log::Taken& box : room.log.taken(contest.id)) received += box.counted;
    const bool voting = contest.phase == session::Phase::open && !closing;
    view.received = voting ? room.turnouts.shown(contest.id, {.issued = view.issued, .received = received},
                                                 app.clock.now())
                           : received;
    if (contest.phase >= session::Phase::closed && contest.phase != session::Phase::void_) {
        view.closing_code = ballot::code_of(contest.closing_root);
    }
    for (const session::LoggedShare& logged : contest.shares) {
        (logged.holds ? view.shares : view.bad_shares).push_back(logged.share.trustee);
    }
    if (contest.phase == session::Phase::decided) {
        if (auto outcome = rules::decode_outcome(contest.outcome)) view.outcome = *outcome;
    }
    for (const ballot::Candidate& one : contest.definition.candidates) view.candidates.push_back(one.name);
    return view;
}

}  // namespace

SessionView view_of(const Context& app, Room& room) {
    SessionView view;
    view.id = room.log.session();
    view.title = room.draft.title;
    view.organisation = room.draft.organisation;
    view.short_name = room.draft.short_name;
    view.host = room.draft.host;
    view.threshold = room.draft.threshold;
    std::uint8_t number = 0;
    for (const Seat& seat : seats_of(app, room)) {
        view.trustees.push_back(
            {.number = ++number, .name = seat.name, .joined = seat.key.has_value(), .step = {}});
    }
    for (std::size_t i = 0; i < room.draft.classes.size(); ++i) {
        view.slip_lists.push_back(
            documents::get(app, room, log::slip_list_kind, std::to_string(i)).has_value());
    }
    const auto contests = room.log.with_state([&](const session::State& state) {
        const session::Ceremony& ceremony = state.ceremony();
        view.attempt = ceremony.context().attempt;
        for (TrusteeView& trustee : view.trustees) trustee.step = step_of(ceremony, {trustee.number});
        if (ceremony.joint_key()) {
            const base::Sha512 digest = ceremony.digest();
            view.ceremony_code =
                ballot::code_of(base::as_array<32>(base::BytesView(digest).first(32)).value());
            view.anchor = ballot::anchor_of(state.K(), ceremony.joint_key()->y);
        }
        view.frozen = state.manifest().has_value();
        if (view.frozen) view.opening_code = ballot::code_of(state.M());
        view.attendance = state.attendance();
        view.log_size = state.size();
        return state.contests();
    });
    for (const session::Contest& contest : contests) {
        const bool closing =
            documents::get(app, room, documents::closing, base::to_hex(contest.id.bytes)).has_value();
        view.contests.push_back(view_of(app, room, contest, closing));
    }
    if (const auto roll = roll_of(app, room)) view.due = rules::due_of(*roll);
    view.present = static_cast<std::uint32_t>(present_of(app, room).size());
    view.proposals = proposals_of(app, room);
    view.drafts = drafts_of(app, room);
    view.published = documents::get(app, room, documents::published, "since").has_value();
    return view;
}

}  // namespace gongdao::app
