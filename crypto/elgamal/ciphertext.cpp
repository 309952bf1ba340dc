#include "crypto/elgamal/ciphertext.hpp"

#include "crypto/group/read.hpp"

namespace gongdao::elgamal {

using group::SecretScalar;

Ciphertext operator+(const Ciphertext& a, const Ciphertext& b) {
    return {.alpha = a.alpha + b.alpha, .beta = a.beta + b.beta};
}

Ciphertext operator-(const Ciphertext& a, const Ciphertext& b) {
    return {.alpha = a.alpha - b.alpha, .beta = a.beta - b.beta};
}

Ciphertext mul_vartime(const group::Scalar& factor, const Ciphertext& ciphertext) {
    return {.alpha = group::mul_vartime(factor, ciphertext.alpha),
            .beta = group::mul_vartime(factor, ciphertext.beta)};
}

Opening operator+(const Opening& a, const Opening& b) {
    return {.m = a.m + b.m, .r = a.r + b.r};
}

Opening operator-(const Opening& a, const Opening& b) {
    return {.m = a.m - b.m, .r = a.r - b.r};
}

Opening operator*(const group::Scalar& factor, const Opening& opening) {
    return {.m = factor * opening.m, .r = factor * opening.r};
}

Sealed encrypt_bit(const PublicKey& y, std::uint8_t m, Nonce&& r) {
    Opening opening{.m = SecretScalar::of_bit(m), .r = std::move(r).spend()};
    // (m + 1)·G − G and not m·G: no multiplication ends in the identity for one mark alone.
    static const SecretScalar one = SecretScalar::of_bit(1);
    const group::Element M = group::mul_base(opening.m + one) - group::Element::generator();
    const Ciphertext ciphertext{.alpha = group::mul_base(opening.r),
                                .beta = group::mul(opening.r, y.element()) + M};
    return {.ciphertext = ciphertext, .opening = std::move(opening)};
}

void write(encode::Writer& out, const Ciphertext& ciphertext) {
    out.raw(ciphertext.alpha.encoded()).raw(ciphertext.beta.encoded());
}

Ciphertext read_ciphertext(encode::Reader& in) {
    const Ciphertext ciphertext = read_sum(in);
    if (ciphertext.alpha.is_identity()) in.fail(base::Code::identity);
    return ciphertext;
}

Ciphertext read_sum(encode::Reader& in) {
    const group::Element alpha = group::read_element(in);
    const group::Element beta = group::read_element(in);
    return {.alpha = alpha, .beta = beta};
}

base::Result<Ciphertext> decode_ciphertext(base::BytesView bytes) {
    encode::Reader in(bytes);
    const Ciphertext ciphertext = read_ciphertext(in);
    if (const auto finished = in.finish(); !finished) return finished.refusal();
    return ciphertext;
}

}  // namespace gongdao::elgamal
