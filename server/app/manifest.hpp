#pragma once

#include "server/app/context.hpp"

namespace gongdao::app {

/// What the log's first record says. Needs: every seat is taken.
session::Setup setup_of(Context& app, Room& room);

/// 选举办法 and ballots as they will be fixed. Refuses: not_now (key not confirmed, a slip list missing),
/// wrong_figures (a list of another length than the draft says).
base::Result<session::Manifest> manifest_of(const Context& app, Room& room);

}  // namespace gongdao::app
