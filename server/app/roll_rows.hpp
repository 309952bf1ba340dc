#pragma once

#include <span>

#include "server/app/roll_errors.hpp"
#include "server/rules/roll.hpp"

namespace gongdao::app {

/// One record of a CSV file, in UTF-8, with the line on which it begins.
struct CsvRow {
    std::uint32_t line;
    std::vector<std::string> cells;
};

/// The meaning of the rows: the first that is not empty is the header. What is wrong goes to `errors`; the
/// roll is whole only if nothing was.
rules::Roll roll_from(std::span<const CsvRow> rows, RollErrors& errors);

}  // namespace gongdao::app
