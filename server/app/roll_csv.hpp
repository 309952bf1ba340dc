#pragma once

#include <variant>

#include "crypto/base/bytes.hpp"
#include "server/app/roll_errors.hpp"
#include "server/rules/roll.hpp"

namespace gongdao::app {

constexpr std::size_t max_roll_bytes = 1UL << 20U;
constexpr std::size_t max_roll_rows = 5'000;

using RollImport = std::variant<rules::Roll, std::vector<RollError>>;

/// Reads a roll as a spreadsheet saves it: CSV in UTF-8 (with or without mark) or GB 18030, a header row with
/// Chinese or English column names in any order; 姓名 and 身份 must be there. All or nothing, and a dry run
/// is the same call.
///
/// Needs:  nobody logs what goes in or comes out: it is private.
/// Gives:  the roll, or everything there is to correct, by line and column.
RollImport read_roll(base::BytesView csv);

}  // namespace gongdao::app
