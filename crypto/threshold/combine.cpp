#include "crypto/threshold/combine.hpp"

namespace gongdao::threshold {

base::Result<std::vector<std::uint32_t>> combine_totals(std::span<const elgamal::Ciphertext> cells,
                                                        std::span<const Contribution> contributions,
                                                        const elgamal::DiscreteLog& logs) {
    std::vector<TrusteeIndex> trustees;
    for (const Contribution& contribution : contributions) {
        GONGDAO_REQUIRE(contribution.D.size() == cells.size());
        trustees.push_back(contribution.trustee);
    }
    const auto L = lagrange_at_zero(trustees);
    std::vector<std::uint32_t> totals;
    for (std::size_t k = 0; k < cells.size(); ++k) {
        std::vector<group::Term> terms{{group::Scalar(1), cells[k].beta}};
        for (std::size_t i = 0; i < contributions.size(); ++i)
            terms.push_back({-L[i], contributions[i].D[k]});
        const auto m = logs.of(group::multi_exp_vartime(terms));
        if (!m) return base::refuse(base::Code::wrong_total, "cell " + std::to_string(k));
        totals.push_back(*m);
    }
    return totals;
}

}  // namespace gongdao::threshold
