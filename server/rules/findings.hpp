#pragma once

#include <span>
#include <string>
#include <vector>

#include "server/rules/outcome.hpp"

namespace gongdao::rules {

/// What a figure was held against.
enum class Rule : std::uint8_t { candidates, quorum, issued, received, ballots, majority, result };
std::string_view name_of(Rule rule);

/// A figure with its inequality and its article: 赞成 15 × 2 ＞ 实到 28 → 当选 〔第二十九条〕.
struct Finding {
    Rule rule = Rule::candidates;
    bool holds = false;
    Text text;
    std::uint16_t article = 0;

    bool operator==(const Finding&) const = default;
};

/// Of the contest as a whole, in the order of the act: candidates, quorum, issued, received, ballots, result.
/// Needs: `names` in the order of the ballot paper, as many as the outcome has candidates.
std::vector<Finding> findings_of(const Procedure& procedure, const Outcome& outcome,
                                 std::span<const std::string> names);

/// Of one candidate: the majority, and what came of it.
Finding finding_of(const Procedure& procedure, const Outcome& outcome, std::size_t candidate);

/// 到会 alone, for the meeting: what the chair reads out before there is a contest.
Finding quorum_finding(const Procedure& procedure, std::uint32_t due, std::uint32_t present);

/// 第二十九条, Article 29. Needs: 1 … 999.
Text article_text(std::uint16_t article);

}  // namespace gongdao::rules
