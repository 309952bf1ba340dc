#pragma once

#include <span>
#include <string>
#include <vector>

#include "crypto/note/verifier_key.hpp"

namespace gongdao::note {

constexpr std::size_t max_note_signatures = 100;

struct NoteSignature {
    std::string name;
    KeyId id;
    base::Bytes bytes;  ///< what follows the id
    bool operator==(const NoteSignature&) const = default;
};

/// A text and who signed it. Nothing in it is to be believed before `verify_note`.
struct SignedNote {
    std::string text;  ///< with its last newline
    std::vector<NoteSignature> signatures;

    /// Source:  C2SP signed-note; SPEC §6.7.
    /// Refuses: bad_text, bad_format, bad_base64, wrong_length, wrong_count.
    static base::Result<SignedNote> decode(std::string_view note);
    [[nodiscard]] std::string encode() const;
    bool operator==(const SignedNote&) const = default;
};

/// Signs a note's text by type Ed25519. Needs: is_key_name(name).
NoteSignature sign_text(std::string_view text, const sign::Ed25519SecretKey& key, std::string name);

/// Verifies every signature by a known key; those by others are passed over, also if their name or their id
/// is a known key's.
///
/// Gives:   the places in `known` of the keys that signed, ascending, each once.
/// Refuses: bad_signature (one by a known key does not hold), unknown_signer (none is by a known key).
base::Result<std::vector<std::size_t>> verify_note(const SignedNote& note,
                                                   std::span<const VerifierKey> known);

}  // namespace gongdao::note
