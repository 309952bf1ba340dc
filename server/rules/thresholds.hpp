#pragma once

#include "server/rules/procedure.hpp"

namespace gongdao::rules {

/// number·den ≥ base·num; strict: number·den > base·num.
bool reaches(const Share& share, std::uint32_t number, std::uint32_t base);

/// The least number that reaches the share of `base` (至少 … 票): 25 of 31 for 4/5, 15 of 28 for more than
/// 1/2.
std::uint32_t least(const Share& share, std::uint32_t base);

/// seats + ⌈seats·num/den⌉ (差额). Needs: seats below 2^31.
std::uint32_t candidates_needed(const Procedure& procedure, std::uint32_t seats);

}  // namespace gongdao::rules
