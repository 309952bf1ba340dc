#include "crypto/ballot/tally.hpp"

namespace gongdao::ballot {
namespace {

base::Check verify_total(std::uint64_t total, std::uint64_t least, std::uint64_t most,
                         const std::string& what) {
    if (total < least || total > most) return base::refuse(base::Code::wrong_total, what);
    return base::Done{};
}

}  // namespace

void CellSums::add(std::span<const elgamal::Ciphertext> ciphertexts) {
    GONGDAO_REQUIRE(ciphertexts.size() >= sums_.size());
    for (std::size_t cell = 0; cell < sums_.size(); ++cell) sums_[cell] = sums_[cell] + ciphertexts[cell];
}

base::Sha256 list_digest(std::span<const Tracker> counted) {
    encode::Writer joined;
    for (const Tracker& tracker : counted) joined.raw(tracker.bytes);
    return base::sha256(joined.written());
}

base::Check verify_totals(const ContestDefinition& definition, std::span<const std::uint32_t> totals,
                          std::uint32_t counted) {
    if (totals.size() != definition.cells) return base::refuse(base::Code::wrong_count, "totals");
    const std::uint64_t N = counted;
    for (std::size_t i = 0; i < definition.choices.size(); ++i) {
        const Choice& choice = definition.choices[i];
        std::uint64_t total = 0;
        for (const std::uint32_t cell : totals.subspan(choice.first, choice.cells)) total += cell;
        if (auto kept = verify_total(total, choice.blank ? 0 : N, N, "choice " + std::to_string(i)); !kept)
            return kept;
    }
    for (std::size_t i = 0; i < definition.sums.size(); ++i) {
        const auto& [cells, range] = definition.sums[i];
        std::uint64_t total = 0;
        for (const std::uint32_t cell : cells) total += totals[cell];
        if (auto kept = verify_total(total, range.lo * N, range.hi * N, "sum " + std::to_string(i)); !kept)
            return kept;
    }
    return base::Done{};
}

}  // namespace gongdao::ballot
