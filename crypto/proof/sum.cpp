#include "crypto/proof/sum.hpp"

#include <algorithm>
#include <bit>

namespace gongdao::proof {

using elgamal::Ciphertext;
using elgamal::Opening;
using group::Scalar;

namespace {

/// rest − Σ_{i≥1} w_i·digit_i, of ciphertexts or of what they hide.
template <class Value, class Multiply>
Value first_of(Value rest, Range range, std::span<const Value> digits, Multiply multiply) {
    const auto weights = digit_weights(range);
    GONGDAO_REQUIRE(digits.size() + 1 == weights.size());
    for (std::size_t i = 0; i < digits.size(); ++i) rest = rest - multiply(Scalar(weights[i + 1]), digits[i]);
    return rest;
}

}  // namespace

std::size_t digits_in(Range range) {
    return range.width() <= max_undivided_width ? 1 : static_cast<std::size_t>(std::bit_width(range.width()));
}

std::vector<std::uint32_t> digit_weights(Range range) {
    const auto count = static_cast<unsigned>(digits_in(range));
    GONGDAO_REQUIRE(count > 1);
    std::vector<std::uint32_t> weights;
    for (unsigned i = 0; i + 1 < count; ++i) weights.push_back(1U << i);
    weights.push_back(range.width() - ((1U << (count - 1)) - 1));
    std::sort(weights.begin(), weights.end());
    return weights;
}

base::Secret<max_digits> digits_of(std::uint32_t value, Range range) {
    const auto weights = digit_weights(range);
    GONGDAO_REQUIRE(weights.size() <= max_digits);
    // Largest weight first, of equal ones the lower index: which is public.
    std::vector<std::size_t> order(weights.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return weights[a] > weights[b]; });
    base::Secret<max_digits> digits;
    std::uint32_t rest = value - range.lo;
    for (const std::size_t i : order) {
        const std::uint32_t less =
            static_cast<std::uint32_t>((std::uint64_t{rest} - weights[i]) >> 63U);  // rest < w_i
        const std::uint32_t digit = 1U - less;
        digits.expose()[i] = static_cast<std::uint8_t>(digit);
        rest -= weights[i] * digit;
    }
    return digits;
}

Ciphertext first_digit(const Ciphertext& sum, Range range, std::span<const Ciphertext> digits) {
    const group::Element lo = group::mul_base_vartime(Scalar(range.lo));
    return first_of<Ciphertext>({.alpha = sum.alpha, .beta = sum.beta - lo}, range, digits,
                                elgamal::mul_vartime);
}

Opening first_digit(const Opening& sum, Range range, std::span<const Opening> digits) {
    const auto lo = group::SecretScalar::of(Scalar(range.lo));
    return first_of<Opening>({.m = sum.m - lo, .r = sum.r.copy()}, range, digits,
                             [](const Scalar& w, const Opening& digit) { return w * digit; });
}

}  // namespace gongdao::proof
