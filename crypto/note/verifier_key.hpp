#pragma once

#include <string>

#include "crypto/sign/ed25519.hpp"

namespace gongdao::note {

constexpr std::size_t key_id_bytes = 4;
using KeyId = base::ByteArray<key_id_bytes>;

/// What a key signs: a note's text, or a witness's word on a checkpoint (C2SP tlog-cosignature).
enum class KeyType : std::uint8_t { ed25519 = 0x01, ed25519_cosignature = 0x04 };

/// Whether a key may bear this name: UTF-8, not empty, no character below U+0020, no Unicode space, no plus.
bool is_key_name(std::string_view name);

/// A key that notes are verified with, under the name that it signs by. Source: C2SP signed-note.
class VerifierKey {
public:
    /// Needs: is_key_name(name).
    VerifierKey(std::string name, KeyType type, const sign::Ed25519PublicKey& key);

    /// Reads `<name>+<key id in hex>+<base64(type ‖ key)>`.
    /// Refuses: bad_format, bad_base64, wrong_length, bad_type (neither kind of Ed25519), bad_key (no valid
    /// key, or not its id).
    static base::Result<VerifierKey> decode(std::string_view text);
    [[nodiscard]] std::string encode() const;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] KeyType type() const { return type_; }
    [[nodiscard]] const sign::Ed25519PublicKey& key() const { return key_; }
    /// SHA-256(name ‖ newline ‖ type ‖ key)[0..4)
    [[nodiscard]] const KeyId& id() const { return id_; }
    bool operator==(const VerifierKey&) const = default;

private:
    std::string name_;
    KeyType type_;
    sign::Ed25519PublicKey key_;
    KeyId id_;
};

}  // namespace gongdao::note
