#include "crypto/merkle/inclusion.hpp"

#include <algorithm>

namespace gongdao::merkle {

using base::Code;
using base::refuse;

InclusionProof prove_inclusion(const Tree& tree, LeafPlace place) {
    GONGDAO_REQUIRE(place.index.value < place.size.value && place.size <= tree.size());
    InclusionProof proof;
    Range part{0, place.size.value};
    while (part.end - part.begin > 1) {
        const std::uint64_t middle = part.begin + split_of(part.end - part.begin);
        const bool in_left = place.index.value < middle;
        proof.push_back(tree.hash_of(in_left ? Range{middle, part.end} : Range{part.begin, middle}));
        part = in_left ? Range{part.begin, middle} : Range{middle, part.end};
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

base::Check verify_inclusion(const Inclusion& claim, const InclusionProof& proof) {
    const auto [index, size] = claim.place;
    if (index.value >= size.value) return refuse(Code::out_of_range, "the index is not below the size");
    std::uint64_t fn = index.value;
    std::uint64_t sn = size.value - 1;
    Hash r = claim.leaf;
    for (const Hash& p : proof) {
        if (sn == 0) return refuse(Code::wrong_length, "too many hashes");
        if ((fn & 1U) != 0 || fn == sn) {
            r = hash_node(p, r);
            while ((fn & 1U) == 0 && fn != 0) {
                fn >>= 1U;
                sn >>= 1U;
            }
        } else {
            r = hash_node(r, p);
        }
        fn >>= 1U;
        sn >>= 1U;
    }
    if (sn != 0) return refuse(Code::wrong_length, "too few hashes");
    if (r != claim.root) return refuse(Code::bad_inclusion, "the hashes lead to another root");
    return base::Done{};
}

}  // namespace gongdao::merkle
