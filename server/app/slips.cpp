#include "server/app/slips.hpp"

#include "crypto/ballot/slip_list.hpp"
#include "crypto/session/limits.hpp"
#include "server/app/documents.hpp"

namespace gongdao::app {

using base::Code;

base::Result<std::uint32_t> upload_slips(Context& app, Room& room, std::uint32_t of_class,
                                         base::BytesView bytes) {
    const std::lock_guard acting(room.acting);
    if (room.log.with_state([](const session::State& state) { return state.manifest().has_value(); })) {
        return base::refuse(Code::not_now, "the manifest names its slips already");
    }
    if (of_class >= room.draft.classes.size()) return base::refuse(Code::bad_field, "class");
    const auto list = ballot::decode_slip_list(bytes);
    if (!list) return list.refusal();
    const std::uint32_t wanted = room.draft.classes[of_class].slips;
    if (list->slips != wanted)
        return base::refuse(Code::wrong_figures, "slips: " + std::to_string(wanted) + " are wanted");
    if (list->runs.size() != room.draft.contests.size() + session::spare_slots) {
        return base::refuse(Code::wrong_count, "slots");
    }
    documents::put(app, room, log::slip_list_kind, std::to_string(of_class), bytes);
    return list->slips;
}

}  // namespace gongdao::app
