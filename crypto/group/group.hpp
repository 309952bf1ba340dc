#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "crypto/base/bytes.hpp"
#include "crypto/base/rng.hpp"
#include "crypto/base/secret.hpp"
#include "crypto/encode/transcript.hpp"

namespace gongdao::group {

constexpr std::size_t element_bytes = 32;
constexpr std::size_t scalar_bytes = 32;

/// An element of the group of prime order q, written additively (SPEC §1.1). What exists is in the group.
class Element {
public:
    /// Refuses: not_in_group for any bytes but the one canonical encoding (RFC 9496 §4.3.1, bit 255
    ///          included).
    static base::Result<Element> decode(base::BytesView bytes);
    /// The same without the identity. Refuses: identity.
    static base::Result<Element> decode_key(base::BytesView bytes);
    static Element identity();
    static Element generator();

    [[nodiscard]] base::BytesView encoded() const { return bytes_; }
    [[nodiscard]] bool is_identity() const;

    Element operator-() const;
    bool operator==(const Element&) const = default;

private:
    friend struct Access;  // the one file that implements the group
    base::ByteArray<element_bytes> bytes_{};
};

Element operator+(const Element& a, const Element& b);
Element operator-(const Element& a, const Element& b);

/// A public number modulo q.
class Scalar {
public:
    Scalar() = default;  // 0
    explicit Scalar(std::uint64_t value);
    /// Refuses: not_reduced for q or above (bit 255 included).
    static base::Result<Scalar> decode(base::BytesView bytes);

    [[nodiscard]] base::BytesView encoded() const { return bytes_; }
    [[nodiscard]] bool is_zero() const { return *this == Scalar(); }
    /// Needs: not zero.
    [[nodiscard]] Scalar inverse() const;

    Scalar operator-() const;
    bool operator==(const Scalar&) const = default;

private:
    friend struct Access;
    base::ByteArray<scalar_bytes> bytes_{};
};

Scalar operator+(const Scalar& a, const Scalar& b);
Scalar operator-(const Scalar& a, const Scalar& b);
Scalar operator*(const Scalar& a, const Scalar& b);

/// A secret number modulo q: move-only and wiped. All arithmetic on it is constant time.
class SecretScalar {
public:
    SecretScalar() = default;  // 0
    /// Uniform, never zero.
    static SecretScalar draw(base::Rng& rng);
    /// 0 or 1, without a branch on which. Needs: bit is 0 or 1.
    static SecretScalar of_bit(std::uint8_t bit);
    /// Refuses: not_reduced. For shares that come out of a box or a key file.
    static base::Result<SecretScalar> decode(std::span<const std::uint8_t, scalar_bytes> bytes);
    /// A public number where a secret one is wanted.
    static SecretScalar of(const Scalar& scalar);

    [[nodiscard]] SecretScalar copy() const;
    /// Makes it public: only for responses of a proof and for what a complaint opens.
    [[nodiscard]] Scalar reveal() const;
    /// The 32 bytes, for sealing into a key file or a share's box.
    [[nodiscard]] base::Secret<scalar_bytes> bytes() const;

private:
    friend struct Access;
    base::Secret<scalar_bytes> bytes_;
};

SecretScalar operator+(const SecretScalar& a, const SecretScalar& b);
SecretScalar operator-(const SecretScalar& a, const SecretScalar& b);
SecretScalar operator*(const SecretScalar& a, const SecretScalar& b);
SecretScalar operator*(const Scalar& a, const SecretScalar& b);
/// `when_one` if bit is 1, else `when_zero`, without a branch. Needs: bit is 0 or 1.
SecretScalar select(std::uint8_t bit, const SecretScalar& when_one, const SecretScalar& when_zero);

/// x·P and x·G in constant time; the identity where it is the result.
Element mul(const SecretScalar& x, const Element& P);
Element mul_base(const SecretScalar& x);

Element mul_vartime(const Scalar& x, const Element& P);
Element mul_base_vartime(const Scalar& x);

struct Term {
    Scalar scalar;
    Element element;
};
/// Σ scalar·element over public terms; the identity for none.
Element multi_exp_vartime(std::span<const Term> terms);

/// Hs of SPEC §1.3: the transcript's 64 bytes, little-endian, modulo q.
Scalar scalar_of(const encode::Transcript& transcript);
SecretScalar secret_scalar_of(const encode::Transcript& transcript);
/// Hg of SPEC §1.3: RFC 9496 §4.3.4 from the transcript's 64 bytes.
Element element_of(const encode::Transcript& transcript);

/// Several elements as one field: their encodings one after another.
base::Bytes encodings(std::span<const Element> elements);

}  // namespace gongdao::group
