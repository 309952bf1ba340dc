#pragma once

#include <vector>

#include "crypto/merkle/hash.hpp"

namespace gongdao::merkle {

/// An append-only tree that keeps its right edge alone: the root after each entry, in memory that grows with
/// log n.
class CompactTree {
public:
    void append(const Hash& leaf);
    [[nodiscard]] TreeSize size() const { return size_; }
    [[nodiscard]] Hash root() const;

private:
    TreeSize size_;
    std::vector<Hash> edge_;  ///< roots of the complete subtrees that the size is made of, largest first
};

}  // namespace gongdao::merkle
