#pragma once

#include <memory>
#include <string>

#include "crypto/base/bytes.hpp"
#include "crypto/base/rng.hpp"
#include "crypto/base/secret.hpp"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace gongdao::sign {

constexpr std::size_t sm2_key_bytes = 65;
constexpr std::size_t sm2_scalar_bytes = 32;
/// The identity that GB/T 35276 gives a signer who has no other. OpenSSL 3.0 would take an empty one.
constexpr std::string_view sm2_signer_id = "1234567812345678";

using Sm2Scalar = base::Secret<sm2_scalar_bytes>;

/// A point of the curve of GB/T 32918.5: 04 ‖ x ‖ y.
class Sm2PublicKey {
public:
    /// Refuses: wrong_length, bad_key (another form, a coordinate not below p, not on the curve).
    static base::Result<Sm2PublicKey> decode(base::BytesView bytes);
    [[nodiscard]] const base::ByteArray<sm2_key_bytes>& bytes() const { return bytes_; }
    bool operator==(const Sm2PublicKey&) const = default;

private:
    explicit Sm2PublicKey(const base::ByteArray<sm2_key_bytes>& bytes) : bytes_(bytes) {}

    base::ByteArray<sm2_key_bytes> bytes_;
};

/// Thread: many may sign with one key at once.
class Sm2SecretKey {
public:
    /// Refuses: bad_key unless the scalar, big-endian, is 1 … n − 2.
    static base::Result<Sm2SecretKey> decode(const Sm2Scalar& scalar);
    [[nodiscard]] const Sm2PublicKey& public_key() const { return public_key_; }
    /// Signs SM3 of the message under `sm2_signer_id`. The nonce is OpenSSL's own draw: two signatures of one
    /// message differ. Gives: DER, at most 72 bytes.
    [[nodiscard]] base::Bytes sign(base::BytesView message) const;

private:
    struct Free {
        void operator()(evp_pkey_st* key) const;
    };
    using Handle = std::unique_ptr<evp_pkey_st, Free>;

    Sm2SecretKey(Handle key, const Sm2PublicKey& public_key);

    Handle key_;
    Sm2PublicKey public_key_;
};

/// A scalar that `Sm2SecretKey::decode` takes.
Sm2Scalar draw_sm2_scalar(base::Rng& rng);

/// Source:  GB/T 32918.2 §7, SM3 of GB/T 32905.
/// Refuses: bad_format (anything but the one DER form of two positive integers), bad_signature.
base::Check verify(const Sm2PublicKey& key, base::BytesView message, base::BytesView signature);

/// SubjectPublicKeyInfo as PEM, for `openssl dgst -sm3 -verify … -sigopt distid:1234567812345678`.
std::string pem_of(const Sm2PublicKey& key);

}  // namespace gongdao::sign
