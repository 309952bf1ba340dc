#pragma once

#include <map>
#include <mutex>
#include <optional>

#include "crypto/session/contest.hpp"
#include "server/ops/clock.hpp"

namespace gongdao::app {

struct TurnoutFigures {
    std::uint32_t issued = 0, received = 0;
};

/// What is told of the ballots received while voting goes on: full steps of five, a new one at most once a
/// minute, nothing where ten or fewer may vote; and that all are in. Someone at the door who sees each tick
/// would know whose ballot it is. Source: threats.md W20. Thread: any.
class Turnouts {
public:
    std::optional<std::uint32_t> shown(const session::ContestId& contest, const TurnoutFigures& figures,
                                       ops::Instant now);

private:
    struct Shown {
        std::uint32_t received = 0;
        ops::Instant at;
    };
    std::mutex mutex_;
    std::map<session::ContestId, Shown> last_;
};

}  // namespace gongdao::app
