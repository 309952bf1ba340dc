#pragma once

#include "crypto/ballot/definition.hpp"
#include "crypto/proof/equations.hpp"

namespace gongdao::ballot {

constexpr std::size_t header_bytes = 105;

/// One proof of a body and what it is about.
struct ProofPlace {
    proof::Claim claim = proof::Claim::choice_proof;
    std::size_t part = 0;   ///< the choice or the sum of the definition
    std::size_t digit = 0;  ///< of a digit_proof
    proof::Options options = proof::Options::digit();
};

/// Where everything in a body lies: the definition alone fixes it (SPEC §6.4), so a body has no length
/// fields.
struct Layout {
    std::size_t cells = 0;
    std::size_t digits = 0;          ///< ciphertexts of digits 1 … κ−1, of all sums
    std::vector<ProofPlace> proofs;  ///< p is the place in this list
    std::size_t body_bytes = 0;

    [[nodiscard]] std::size_t ciphertexts() const { return cells + digits; }
};

/// Needs: sums no wider than proof::max_sum_width.
Layout layout_of(const ContestDefinition& definition);

}  // namespace gongdao::ballot
