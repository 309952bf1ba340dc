#pragma once

#include "crypto/merkle/tree.hpp"

namespace gongdao::merkle {

using ConsistencyProof = std::vector<Hash>;

/// A tree is said to have grown from one size to another.
struct Growth {
    TreeSize from;
    TreeSize to;
};

/// PROOF(m, D[n]) of RFC 9162 §2.1.4.1, and no hashes from a size to itself. Needs: 0 < from ≤ to ≤ the
/// tree's size.
ConsistencyProof prove_consistency(const Tree& tree, Growth growth);

/// The roots at both ends of a growth.
struct Consistency {
    Growth growth;
    Hash from_root{};
    Hash to_root{};
};

/// Whether the later tree begins with the earlier one.
///
/// Source:  RFC 9162 §2.1.4.2; equal sizes as in C2SP tlog-witness: no hashes and equal roots.
/// Refuses: out_of_range (from 0, or to a smaller tree), wrong_length (too few or too many hashes),
/// bad_consistency.
base::Check verify_consistency(const Consistency& claim, const ConsistencyProof& proof);

}  // namespace gongdao::merkle
