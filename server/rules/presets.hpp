#pragma once

#include <string_view>
#include <vector>

#include "server/rules/procedure.hpp"

namespace gongdao::rules {

/// The presets that this build ships, in the order in which they are offered.
std::vector<Procedure> presets();

/// Refuses: not_found.
base::Result<Procedure> preset_named(std::string_view id);

/// Whether these are the rules of the preset that they name, word for word and number for number; the pause
/// for objections alone is the session's to fix (rules §13).
bool is_preset(const Procedure& procedure);

/// Reads one preset as its file has it. Refuses: bad_json for anything but exactly the known members; as
/// `decode_procedure` for values.
base::Result<Procedure> parse_preset(std::string_view json);

}  // namespace gongdao::rules
