#pragma once

#include "server/audit/audit.hpp"

namespace gongdao::audit {

/// Checks every cast ballot that `log` admitted against its body in `ballots/<n>`. Needs: `log` is finished.
void audit_ballots(const Folder& folder, const Options& options, const verify::LogVerifier& log,
                   verify::Report& report);

}  // namespace gongdao::audit
