#pragma once

#include <string_view>

#include "crypto/base/rng.hpp"
#include "crypto/seal/secret_bytes.hpp"

namespace gongdao::seal {

/// What a guess at the passphrase costs: argon2id's passes over its memory.
struct Effort {
    std::uint32_t passes = 0;
    std::uint32_t memory_kib = 0;
    bool operator==(const Effort&) const = default;
};

// libsodium's limits "interactive" and "moderate". A file that asks for less or more than these is refused,
// so that nobody's file is cheap to guess, and none fills the memory of who opens it.
constexpr Effort least_effort{.passes = 2, .memory_kib = 65'536};
constexpr Effort most_effort{.passes = 3, .memory_kib = 262'144};

/// Seals a trustee's key file under a passphrase (UTF-8, NFC by duty of the caller).
///
///   "gongdao sealed" ‖ version u16 ‖ passes u32 ‖ memory u32 ‖ salt 16 ‖ nonce 24 ‖
///   XChaCha20-Poly1305(plaintext; header)
///
/// Source:  SPEC §10; argon2id RFC 9106; AEAD of libsodium (IETF).
/// Needs:   an effort between the limits.
/// Faults:  std::bad_alloc where argon2id gets no memory.
base::Bytes seal(const SecretBytes& plaintext, std::string_view passphrase, Effort effort, base::Rng& rng);

/// Refuses: wrong_length (shorter than header and tag), bad_type, bad_version, out_of_range (effort),
///          wrong_passphrase (or the file was altered: one tag cannot tell them apart).
/// Faults:  std::bad_alloc.
base::Result<SecretBytes> open_sealed(base::BytesView sealed, std::string_view passphrase);

}  // namespace gongdao::seal
