#include "crypto/merkle/consistency.hpp"

#include <algorithm>
#include <bit>

namespace gongdao::merkle {

using base::Check;
using base::Code;
using base::Done;
using base::refuse;

ConsistencyProof prove_consistency(const Tree& tree, Growth growth) {
    const std::uint64_t m = growth.from.value;
    GONGDAO_REQUIRE(m > 0 && growth.from <= growth.to && growth.to <= tree.size());
    ConsistencyProof proof;
    Range part{0, growth.to.value};
    while (part.end != m) {
        const std::uint64_t middle = part.begin + split_of(part.end - part.begin);
        const bool in_left = m <= middle;
        proof.push_back(tree.hash_of(in_left ? Range{middle, part.end} : Range{part.begin, middle}));
        part = in_left ? Range{part.begin, middle} : Range{middle, part.end};
    }
    if (part.begin != 0)
        proof.push_back(tree.hash_of(part));  // otherwise it is the earlier root, which is known
    std::reverse(proof.begin(), proof.end());
    return proof;
}

namespace {

Check verify_same(const Consistency& claim, const ConsistencyProof& proof) {
    if (!proof.empty()) return refuse(Code::wrong_length, "hashes where the size is the same");
    if (claim.from_root != claim.to_root) return refuse(Code::bad_consistency, "two roots of one size");
    return Done{};
}

}  // namespace

Check verify_consistency(const Consistency& claim, const ConsistencyProof& proof) {
    const auto [from, to] = claim.growth;
    if (from.value == 0) return refuse(Code::out_of_range, "everything follows an empty tree");
    if (from > to) return refuse(Code::out_of_range, "the later tree is smaller");
    if (from == to) return verify_same(claim, proof);

    ConsistencyProof path = proof;
    if (path.empty()) return refuse(Code::wrong_length, "too few hashes");
    if (std::has_single_bit(from.value)) path.insert(path.begin(), claim.from_root);
    std::uint64_t fn = from.value - 1;
    std::uint64_t sn = to.value - 1;
    const int complete = std::countr_one(fn);
    fn >>= complete;
    sn >>= complete;
    Hash fr = path.front();
    Hash sr = path.front();
    for (std::size_t i = 1; i < path.size(); ++i) {
        const Hash& c = path[i];
        if (sn == 0) return refuse(Code::wrong_length, "too many hashes");
        if ((fn & 1U) != 0 || fn == sn) {
            fr = hash_node(c, fr);
            sr = hash_node(c, sr);
            while ((fn & 1U) == 0 && fn != 0) {
                fn >>= 1U;
                sn >>= 1U;
            }
        } else {
            sr = hash_node(sr, c);
        }
        fn >>= 1U;
        sn >>= 1U;
    }
    if (sn != 0) return refuse(Code::wrong_length, "too few hashes");
    if (fr != claim.from_root)
        return refuse(Code::bad_consistency, "the hashes lead to another earlier root");
    if (sr != claim.to_root) return refuse(Code::bad_consistency, "the hashes lead to another later root");
    return Done{};
}

}  // namespace gongdao::merkle
