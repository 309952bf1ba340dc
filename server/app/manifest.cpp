#include "server/app/manifest.hpp"

#include "crypto/ballot/slip_list.hpp"
#include "crypto/session/limits.hpp"
#include "server/app/documents.hpp"
#include "server/app/trustees.hpp"
#include "server/rules/ballot_form.hpp"
#include "server/rules/presets.hpp"

namespace gongdao::app {

using base::Code;

namespace {

base::Result<session::SlipClass> class_of(const Context& app, const Room& room, std::size_t at,
                                          std::uint32_t slots) {
    const DraftClass& draft = room.draft.classes[at];
    const auto file = documents::get(app, room, log::slip_list_kind, std::to_string(at));
    if (!file) return base::refuse(Code::not_now, "slip list of class " + std::to_string(at) + " is missing");
    const auto list = ballot::decode_slip_list(*file);
    if (!list) return list.refusal();
    if (list->slips != draft.slips || list->runs.size() != slots) {
        return base::refuse(Code::wrong_figures, "slip list of class " + std::to_string(at));
    }
    session::SlipClass one{.name = draft.name, .joins = {}, .makers = 1, .slips = draft.slips, .lists = {}};
    for (const ballot::SlipRun& run : list->runs) one.lists.push_back(ballot::hash_of(run));
    return one;
}

}  // namespace

session::Setup setup_of(Context& app, Room& room) {
    const SessionDraft& draft = room.draft;
    const log::PublicKeys& keys = room.log.keys().public_keys();
    session::Setup setup;
    setup.session = room.log.session();
    setup.title = draft.title;
    setup.organisation = draft.organisation;
    setup.host = draft.host;
    setup.short_name = draft.short_name;
    setup.server_key = keys.server.bytes();
    setup.sm2_key = keys.sm2.bytes();
    setup.log_key = keys.log.bytes();
    for (const Seat& seat : seats_of(app, room)) {
        GONGDAO_REQUIRE(seat.key.has_value());
        setup.trustees.push_back({.name = seat.name, .key = *seat.key});
    }
    setup.threshold = draft.threshold;
    setup.slots = static_cast<std::uint32_t>(draft.contests.size()) + session::spare_slots;
    setup.batch_floor = draft.batch_floor;
    setup.time = ops::unix_seconds(app.clock.now());
    return setup;
}

base::Result<session::Manifest> manifest_of(const Context& app, Room& room) {
    struct Frame {
        base::Sha256 K;
        elgamal::PublicKey y;
        base::Sha512 digest;
        std::uint32_t slots;
    };
    const auto frame = room.log.with_state([](const session::State& state) -> std::optional<Frame> {
        if (!state.setup() || !state.ceremony().confirmed()) return std::nullopt;
        return Frame{state.K(), state.ceremony().joint_key()->y, state.ceremony().digest(),
                     state.setup()->slots};
    });
    if (!frame) return base::refuse(Code::not_now, "the trustees have not confirmed their key");
    const auto procedure = rules::preset_named(room.draft.preset);
    if (!procedure) return procedure.refusal();
    rules::Procedure rules_bytes = *procedure;
    rules_bytes.pause_seconds = room.draft.pause.value_or(procedure->pause_seconds);

    session::Manifest manifest;
    manifest.setup = frame->K;
    manifest.key = frame->y;
    manifest.ceremony = frame->digest;
    for (std::size_t i = 0; i < room.draft.classes.size(); ++i) {
        auto one = class_of(app, room, i, frame->slots);
        if (!one) return one.refusal();
        manifest.classes.push_back(std::move(*one));
    }
    for (const DraftContest& draft : room.draft.contests) {
        ballot::ContestDefinition contest;
        contest.slot = {static_cast<std::uint32_t>(manifest.contests.size())};
        contest.title = draft.title;
        contest.seats = draft.seats;
        for (const DraftCandidate& one : draft.candidates)
            contest.candidates.push_back({.name = one.name, .note = one.note});
        for (const std::uint32_t of_class : draft.classes) contest.boxes.push_back({of_class});
        contest.rules = rules::encode(rules_bytes);
        rules::lay_out_election(contest);
        if (auto fine = ballot::verify_definition(contest); !fine) return fine.refusal();
        manifest.contests.push_back(std::move(contest));
    }
    manifest.floor = procedure->floor;
    manifest.pause = rules_bytes.pause_seconds;
    manifest.bundles = {{.name = "vote", .hash = app.vote_page}};
    return manifest;
}

}  // namespace gongdao::app
