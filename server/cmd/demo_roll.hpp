#pragma once

#include <cstdint>
#include <string>

namespace gongdao::cmd {

/// A roll file in GB 18030 with this many electors, as a spreadsheet would have written it.
std::string demo_roll(std::uint32_t electors);

}  // namespace gongdao::cmd
