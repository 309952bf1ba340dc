#pragma once

#include <memory>
#include <string>

#include "crypto/base/bytes.hpp"
#include "crypto/base/secret.hpp"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace gongdao::sign {

constexpr std::size_t ed25519_key_bytes = 32;
constexpr std::size_t ed25519_seed_bytes = 32;
constexpr std::size_t ed25519_signature_bytes = 64;

using Ed25519Signature = base::ByteArray<ed25519_signature_bytes>;
using Ed25519Seed = base::Secret<ed25519_seed_bytes>;

/// A valid public key: a canonical point of the prime-order subgroup, not the identity.
class Ed25519PublicKey {
public:
    /// Refuses: wrong_length, bad_key (not canonical, not on the curve, of small or mixed order).
    static base::Result<Ed25519PublicKey> decode(base::BytesView bytes);
    [[nodiscard]] const base::ByteArray<ed25519_key_bytes>& bytes() const { return bytes_; }
    bool operator==(const Ed25519PublicKey&) const = default;

private:
    explicit Ed25519PublicKey(const base::ByteArray<ed25519_key_bytes>& bytes) : bytes_(bytes) {}

    base::ByteArray<ed25519_key_bytes> bytes_;
};

/// A private key, from the 32 bytes of RFC 8032 §5.1.5. Thread: many may sign with one key at once.
class Ed25519SecretKey {
public:
    explicit Ed25519SecretKey(const Ed25519Seed& seed);
    [[nodiscard]] const Ed25519PublicKey& public_key() const { return public_key_; }
    [[nodiscard]] Ed25519Signature sign(base::BytesView message) const;

private:
    struct Free {
        void operator()(evp_pkey_st* key) const;
    };
    using Handle = std::unique_ptr<evp_pkey_st, Free>;

    explicit Ed25519SecretKey(Handle key);
    static Handle load(const Ed25519Seed& seed);

    Handle key_;
    Ed25519PublicKey public_key_;
};

/// Source:  RFC 8032 §5.1.7, without multiplying by the cofactor: the bytes of S·B − h·A are R.
/// Refuses: bad_signature (also for S not below the group's order).
base::Check verify(const Ed25519PublicKey& key, base::BytesView message, const Ed25519Signature& signature);

/// SubjectPublicKeyInfo (RFC 8410) as PEM, for `openssl pkeyutl -verify -rawin -pubin -inkey`.
std::string pem_of(const Ed25519PublicKey& key);

}  // namespace gongdao::sign
