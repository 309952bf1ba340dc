#include "server/rules/counting.hpp"

#include <string>

namespace gongdao::rules {

using base::Code;

base::Result<std::vector<Votes>> count_votes(std::span<const std::uint32_t> totals, std::uint32_t ballots) {
    if (totals.empty() || totals.size() % 2 != 0) return base::refuse(Code::wrong_count, "totals");
    std::vector<Votes> votes;
    for (std::size_t i = 0; i < totals.size(); i += 2) {
        const std::uint32_t approve = totals[i];
        const std::uint32_t reject = totals[i + 1];
        if (std::uint64_t{approve} + reject > ballots) {
            return base::refuse(Code::wrong_total, "candidate " + std::to_string(i / 2));
        }
        votes.push_back({.approve = approve, .reject = reject, .abstain = ballots - approve - reject});
    }
    return votes;
}

}  // namespace gongdao::rules
