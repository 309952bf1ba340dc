#pragma once

#include <string>

#include "server/audit/audit.hpp"

namespace gongdao::cmd {

enum class Language : std::uint8_t { zh, en };

/// What `gongdao-verify` prints: 14 lines, beneath each what failed and where; what the rules make of the
/// totals; what that says.
std::string report_text(const audit::Audit& audit, Language language);

/// The same for programs.
std::string report_json(const audit::Audit& audit);

}  // namespace gongdao::cmd
