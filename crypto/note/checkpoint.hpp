#pragma once

#include "crypto/merkle/hash.hpp"
#include "crypto/note/signed_note.hpp"

namespace gongdao::note {

/// The longest origin that SPEC §3.4 lets a session have: host 253, `/s/`, 32 characters of session id.
constexpr std::size_t max_origin_bytes = 288;

/// The head of a log. Source: C2SP tlog-checkpoint, without extension lines.
struct Checkpoint {
    std::string origin;
    merkle::TreeSize size;
    merkle::Hash root{};
    bool operator==(const Checkpoint&) const = default;
};

/// The text that is signed.
std::string encode_checkpoint(const Checkpoint& checkpoint);
/// Refuses: bad_format (not three lines, origin, size), out_of_range (size), bad_base64, wrong_length.
base::Result<Checkpoint> decode_checkpoint(std::string_view text);

/// Signed by the log under its origin. Needs: is_key_name(origin).
std::string sign_checkpoint(const Checkpoint& checkpoint, const sign::Ed25519SecretKey& log_key);

/// A checkpoint by this log, whoever else may have signed it.
/// Refuses: as SignedNote::decode, verify_note, decode_checkpoint; wrong_session (another origin than the
/// key's name).
base::Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& log);

}  // namespace gongdao::note
