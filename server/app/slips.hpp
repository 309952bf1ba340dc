#pragma once

#include "server/app/context.hpp"

namespace gongdao::app {

/// Stores the public keys of a class's slips (SPEC §4.2), in the place of an earlier list.
/// Gives: the number of slips.
/// Refuses: not_now (the manifest is logged), bad_field (no such class), wrong_figures (another number than the
///          session says), and what the list's decoder refuses.
base::Result<std::uint32_t> upload_slips(Context& app, Room& room, std::uint32_t of_class,
                                         base::BytesView list);

}  // namespace gongdao::app
