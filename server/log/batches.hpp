#pragma once

#include <vector>

#include "crypto/ballot/entry.hpp"

namespace gongdao::log {

/// How ballots of a box are held back so that a place in the log tells little of when a ballot came (SPEC
/// §10).
struct BatchRule {
    std::uint32_t floor = 0;   ///< of `setup`; 0: the rule for boxes of this size
    std::uint32_t issued = 0;  ///< slips of the box
};

/// How many of a box's waiting ballots go out now, the first in the order of `sort_for_log`.
std::size_t due(const BatchRule& rule, std::size_t waiting);

/// By (counter, tracker), and of one counter what was checked before what was cast: a cast ballot ends its
/// counter.
void sort_for_log(std::vector<ballot::Entry>& entries);

}  // namespace gongdao::log
