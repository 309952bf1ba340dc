#pragma once

#include <optional>
#include <string>

#include "crypto/ballot/entry.hpp"
#include "crypto/sign/ed25519.hpp"

namespace gongdao::ballot {

constexpr std::size_t slip_state_bytes = 130;

/// A holder asks what stands under the own key (SPEC §6.8): Q ‖ box u16 ‖ X ‖ proof "slip-state" over Q ‖ box
/// u16.
struct SlipStateRequest {
    ContestId contest;
    BoxNumber box;
    elgamal::PublicKey X;
    proof::Schnorr proof;

    bool operator==(const SlipStateRequest&) const = default;
};

struct SlipStateFields {
    ContestId contest;
    BoxNumber box;
};

/// Timing: constant in x and w.
SlipStateRequest ask_slip_state(const SlipStateFields& fields, const group::SecretScalar& x,
                                elgamal::Nonce&& w);
/// Refuses: bad_signature.
base::Check verify_slip_state(const SlipStateRequest& request);

base::Bytes encode_slip_state(const SlipStateRequest& request);
/// Refuses: wrong_length, trailing_bytes, identity, not_in_group, not_reduced.
base::Result<SlipStateRequest> decode_slip_state(base::BytesView bytes);

/// Who answers: the session's origin, and the key under which its promises stand.
struct Answerer {
    std::string origin;
    sign::Ed25519PublicKey server;
};

/// What stands under a slip, as the server tells its holder in the 1,024 bytes of SPEC §6.8, verified.
/// Gives:   the last cast entry, or nothing: the slip is unused.
/// Refuses: the code of a refusal that the server sent; otherwise as SPEC §6.8 has a client refuse.
base::Result<std::optional<Entry>> open_slip_state(base::BytesView answer, const SlipStateRequest& asked,
                                                   const Answerer& answerer);

}  // namespace gongdao::ballot
