// A group so small that every case of a proof can be gone through: the squares modulo 2039 = 2·1019 + 1.
// Executables link this file in place of ristretto255. It says nothing about soundness: a guess succeeds once
// in 1019 times.
#include "crypto/group/group.hpp"

namespace gongdao::group {

using base::Code;

namespace {

constexpr std::uint32_t p = 2039;
constexpr std::uint32_t q = 1019;

std::uint32_t power(std::uint32_t base, std::uint32_t exponent, std::uint32_t modulus) {
    std::uint32_t out = 1;
    for (std::uint32_t i = 0; i < exponent; ++i) out = out * base % modulus;
    return out;
}

/// The first two bytes, little-endian; q and p if a later one is not zero, so that nothing takes it.
std::uint32_t number(base::BytesView bytes) {
    for (std::size_t i = 2; i < bytes.size(); ++i) {
        if (bytes[i] != 0) return p;
    }
    return bytes[0] + 256U * bytes[1];
}

std::uint32_t remainder(const base::Sha512& bytes, std::uint32_t modulus) {
    std::uint32_t out = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) out = (out * 256U + bytes[i]) % modulus;
    return out;
}

}  // namespace

/// An element a is written as a − 1, so that the identity is 32 zero bytes as in ristretto255.
struct Access {
    static std::uint32_t of(const Element& element) { return number(element.bytes_) + 1; }
    static std::uint32_t of(const Scalar& scalar) { return number(scalar.bytes_); }
    static std::uint32_t of(const SecretScalar& scalar) { return number(scalar.bytes_.expose()); }

    static Element element(std::uint32_t a) {
        Element out;
        out.bytes_[0] = static_cast<std::uint8_t>((a - 1) % 256);
        out.bytes_[1] = static_cast<std::uint8_t>((a - 1) / 256);
        return out;
    }
    static Scalar scalar(std::uint32_t k) {
        Scalar out;
        out.bytes_[0] = static_cast<std::uint8_t>(k % q % 256);
        out.bytes_[1] = static_cast<std::uint8_t>(k % q / 256);
        return out;
    }
};

base::Result<Element> Element::decode(base::BytesView bytes) {
    if (bytes.size() != element_bytes) return base::refuse(Code::wrong_length);
    const std::uint32_t a = number(bytes) + 1;
    if (a >= p || power(a, q, p) != 1) return base::refuse(Code::not_in_group);
    return Access::element(a);
}

Element Element::identity() {
    return {};
}
Element Element::generator() {
    return Access::element(4);
}
bool Element::is_identity() const {
    return *this == Element();
}
Element Element::operator-() const {
    return Access::element(power(Access::of(*this), q - 1, p));
}
Element operator+(const Element& a, const Element& b) {
    return Access::element(Access::of(a) * Access::of(b) % p);
}
Element operator-(const Element& a, const Element& b) {
    return a + -b;
}

Scalar::Scalar(std::uint64_t value) {
    *this = Access::scalar(static_cast<std::uint32_t>(value % q));
}

base::Result<Scalar> Scalar::decode(base::BytesView bytes) {
    if (bytes.size() != scalar_bytes) return base::refuse(Code::wrong_length);
    if (number(bytes) >= q) return base::refuse(Code::not_reduced);
    return Access::scalar(number(bytes));
}

Scalar Scalar::inverse() const {
    GONGDAO_REQUIRE(!is_zero());
    return Access::scalar(power(Access::of(*this), q - 2, q));
}

Scalar Scalar::operator-() const {
    return Access::scalar(q - Access::of(*this));
}
Scalar operator+(const Scalar& a, const Scalar& b) {
    return Access::scalar(Access::of(a) + Access::of(b));
}
Scalar operator-(const Scalar& a, const Scalar& b) {
    return a + -b;
}
Scalar operator*(const Scalar& a, const Scalar& b) {
    return Access::scalar(Access::of(a) * Access::of(b));
}

SecretScalar SecretScalar::draw(base::Rng& rng) {
    base::ByteArray<4> bytes{};
    std::uint32_t k = 0;
    while (k == 0) {
        rng.fill(bytes);
        k = (bytes[0] + 256U * bytes[1] + 65536U * bytes[2]) % q;
    }
    return of(Access::scalar(k));
}

SecretScalar SecretScalar::of_bit(std::uint8_t bit) {
    return of(Scalar(bit & 1U));
}

base::Result<SecretScalar> SecretScalar::decode(std::span<const std::uint8_t, scalar_bytes> bytes) {
    const auto scalar = Scalar::decode(bytes);
    if (!scalar) return scalar.refusal();
    return of(*scalar);
}

SecretScalar SecretScalar::of(const Scalar& scalar) {
    SecretScalar out;
    out.bytes_ = base::Secret<scalar_bytes>(std::span<const std::uint8_t, scalar_bytes>(scalar.encoded()));
    return out;
}

SecretScalar SecretScalar::copy() const {
    return of(reveal());
}
Scalar SecretScalar::reveal() const {
    return Access::scalar(Access::of(*this));
}
base::Secret<scalar_bytes> SecretScalar::bytes() const {
    return base::Secret<scalar_bytes>(bytes_.expose());
}

SecretScalar operator+(const SecretScalar& a, const SecretScalar& b) {
    return SecretScalar::of(a.reveal() + b.reveal());
}
SecretScalar operator-(const SecretScalar& a, const SecretScalar& b) {
    return SecretScalar::of(a.reveal() - b.reveal());
}
SecretScalar operator*(const SecretScalar& a, const SecretScalar& b) {
    return SecretScalar::of(a.reveal() * b.reveal());
}
SecretScalar operator*(const Scalar& a, const SecretScalar& b) {
    return SecretScalar::of(a * b.reveal());
}
SecretScalar select(std::uint8_t bit, const SecretScalar& when_one, const SecretScalar& when_zero) {
    return bit == 1 ? when_one.copy() : when_zero.copy();
}

Element mul_vartime(const Scalar& x, const Element& P) {
    return Access::element(power(Access::of(P), Access::of(x), p));
}
Element mul_base_vartime(const Scalar& x) {
    return mul_vartime(x, Element::generator());
}
Element mul(const SecretScalar& x, const Element& P) {
    return mul_vartime(x.reveal(), P);
}
Element mul_base(const SecretScalar& x) {
    return mul_base_vartime(x.reveal());
}

Element multi_exp_vartime(std::span<const Term> terms) {
    Element sum;
    for (const auto& [scalar, element] : terms) sum = sum + mul_vartime(scalar, element);
    return sum;
}

Scalar scalar_of(const encode::Transcript& transcript) {
    return Access::scalar(remainder(transcript.digest(), q));
}
SecretScalar secret_scalar_of(const encode::Transcript& transcript) {
    return SecretScalar::of(scalar_of(transcript));
}
Element element_of(const encode::Transcript& transcript) {
    return Access::element(power(remainder(transcript.digest(), p - 2) + 1, 2, p));
}

}  // namespace gongdao::group
