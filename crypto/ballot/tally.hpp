#pragma once

#include "crypto/ballot/body.hpp"

namespace gongdao::ballot {

/// The sum of a group's counted ballots, cell by cell.
class CellSums {
public:
    explicit CellSums(std::size_t cells) : sums_(cells) {}
    /// Needs: at least as many ciphertexts as cells; digits after them are passed over.
    void add(std::span<const elgamal::Ciphertext> ciphertexts);
    [[nodiscard]] const std::vector<elgamal::Ciphertext>& sums() const { return sums_; }

private:
    std::vector<elgamal::Ciphertext> sums_;
};

/// SHA-256 of the group's counted trackers joined in log order (SPEC §9.3).
base::Sha256 list_digest(std::span<const Tracker> counted);

/// SPEC §9.4: a choice's cells total ≤ N, and = N without `blank`; a sum's cells total lies in [lo·N ..
/// hi·N].
/// Refuses: wrong_count (not a total a cell), wrong_total, with which choice or sum.
base::Check verify_totals(const ContestDefinition& definition, std::span<const std::uint32_t> totals,
                          std::uint32_t counted);

}  // namespace gongdao::ballot
