#pragma once

#include <string>
#include <string_view>

#include "crypto/ballot/slip.hpp"
#include "crypto/ballot/slip_state.hpp"
#include "crypto/session/state.hpp"

namespace gongdao::cmd {

/// How `gongdao vote` ends: what a script can tell apart.
enum class VotingExit : int {
    cast = 0,
    refused = 1,
    usage = 2,
    already_cast = 4,
    not_open = 5,
    bad_slip = 6,
    not_known = 7,
    bad_log = 8
};

/// Why it goes no further, thrown where that is found.
struct VotingStopped {
    VotingExit code;
    std::string zh, en;
};
[[noreturn]] void stop_voting(VotingExit code, std::string zh, std::string en);

/// What is sent, and what the promise must be about.
struct PreparedBallot {
    session::ContestId contest;
    ballot::Tracker tracker;
    base::Bytes request;                     ///< entry ‖ body (SPEC §6)
    ballot::SlipStateRequest state_request;  ///< asks what stands under the slip already
};

/// Encrypts, proves and signs a ballot for the open contest whose lists hold the slip.
/// Needs:   `marks` holds one a candidate: o ○, x ×, - blank.
/// Faults:  VotingStopped (usage, bad_slip, not_open).
PreparedBallot prepare_ballot(const session::State& state, const ballot::SlipSecret& slip,
                              std::string_view marks, base::Rng& rng);

}  // namespace gongdao::cmd
