#include "crypto/merkle/hash.hpp"

#include <algorithm>
#include <bit>

namespace gongdao::merkle {

Hash hash_leaf(base::BytesView entry) {
    base::Bytes bytes{0x00};
    bytes.reserve(1 + entry.size());
    base::append(bytes, entry);
    return base::sha256(bytes);
}

Hash hash_node(const Hash& left, const Hash& right) {
    base::ByteArray<1 + 2 * hash_bytes> bytes{0x01};
    std::copy(left.begin(), left.end(), bytes.begin() + 1);
    std::copy(right.begin(), right.end(), bytes.begin() + 1 + hash_bytes);
    return base::sha256(bytes);
}

Hash empty_root() {
    return base::sha256({});
}

std::uint64_t split_of(std::uint64_t count) {
    GONGDAO_REQUIRE(count >= 2);
    return std::bit_floor(count - 1);
}

Hash root_of(std::span<const Hash> leaves) {
    if (leaves.empty()) return empty_root();
    if (leaves.size() == 1) return leaves.front();
    const std::uint64_t split = split_of(leaves.size());
    return hash_node(root_of(leaves.first(split)), root_of(leaves.subspan(split)));
}

}  // namespace gongdao::merkle
