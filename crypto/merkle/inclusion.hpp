#pragma once

#include "crypto/merkle/tree.hpp"

namespace gongdao::merkle {

/// Hashes from the leaf's sibling up to the root's child.
using InclusionProof = std::vector<Hash>;

/// A leaf and the tree that it is said to stand in.
struct LeafPlace {
    LeafIndex index;
    TreeSize size;
};

/// PATH(m, D[n]) of RFC 9162 §2.1.3.1. Needs: index < size ≤ the tree's.
InclusionProof prove_inclusion(const Tree& tree, LeafPlace place);

/// What a proof claims of a leaf, all of it public.
struct Inclusion {
    Hash leaf{};
    LeafPlace place;
    Hash root{};
};

/// Source:  RFC 9162 §2.1.3.2.
/// Refuses: out_of_range (index not below size), wrong_length (too few or too many hashes), bad_inclusion
/// (another root).
base::Check verify_inclusion(const Inclusion& claim, const InclusionProof& proof);

}  // namespace gongdao::merkle
