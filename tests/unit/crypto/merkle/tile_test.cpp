#include "crypto/merkle/tile.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "crypto/merkle/bundle.hpp"

namespace gongdao::merkle {
namespace {

Hash leaf(std::uint64_t i) {
    return hash_leaf(base::view_of(std::to_string(i)));
}

/// The root of a tree from its published tiles alone: the highest level's partial tile holds what the levels
/// below lead to.
Hash root_from(const std::map<std::string, base::Bytes>& files, TreeSize size) {
    std::vector<Hash> leaves;
    for (const Tile& tile : tiles_between({0}, size)) {
        if (tile.level != 0) continue;
        const auto hashes = decode_tile(files.at(path_of(tile)), tile);
        leaves.insert(leaves.end(), hashes->begin(), hashes->end());
    }
    return root_of(leaves);
}

}  // namespace

TEST_CASE("a folder to which only the tiles between two sizes are added always leads to the root") {
    Tree tree;
    TreeSize published;
    std::map<std::string, base::Bytes> files;
    for (const std::uint64_t size : {1U, 2U, 255U, 256U, 257U, 511U, 513U, 1'024U, 1'025U, 1'500U}) {
        while (tree.size().value < size) tree.append(leaf(tree.size().value));
        for (const Tile& tile : tiles_between(published, {size}))
            files[path_of(tile)] = encode_tile(tree, tile);
        published = {size};
        CHECK(root_from(files, published) == tree.root(published));
    }
}

TEST_CASE("a hash of a tile at level 1 is the root of a full tile at level 0") {
    Tree tree;
    while (tree.size().value < 600) tree.append(leaf(tree.size().value));
    const Tile upper{.level = 1, .index = 0, .width = 2};
    const std::vector<Hash> hashes = decode_tile(encode_tile(tree, upper), upper).value();
    for (std::uint64_t index = 0; index < 2; ++index) {
        const Tile lower{.level = 0, .index = index};
        CHECK(root_of(decode_tile(encode_tile(tree, lower), lower).value()) == hashes[index]);
    }
}

TEST_CASE("nothing changes when a tree does not grow, and all tiles are new from nothing") {
    CHECK(tiles_between({300}, {300}).empty());
    CHECK(tiles_between({0}, {1}) == std::vector<Tile>{{.level = 0, .index = 0, .width = 1}});
}

TEST_CASE("the last tiles of the largest log are found without overflow") {
    const TreeSize largest{UINT64_MAX};
    const std::vector<Tile> tiles = tiles_between({UINT64_MAX - 1}, largest);
    CHECK(tiles == std::vector<Tile>{{.level = 0, .index = UINT64_MAX >> 8U, .width = 255}});
}

TEST_CASE("a bundle holds entries up to the longest") {
    const std::vector<base::Bytes> entries{base::Bytes(max_entry_bytes, 0x7f), {}, {1}};
    CHECK(decode_bundle(encode_bundle(entries), 3).value() == entries);
}

}  // namespace gongdao::merkle
