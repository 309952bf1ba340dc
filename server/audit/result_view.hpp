#pragma once

#include "server/audit/log_part.hpp"

namespace gongdao::audit {

/// `result_view`: result.json says exactly what the record gives. Reached only if the log was admitted whole
/// and every outcome in it can be read.
void audit_result_view(const Folder& folder, const verify::LogVerifier& log, const LoggedTree& logged,
                       verify::Report& report);

}  // namespace gongdao::audit
