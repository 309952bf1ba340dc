#pragma once

#include "server/app/context.hpp"

namespace gongdao::app {

/// What a voter is answered: always note::answer_bytes long.
struct VoterAnswer {
    std::optional<base::Code> refused;
    base::Bytes bytes;
};

/// Takes a ballot: entry ‖ body. Cheap before dear, proofs before the lock (SPEC §6.6); the answer after the
/// commit. The same entry again gets the same promise.
VoterAnswer cast_ballot(Context& app, Room& room, base::BytesView request);

/// Tells a slip's holder what stands under the slip's key (SPEC §6.8).
VoterAnswer tell_slip_state(Context& app, Room& room, base::BytesView request);

}  // namespace gongdao::app
