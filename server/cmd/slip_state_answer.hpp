#pragma once

#include <optional>
#include <string>

#include "crypto/ballot/entry.hpp"
#include "crypto/ballot/slip_state.hpp"
#include "crypto/sign/ed25519.hpp"

namespace gongdao::cmd {

/// Who answers: what a promise must be signed by and stand under.
struct Answerer {
    std::string origin;
    sign::Ed25519PublicKey server;
};

/// What stands under a slip, as the server tells its holder (SPEC §6.8), verified.
/// Gives:   the last cast entry, or nothing: the slip is unused.
/// Refuses: as SPEC §6.8 has a client refuse; the code of a refusal that the server sent.
base::Result<std::optional<ballot::Entry>> open_slip_state(base::BytesView answer,
                                                           const ballot::SlipStateRequest& asked,
                                                           const Answerer& answerer);

}  // namespace gongdao::cmd
