// The group of SPEC §1.1 on libsodium. Executables link this file, or the tests' tiny group, never both.
#include <sodium.h>

#include "crypto/group/group.hpp"

namespace gongdao::group {

using base::BytesView;
using base::Code;

static_assert(element_bytes == crypto_core_ristretto255_BYTES);
static_assert(scalar_bytes == crypto_core_ristretto255_SCALARBYTES);

struct Access {
    static std::uint8_t* of(Element& element) { return element.bytes_.data(); }
    static std::uint8_t* of(Scalar& scalar) { return scalar.bytes_.data(); }
    static std::uint8_t* of(SecretScalar& scalar) { return scalar.bytes_.expose().data(); }
    static const std::uint8_t* of(const Element& element) { return element.bytes_.data(); }
    static const std::uint8_t* of(const Scalar& scalar) { return scalar.bytes_.data(); }
    static const std::uint8_t* of(const SecretScalar& scalar) { return scalar.bytes_.expose().data(); }
};

namespace {

using Limit = base::ByteArray<32>;  // little-endian

constexpr Limit field_order = [] {  // p = 2^255 − 19
    Limit p{};
    p.fill(0xff);
    p[0] = 0xed;
    p[31] = 0x7f;
    return p;
}();

constexpr Limit group_order = {  // q = 2^252 + 27742317777372353535851937790883648493
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10};

/// Whether the 32 bytes, little-endian, are below the limit. Constant time: shares pass through it.
bool is_below(BytesView bytes, const Limit& limit) {
    unsigned borrow = 0;
    for (std::size_t i = 0; i < limit.size(); ++i) {
        borrow = ((static_cast<unsigned>(bytes[i]) - limit[i] - borrow) >> 8U) & 1U;
    }
    return borrow == 1;
}

}  // namespace

base::Result<Element> Element::decode(BytesView bytes) {
    if (bytes.size() != element_bytes) return base::refuse(Code::wrong_length);
    // libsodium 1.0.18 ignores bit 255: the range and the sign are checked here (RFC 9496 §4.3.1 step 1).
    const bool canonical = is_below(bytes, field_order) && (bytes[0] & 1U) == 0;
    if (!canonical || crypto_core_ristretto255_is_valid_point(bytes.data()) != 1) {
        return base::refuse(Code::not_in_group);
    }
    Element out;
    for (std::size_t i = 0; i < element_bytes; ++i) out.bytes_[i] = bytes[i];
    return out;
}

Element Element::identity() {
    return {};
}

Element Element::generator() {
    static const Element G = mul_base_vartime(Scalar(1));
    return G;
}

bool Element::is_identity() const {
    return *this == Element();
}

Element Element::operator-() const {
    return identity() - *this;
}

Element operator+(const Element& a, const Element& b) {
    Element out = Element::identity();
    GONGDAO_REQUIRE(crypto_core_ristretto255_add(Access::of(out), Access::of(a), Access::of(b)) == 0);
    return out;
}

Element operator-(const Element& a, const Element& b) {
    Element out = Element::identity();
    GONGDAO_REQUIRE(crypto_core_ristretto255_sub(Access::of(out), Access::of(a), Access::of(b)) == 0);
    return out;
}

Scalar::Scalar(std::uint64_t value) {
    for (std::size_t i = 0; i < sizeof value; ++i) bytes_[i] = static_cast<std::uint8_t>(value >> (8U * i));
}

base::Result<Scalar> Scalar::decode(BytesView bytes) {
    if (bytes.size() != scalar_bytes) return base::refuse(Code::wrong_length);
    if (!is_below(bytes, group_order)) return base::refuse(Code::not_reduced);
    Scalar out;
    for (std::size_t i = 0; i < scalar_bytes; ++i) out.bytes_[i] = bytes[i];
    return out;
}

Scalar Scalar::inverse() const {
    Scalar out;
    GONGDAO_REQUIRE(crypto_core_ristretto255_scalar_invert(Access::of(out), Access::of(*this)) == 0);
    return out;
}

Scalar Scalar::operator-() const {
    Scalar out;
    crypto_core_ristretto255_scalar_negate(Access::of(out), Access::of(*this));
    return out;
}

Scalar operator+(const Scalar& a, const Scalar& b) {
    Scalar out;
    crypto_core_ristretto255_scalar_add(Access::of(out), Access::of(a), Access::of(b));
    return out;
}

Scalar operator-(const Scalar& a, const Scalar& b) {
    Scalar out;
    crypto_core_ristretto255_scalar_sub(Access::of(out), Access::of(a), Access::of(b));
    return out;
}

Scalar operator*(const Scalar& a, const Scalar& b) {
    Scalar out;
    crypto_core_ristretto255_scalar_mul(Access::of(out), Access::of(a), Access::of(b));
    return out;
}

SecretScalar SecretScalar::draw(base::Rng& rng) {
    base::Secret<base::sha512_bytes> wide;
    SecretScalar out;
    do {
        rng.fill(wide.expose());
        crypto_core_ristretto255_scalar_reduce(Access::of(out), wide.expose().data());
    } while (sodium_is_zero(Access::of(out), scalar_bytes) == 1);
    return out;
}

SecretScalar SecretScalar::of_bit(std::uint8_t bit) {
    SecretScalar out;
    Access::of(out)[0] = bit & 1U;
    return out;
}

base::Result<SecretScalar> SecretScalar::decode(std::span<const std::uint8_t, scalar_bytes> bytes) {
    if (!is_below(bytes, group_order)) return base::refuse(Code::not_reduced);
    SecretScalar out;
    out.bytes_ = base::Secret<scalar_bytes>(bytes);
    return out;
}

SecretScalar SecretScalar::of(const Scalar& scalar) {
    SecretScalar out;
    out.bytes_ = base::Secret<scalar_bytes>(std::span<const std::uint8_t, scalar_bytes>(scalar.encoded()));
    return out;
}

SecretScalar SecretScalar::copy() const {
    SecretScalar out;
    out.bytes_ = bytes();
    return out;
}

Scalar SecretScalar::reveal() const {
    Scalar out;
    for (std::size_t i = 0; i < scalar_bytes; ++i) Access::of(out)[i] = Access::of(*this)[i];
    return out;
}

base::Secret<scalar_bytes> SecretScalar::bytes() const {
    return base::Secret<scalar_bytes>(bytes_.expose());
}

SecretScalar operator+(const SecretScalar& a, const SecretScalar& b) {
    SecretScalar out;
    crypto_core_ristretto255_scalar_add(Access::of(out), Access::of(a), Access::of(b));
    return out;
}

SecretScalar operator-(const SecretScalar& a, const SecretScalar& b) {
    SecretScalar out;
    crypto_core_ristretto255_scalar_sub(Access::of(out), Access::of(a), Access::of(b));
    return out;
}

SecretScalar operator*(const SecretScalar& a, const SecretScalar& b) {
    SecretScalar out;
    crypto_core_ristretto255_scalar_mul(Access::of(out), Access::of(a), Access::of(b));
    return out;
}

SecretScalar operator*(const Scalar& a, const SecretScalar& b) {
    SecretScalar out;
    crypto_core_ristretto255_scalar_mul(Access::of(out), Access::of(a), Access::of(b));
    return out;
}

SecretScalar select(std::uint8_t bit, const SecretScalar& when_one, const SecretScalar& when_zero) {
    const auto mask = static_cast<std::uint8_t>(-static_cast<int>(bit & 1U));
    SecretScalar out;
    for (std::size_t i = 0; i < scalar_bytes; ++i) {
        const std::uint8_t one = Access::of(when_one)[i];
        const std::uint8_t zero = Access::of(when_zero)[i];
        Access::of(out)[i] = static_cast<std::uint8_t>((one & mask) | (zero & ~mask));
    }
    return out;
}

// libsodium answers −1 where the product is the identity; its output is then the identity's encoding.
Element mul(const SecretScalar& x, const Element& P) {
    Element out = Element::identity();
    [[maybe_unused]] const int identity =
        crypto_scalarmult_ristretto255(Access::of(out), Access::of(x), Access::of(P));
    return out;
}

Element mul_base(const SecretScalar& x) {
    Element out = Element::identity();
    [[maybe_unused]] const int identity = crypto_scalarmult_ristretto255_base(Access::of(out), Access::of(x));
    return out;
}

Element mul_vartime(const Scalar& x, const Element& P) {
    Element out = Element::identity();
    [[maybe_unused]] const int identity =
        crypto_scalarmult_ristretto255(Access::of(out), Access::of(x), Access::of(P));
    return out;
}

Element mul_base_vartime(const Scalar& x) {
    Element out = Element::identity();
    [[maybe_unused]] const int identity = crypto_scalarmult_ristretto255_base(Access::of(out), Access::of(x));
    return out;
}

Element multi_exp_vartime(std::span<const Term> terms) {
    static const Element G = Element::generator();
    static const Scalar one(1);
    static const Scalar minus_one = -one;
    Element sum = Element::identity();
    for (const auto& [scalar, element] : terms) {
        if (scalar == one) {
            sum = sum + element;
        } else if (scalar == minus_one) {
            sum = sum - element;
        } else {
            sum = sum + (element == G ? mul_base_vartime(scalar) : mul_vartime(scalar, element));
        }
    }
    return sum;
}

Scalar scalar_of(const encode::Transcript& transcript) {
    Scalar out;
    crypto_core_ristretto255_scalar_reduce(Access::of(out), transcript.digest().data());
    return out;
}

SecretScalar secret_scalar_of(const encode::Transcript& transcript) {
    SecretScalar out;
    const auto digest = transcript.secret_digest();
    crypto_core_ristretto255_scalar_reduce(Access::of(out), digest.expose().data());
    return out;
}

Element element_of(const encode::Transcript& transcript) {
    Element out = Element::identity();
    crypto_core_ristretto255_from_hash(Access::of(out), transcript.digest().data());
    return out;
}

}  // namespace gongdao::group
