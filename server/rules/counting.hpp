#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "crypto/base/result.hpp"

namespace gongdao::rules {

/// One candidate's count: 赞成, 不赞成, 弃权.
struct Votes {
    std::uint32_t approve, reject, abstain;

    bool operator==(const Votes&) const = default;
};

/// Votes for each candidate: abstain = ballots − approve − reject, so that the three always add up to 有效票.
///
/// Source:  SPEC §3.5; article 25.
/// Needs:   `totals`: what was decrypted, (○, ×) for each candidate in the order of the ballot paper;
/// `ballots`: how many
///          were added up (有效票).
/// Refuses: wrong_count unless there are two totals a candidate and at least one candidate; wrong_total if a
/// candidate has
///          more marks than there are ballots.
base::Result<std::vector<Votes>> count_votes(std::span<const std::uint32_t> totals, std::uint32_t ballots);

}  // namespace gongdao::rules
