#pragma once

#include <vector>

#include "crypto/merkle/hash.hpp"

namespace gongdao::merkle {

/// Leaves begin … end − 1.
struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The whole tree in memory: every complete node, so that any root, proof or tile costs log n hashes.
/// Cost: 64 bytes an entry.
class Tree {
public:
    void append(const Hash& leaf);
    [[nodiscard]] TreeSize size() const;
    /// The complete subtree of 2^height leaves, the index-th of its height. Needs: all its leaves are there.
    [[nodiscard]] const Hash& node(unsigned height, std::uint64_t index) const;
    /// MTH(D[begin:end]). Needs: begin < end ≤ size, and begin a multiple of bit_ceil(end − begin).
    [[nodiscard]] Hash hash_of(Range leaves) const;
    /// The root when the tree had this size. Needs: at most size().
    [[nodiscard]] Hash root(TreeSize size) const;

private:
    std::vector<std::vector<Hash>> nodes_;  ///< by height, then by index
};

}  // namespace gongdao::merkle
