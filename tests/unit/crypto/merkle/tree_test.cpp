#include <catch2/catch.hpp>

#include "crypto/merkle/compact_tree.hpp"
#include "crypto/merkle/consistency.hpp"
#include "crypto/merkle/inclusion.hpp"

namespace gongdao::merkle {
namespace {

Hash leaf(std::uint64_t i) {
    return hash_leaf(base::view_of(std::to_string(i)));
}

constexpr std::uint64_t sizes = 70;

struct Grown {
    Tree tree;
    std::vector<Hash> leaves;
    std::vector<Hash> roots{empty_root()};
};

Grown grow() {
    Grown grown;
    for (std::uint64_t i = 0; i < sizes; ++i) {
        grown.tree.append(leaf(i));
        grown.leaves.push_back(leaf(i));
        grown.roots.push_back(root_of(grown.leaves));
    }
    return grown;
}

}  // namespace

TEST_CASE("a compact tree and a whole one have the root of the definition after each entry") {
    const Grown grown = grow();
    CompactTree compact;
    CHECK(compact.root() == empty_root());
    CHECK(Tree().root({0}) == empty_root());
    for (std::uint64_t size = 1; size <= sizes; ++size) {
        compact.append(leaf(size - 1));
        CHECK(compact.size() == TreeSize{size});
        CHECK(compact.root() == grown.roots[size]);
        CHECK(grown.tree.root({size}) == grown.roots[size]);
    }
}

TEST_CASE("every leaf of every size proves its place, and no other leaf's") {
    const Grown grown = grow();
    for (std::uint64_t size = 1; size <= sizes; ++size) {
        for (std::uint64_t index = 0; index < size; ++index) {
            const LeafPlace place{.index = {index}, .size = {size}};
            const InclusionProof proof = prove_inclusion(grown.tree, place);
            const auto holds = [&](const Hash& of, const Hash& root) {
                return verify_inclusion({.leaf = of, .place = place, .root = root}, proof).has_value();
            };
            REQUIRE(holds(leaf(index), grown.roots[size]));
            REQUIRE(!holds(leaf(index + 1), grown.roots[size]));
            REQUIRE(!holds(leaf(index), grown.roots[size - 1]));
        }
    }
}

TEST_CASE("every size proves that it grew from every smaller one, and from no other root") {
    const Grown grown = grow();
    for (std::uint64_t to = 1; to <= sizes; ++to) {
        for (std::uint64_t from = 1; from <= to; ++from) {
            const Growth growth{.from = {from}, .to = {to}};
            const ConsistencyProof proof = prove_consistency(grown.tree, growth);
            const auto holds = [&](const Hash& from_root, const Hash& to_root) {
                const Consistency claim{.growth = growth, .from_root = from_root, .to_root = to_root};
                return verify_consistency(claim, proof).has_value();
            };
            REQUIRE(holds(grown.roots[from], grown.roots[to]));
            REQUIRE(!holds(grown.roots[from - 1], grown.roots[to]));
            REQUIRE(!holds(grown.roots[from], grown.roots[to - 1]));
        }
    }
}

TEST_CASE("a leaf and a node of the same bytes have different hashes") {
    const Hash left = leaf(1);
    const Hash right = leaf(2);
    base::Bytes both = base::copy_of(left);
    base::append(both, right);
    CHECK(hash_leaf(both) != hash_node(left, right));
    CHECK(hash_node(left, right) != hash_node(right, left));
}

}  // namespace gongdao::merkle
