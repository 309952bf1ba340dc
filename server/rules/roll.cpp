#include "server/rules/roll.hpp"

#include <algorithm>
#include <chrono>

namespace gongdao::rules {

bool exists(const Date& date) {
    return std::chrono::year_month_day(std::chrono::year(date.year), std::chrono::month(date.month),
                                       std::chrono::day(date.day))
        .ok();
}

bool is_due(const Member& member) {
    const auto& exclusion = member.exclusion;
    const bool excluded = exclusion && exclusion->ground >= 1 && exclusion->ground <= exclusion_grounds &&
                          !exclusion->approval.empty() && !exclusion->resolution.empty();
    return member.membership == Membership::full && !excluded;
}

std::uint32_t due_of(const Roll& roll) {
    return static_cast<std::uint32_t>(std::count_if(roll.members.begin(), roll.members.end(), is_due));
}

}  // namespace gongdao::rules
