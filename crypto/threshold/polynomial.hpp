#pragma once

#include <compare>
#include <vector>

#include "crypto/group/group.hpp"

namespace gongdao::threshold {

/// The number of a trustee (监票人), from 1; 0 stands for the server where a signer is meant.
struct TrusteeIndex {
    std::uint8_t value = 0;
    auto operator<=>(const TrusteeIndex&) const = default;
};

constexpr std::size_t max_trustees = 15;

/// f(x) = Σ_{k<t} a_k·x^k with secret coefficients. Source: SPEC §5.1; Shamir 1979, Feldman 1987.
class Polynomial {
public:
    explicit Polynomial(std::vector<group::SecretScalar>&& coefficients) : a_(std::move(coefficients)) {}
    static Polynomial draw(std::size_t threshold, base::Rng& rng);

    /// a_0.
    [[nodiscard]] const group::SecretScalar& constant() const { return a_.front(); }
    /// f(j). Timing: constant in the coefficients.
    [[nodiscard]] group::SecretScalar at(TrusteeIndex j) const;
    /// A_k = a_k·G for each k.
    [[nodiscard]] std::vector<group::Element> commitments() const;

private:
    std::vector<group::SecretScalar> a_;
};

/// Σ_k j^k·A_k, which is f(j)·G.
group::Element commitment_at(std::span<const group::Element> A, TrusteeIndex j);

/// L_j at 0 for each of the trustees: Π_{k≠j} k / (k − j). Needs: different trustees.
std::vector<group::Scalar> lagrange_at_zero(std::span<const TrusteeIndex> trustees);

}  // namespace gongdao::threshold
