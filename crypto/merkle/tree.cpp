#include "crypto/merkle/tree.hpp"

#include <bit>

namespace gongdao::merkle {

void Tree::append(const Hash& leaf) {
    Hash hash = leaf;
    for (std::size_t height = 0;; ++height) {
        if (nodes_.size() == height) nodes_.emplace_back();
        std::vector<Hash>& row = nodes_[height];
        row.push_back(hash);
        if (row.size() % 2 != 0) return;
        hash = hash_node(row[row.size() - 2], row.back());
    }
}

TreeSize Tree::size() const {
    return {nodes_.empty() ? 0 : nodes_.front().size()};
}

const Hash& Tree::node(unsigned height, std::uint64_t index) const {
    GONGDAO_REQUIRE(height < nodes_.size() && index < nodes_[height].size());
    return nodes_[height][index];
}

Hash Tree::hash_of(Range leaves) const {
    GONGDAO_REQUIRE(leaves.begin < leaves.end && leaves.end <= size().value);
    const std::uint64_t count = leaves.end - leaves.begin;
    if (std::has_single_bit(count)) {
        GONGDAO_REQUIRE(leaves.begin % count == 0);
        return node(static_cast<unsigned>(std::countr_zero(count)), leaves.begin / count);
    }
    const std::uint64_t middle = leaves.begin + split_of(count);
    return hash_node(hash_of({leaves.begin, middle}), hash_of({middle, leaves.end}));
}

Hash Tree::root(TreeSize size) const {
    return size.value == 0 ? empty_root() : hash_of({0, size.value});
}

}  // namespace gongdao::merkle
