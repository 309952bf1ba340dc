#pragma once

#include "server/app/context.hpp"

namespace gongdao::app {

/// Logs a record that a trustee signs alone: ceremony message, share, statement of destroyed keys.
/// Gives:   its index; the same record again gives the same index. Refuses: bad_type, and what the log
/// refuses.
base::Result<merkle::LeafIndex> submit_record(Context& app, Room& room, base::BytesView record);

/// Does what follows by itself from what is logged: setup once all trustees have joined, tally after
/// `settled`, result once enough shares hold, outcome, publication after publication. Called after every
/// append and at start.
void follow_up(Context& app, Room& room);

}  // namespace gongdao::app
