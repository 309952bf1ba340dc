#pragma once

#include <compare>
#include <cstdint>
#include <span>

#include "crypto/base/bytes.hpp"

namespace gongdao::merkle {

using Hash = base::Sha256;
constexpr std::size_t hash_bytes = base::sha256_bytes;

/// The place of an entry in the log, from 0.
struct LeafIndex {
    std::uint64_t value = 0;
    auto operator<=>(const LeafIndex&) const = default;
};

/// The number of entries in a log.
struct TreeSize {
    std::uint64_t value = 0;
    auto operator<=>(const TreeSize&) const = default;
};

/// SHA-256(0x00 ‖ entry). Source: RFC 9162 §2.1.1.
Hash hash_leaf(base::BytesView entry);
/// SHA-256(0x01 ‖ left ‖ right).
Hash hash_node(const Hash& left, const Hash& right);
/// SHA-256 of nothing: the root of the tree without leaves.
Hash empty_root();

/// The largest power of two below `count`: where RFC 9162 splits that many leaves. Needs: count ≥ 2.
std::uint64_t split_of(std::uint64_t count);

/// The root over leaf hashes, as RFC 9162 §2.1.1 defines it.
Hash root_of(std::span<const Hash> leaves);

}  // namespace gongdao::merkle
