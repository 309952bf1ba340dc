#include "crypto/ballot/layout.hpp"

#include "crypto/elgamal/ciphertext.hpp"
#include "crypto/proof/one_of_many.hpp"
#include "crypto/proof/sum.hpp"

namespace gongdao::ballot {

using proof::Claim;
using proof::Options;

Layout layout_of(const ContestDefinition& definition) {
    Layout layout;
    layout.cells = definition.cells;
    for (std::size_t i = 0; i < definition.choices.size(); ++i) {
        const Choice& choice = definition.choices[i];
        layout.proofs.push_back(
            {.claim = Claim::choice_proof, .part = i, .options = Options::row(choice.cells, choice.blank)});
    }
    for (std::size_t i = 0; i < definition.sums.size(); ++i) {
        const proof::Range range = definition.sums[i].range;
        const std::size_t digits = proof::digits_in(range);
        if (digits == 1) {
            layout.proofs.push_back({.claim = Claim::sum_proof, .part = i, .options = Options::range(range)});
            continue;
        }
        layout.digits += digits - 1;
        for (std::size_t digit = 0; digit < digits; ++digit) {
            layout.proofs.push_back(
                {.claim = Claim::digit_proof, .part = i, .digit = digit, .options = Options::digit()});
        }
    }
    layout.body_bytes = header_bytes + layout.ciphertexts() * elgamal::ciphertext_bytes;
    for (const ProofPlace& place : layout.proofs)
        layout.body_bytes += proof::one_of_many_bytes(place.options.size());
    return layout;
}

}  // namespace gongdao::ballot
