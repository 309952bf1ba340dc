#pragma once

#include "crypto/elgamal/ciphertext.hpp"
#include "crypto/elgamal/dlog.hpp"
#include "crypto/threshold/partial_decryption.hpp"

namespace gongdao::threshold {

struct Contribution {
    TrusteeIndex trustee;
    std::span<const group::Element> D;
};

/// The totals that t shares give.
///
///   m_k·G = beta_k − Σ_j L_j·D_jk
///
/// Source: SPEC §9.3.
/// Needs: exactly t contributions of different trustees, whose proofs hold, each with a D for each cell.
/// Refuses: wrong_total where no m_k is within the bound of `logs` (the group's number of counted ballots).
base::Result<std::vector<std::uint32_t>> combine_totals(std::span<const elgamal::Ciphertext> cells,
                                                        std::span<const Contribution> contributions,
                                                        const elgamal::DiscreteLog& logs);

}  // namespace gongdao::threshold
