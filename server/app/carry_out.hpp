#pragma once

#include "server/app/proposals.hpp"

namespace gongdao::app {

/// Does what has been proposed and confirmed: makes the record of the act and puts it up for signing, or logs
/// it. Needs:   `room.acting` is held. Refuses: not_now, and whatever the fold would find in the record.
base::Result<Confirmed> carry_out(Context& app, Room& room, const Act& act);

}  // namespace gongdao::app
