#pragma once

#include <string>

#include "crypto/merkle/tree.hpp"

namespace gongdao::merkle {

constexpr unsigned full_tile_width = 256;

/// A row of up to 256 neighbouring hashes as the published folder holds it; at level 0 also a bundle of
/// entries.
struct Tile {
    unsigned level = 0;       ///< each hash spans 256^level entries
    std::uint64_t index = 0;  ///< among the tiles of the level
    unsigned width = full_tile_width;
    bool operator==(const Tile&) const = default;
};

/// `tile/<level>/x001/x234/067`, and `.p/<width>` after it if the tile is not full. Source: C2SP tlog-tiles.
std::string path_of(const Tile& tile);
/// `tile/entries/…`. Needs: level 0.
std::string entries_path_of(const Tile& tile);

/// The tiles of the later tree that the earlier one lacks or has narrower, level by level in order. From size
/// 0: all tiles.
std::vector<Tile> tiles_between(TreeSize from, TreeSize to);

/// The tile's hashes, one after another. Needs: the tree has them.
base::Bytes encode_tile(const Tree& tree, const Tile& tile);
/// Refuses: wrong_length unless it holds exactly the tile's width of hashes.
base::Result<std::vector<Hash>> decode_tile(base::BytesView bytes, const Tile& tile);

}  // namespace gongdao::merkle
