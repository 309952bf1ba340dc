#include "crypto/merkle/compact_tree.hpp"

namespace gongdao::merkle {

void CompactTree::append(const Hash& leaf) {
    Hash subtree = leaf;
    // As in adding one to a binary number: each set bit at the low end is a subtree of equal size, and is
    // carried.
    for (std::uint64_t bits = size_.value; (bits & 1U) != 0; bits >>= 1U) {
        subtree = hash_node(edge_.back(), subtree);
        edge_.pop_back();
    }
    edge_.push_back(subtree);
    ++size_.value;
}

Hash CompactTree::root() const {
    if (edge_.empty()) return empty_root();
    Hash root = edge_.back();
    for (std::size_t i = edge_.size() - 1; i-- > 0;) root = hash_node(edge_[i], root);
    return root;
}

}  // namespace gongdao::merkle
