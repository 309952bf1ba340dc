#include "crypto/proof/equations.hpp"

#include <algorithm>
#include <array>

namespace gongdao::proof {
namespace {

constexpr auto names = std::to_array<std::string_view>({"choice_proof", "sum_proof", "digit_proof",
                                                        "entry_signature", "slip_state", "ceremony_keys",
                                                        "ceremony_reveal", "ceremony_complaint", "share"});

}  // namespace

std::string_view name_of(Claim claim) {
    return names.at(static_cast<std::size_t>(claim));
}

bool holds(const Equation& equation) {
    return group::multi_exp_vartime(equation.terms).is_identity();
}

std::vector<Label> failing(std::span<const Equation> equations) {
    std::vector<Label> out;
    for (const Equation& equation : equations) {
        const bool told = std::find(out.begin(), out.end(), equation.label) != out.end();
        if (!told && !holds(equation)) out.push_back(equation.label);
    }
    return out;
}

}  // namespace gongdao::proof
