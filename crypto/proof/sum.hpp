#pragma once

#include "crypto/elgamal/ciphertext.hpp"
#include "crypto/proof/options.hpp"

namespace gongdao::proof {

/// Up to this width a sum is one one-of-many proof; a wider one is written in digits (SPEC §6.3).
constexpr std::uint32_t max_undivided_width = 5;
constexpr std::uint32_t max_sum_width = 60;
constexpr std::size_t max_digits = 6;

/// κ: 1 for a sum that is not divided.
std::size_t digits_in(Range range);

/// w_0 ≤ w_1 ≤ …: 1, 2, 4 … 2^(κ−2) and W − (2^(κ−1) − 1); their subset sums are exactly 0 … W.
/// Needs: W > max_undivided_width.
std::vector<std::uint32_t> digit_weights(Range range);

/// The digits of value − lo, greedily, largest weight first, of equal ones the lower index; the rest of the
/// bytes are 0.
/// Needs: lo ≤ value ≤ hi.
/// Timing: constant in value.
base::Secret<max_digits> digits_of(std::uint32_t value, Range range);

/// Digit 0, which is not sent: (Σ cells) − lo·G in beta − Σ_{i≥1} w_i·digit_i.
/// Needs: `digits` are digits 1 … κ−1.
elgamal::Ciphertext first_digit(const elgamal::Ciphertext& sum, Range range,
                                std::span<const elgamal::Ciphertext> digits);
/// The same of what they hide. Timing: constant in the openings.
elgamal::Opening first_digit(const elgamal::Opening& sum, Range range,
                             std::span<const elgamal::Opening> digits);

}  // namespace gongdao::proof
