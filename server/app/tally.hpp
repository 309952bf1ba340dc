#pragma once

#include <optional>

#include "server/app/context.hpp"
#include "server/rules/outcome.hpp"

namespace gongdao::app {

/// The sums of the counted ballots, group by group (SPEC §9.1). Nothing if the contest is void by its groups.
std::optional<session::Tally> tally_of(const Context& app, Room& room, const session::Contest& contest);

/// The totals, once t shares that hold are there for every group.
std::optional<session::ResultRecord> result_of(Room& room, const session::Contest& contest);

/// The rules' word on the totals. Needs: a contest with its result.
session::OutcomeRecord outcome_record_of(const session::Contest& contest);

}  // namespace gongdao::app
