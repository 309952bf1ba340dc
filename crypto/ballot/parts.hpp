#pragma once

#include <vector>

#include "crypto/ballot/layout.hpp"
#include "crypto/proof/sum.hpp"

namespace gongdao::ballot {

inline elgamal::Ciphertext duplicate(const elgamal::Ciphertext& value) {
    return value;
}
inline elgamal::Opening duplicate(const elgamal::Opening& value) {
    return value.copy();
}

/// What each proof of a body is about, in the order of the proofs: a row's cells, a sum, or a digit. The same
/// for ciphertexts, which a verifier has, and for what they hide, which only a prover has.
/// Needs: `values` are the cells, then digits 1 … κ−1 of each sum.
template <class Value>
std::vector<std::vector<Value>> parts_of(const ContestDefinition& definition, std::span<const Value> values) {
    std::vector<std::vector<Value>> parts;
    for (const Choice& choice : definition.choices) {
        auto& row = parts.emplace_back();
        for (const Value& cell : values.subspan(choice.first, choice.cells)) row.push_back(duplicate(cell));
    }
    std::span<const Value> left = values.subspan(definition.cells);
    for (const Sum& sum : definition.sums) {
        Value total = duplicate(values[sum.cells.front()]);
        for (std::size_t i = 1; i < sum.cells.size(); ++i) total = total + values[sum.cells[i]];
        const auto digits = left.first(proof::digits_in(sum.range) - 1);
        left = left.subspan(digits.size());
        parts.emplace_back().push_back(digits.empty() ? std::move(total)
                                                      : first_digit(total, sum.range, digits));
        for (const Value& digit : digits) parts.emplace_back().push_back(duplicate(digit));
    }
    return parts;
}

}  // namespace gongdao::ballot
