#include "crypto/merkle/tile.hpp"

namespace gongdao::merkle {
namespace {

constexpr unsigned tile_height = 8;                 // 2^8 hashes are a full tile
constexpr unsigned tile_levels = 64 / tile_height;  // enough for any size of 64 bits

/// The width and index of a tile as path elements: index in groups of three digits, all but the last after an
/// x.
std::string place_of(const Tile& tile) {
    GONGDAO_REQUIRE(tile.width >= 1 && tile.width <= full_tile_width);
    std::string digits = std::to_string(tile.index);
    digits.insert(0, (3 - digits.size() % 3) % 3, '0');
    std::string place;
    for (std::size_t i = 0; i < digits.size(); i += 3) {
        const bool last = i + 3 == digits.size();
        place += (last ? "/" : "/x") + digits.substr(i, 3);
    }
    if (tile.width < full_tile_width) place += ".p/" + std::to_string(tile.width);
    return place;
}

/// The hashes of a level that are in a tree of that size.
std::uint64_t hashes_at(unsigned level, TreeSize size) {
    return size.value >> (tile_height * level);
}

}  // namespace

std::string path_of(const Tile& tile) {
    return "tile/" + std::to_string(tile.level) + place_of(tile);
}

std::string entries_path_of(const Tile& tile) {
    GONGDAO_REQUIRE(tile.level == 0);
    return "tile/entries" + place_of(tile);
}

std::vector<Tile> tiles_between(TreeSize from, TreeSize to) {
    GONGDAO_REQUIRE(from <= to);
    std::vector<Tile> tiles;
    for (unsigned level = 0; level < tile_levels; ++level) {
        const std::uint64_t before = hashes_at(level, from);
        const std::uint64_t after = hashes_at(level, to);
        if (before == after) continue;
        const std::uint64_t full = after / full_tile_width;
        for (std::uint64_t index = before / full_tile_width; index < full; ++index) {
            tiles.push_back({.level = level, .index = index});
        }
        const auto rest = static_cast<unsigned>(after % full_tile_width);
        if (rest != 0) tiles.push_back({.level = level, .index = full, .width = rest});
    }
    return tiles;
}

base::Bytes encode_tile(const Tree& tree, const Tile& tile) {
    base::Bytes bytes;
    bytes.reserve(tile.width * hash_bytes);
    for (std::uint64_t i = 0; i < tile.width; ++i) {
        base::append(bytes, tree.node(tile_height * tile.level, tile.index * full_tile_width + i));
    }
    return bytes;
}

base::Result<std::vector<Hash>> decode_tile(base::BytesView bytes, const Tile& tile) {
    if (bytes.size() != tile.width * hash_bytes) return base::refuse(base::Code::wrong_length, path_of(tile));
    std::vector<Hash> hashes;
    for (std::size_t at = 0; at < bytes.size(); at += hash_bytes) {
        hashes.push_back(*base::as_array<hash_bytes>(bytes.subspan(at, hash_bytes)));
    }
    return hashes;
}

}  // namespace gongdao::merkle
