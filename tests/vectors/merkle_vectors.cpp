#include <catch2/catch.hpp>

#include "crypto/merkle/bundle.hpp"
#include "crypto/merkle/compact_tree.hpp"
#include "crypto/merkle/consistency.hpp"
#include "crypto/merkle/inclusion.hpp"
#include "crypto/merkle/tile.hpp"
#include "tests/vectors/runner.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;
using merkle::Hash;

std::vector<Hash> leaves_of(const Inputs& in) {
    std::vector<Hash> leaves;
    for (const base::Bytes& entry : in.list("entries")) leaves.push_back(merkle::hash_leaf(entry));
    return leaves;
}

merkle::Tree tree_of(const Inputs& in) {
    merkle::Tree tree;
    for (const Hash& leaf : leaves_of(in)) tree.append(leaf);
    return tree;
}

std::vector<Hash> proof_of(const Inputs& in) {
    std::vector<Hash> proof;
    for (const base::Bytes& hash : in.list("proof")) proof.push_back(base::as_array<32>(hash).value());
    return proof;
}

merkle::LeafPlace place_of(const Inputs& in) {
    return {.index = {in.number("index")}, .size = {in.number("size")}};
}
merkle::Growth growth_of(const Inputs& in) {
    return {.from = {in.number("from")}, .to = {in.number("to")}};
}

Result<Json> nothing_or_refusal(const base::Check& check) {
    if (!check) return check.refusal();
    return Json::object();
}

Result<Json> root_of(const Inputs& in) {
    const std::vector<Hash> leaves = leaves_of(in);
    merkle::CompactTree compact;
    for (const Hash& leaf : leaves) compact.append(leaf);
    const Hash root = merkle::root_of(leaves);
    CHECK(compact.root() == root);
    CHECK(tree_of(in).root({leaves.size()}) == root);
    return Json{{"root", base::to_hex(root)}};
}

Result<Json> verify_inclusion(const Inputs& in) {
    return nothing_or_refusal(merkle::verify_inclusion(
        {.leaf = in.array<32>("leaf"), .place = place_of(in), .root = in.array<32>("root")}, proof_of(in)));
}

Result<Json> verify_consistency(const Inputs& in) {
    return nothing_or_refusal(merkle::verify_consistency(
        {.growth = growth_of(in), .from_root = in.array<32>("from_root"), .to_root = in.array<32>("to_root")},
        proof_of(in)));
}

merkle::Tile tile_of(const Inputs& in, bool at_level) {
    return {.level = at_level ? static_cast<unsigned>(in.number("level")) : 0,
            .index = in.number("index"),
            .width = static_cast<unsigned>(in.number("width"))};
}

Result<Json> tiles_between(const Inputs& in) {
    Json paths = Json::array();
    const merkle::Growth growth = growth_of(in);
    for (const merkle::Tile& tile : merkle::tiles_between(growth.from, growth.to))
        paths.push_back(merkle::path_of(tile));
    return Json{{"paths", paths}};
}

Result<Json> decode_tile(const Inputs& in) {
    const auto hashes =
        merkle::decode_tile(in.bytes("tile"), {.width = static_cast<unsigned>(in.number("width"))});
    if (!hashes) return hashes.refusal();
    return Json{{"hashes", hex_list(*hashes)}};
}

Result<Json> decode_bundle(const Inputs& in) {
    const auto entries = merkle::decode_bundle(in.bytes("bundle"), static_cast<unsigned>(in.number("width")));
    if (!entries) return entries.refusal();
    CHECK(merkle::encode_bundle(*entries) == in.bytes("bundle"));
    return Json{{"entries", hex_list(*entries)}};
}

}  // namespace

TEST_CASE("every case of merkle.json comes out as it says") {
    run_file("merkle.json",
             {{"hash_leaf",
               [](const Inputs& in) {
                   return Json{{"hash", base::to_hex(merkle::hash_leaf(in.bytes("entry")))}};
               }},
              {"root_of", root_of},
              {"prove_inclusion",
               [](const Inputs& in) {
                   return Json{{"proof", hex_list(merkle::prove_inclusion(tree_of(in), place_of(in)))}};
               }},
              {"verify_inclusion", verify_inclusion},
              {"prove_consistency",
               [](const Inputs& in) {
                   return Json{{"proof", hex_list(merkle::prove_consistency(tree_of(in), growth_of(in)))}};
               }},
              {"verify_consistency", verify_consistency}});
}

TEST_CASE("every case of tiles.json comes out as it says") {
    run_file("tiles.json",
             {{"path_of",
               [](const Inputs& in) {
                   return Json{{"path", merkle::path_of(tile_of(in, true))}};
               }},
              {"entries_path_of",
               [](const Inputs& in) {
                   return Json{{"path", merkle::entries_path_of(tile_of(in, false))}};
               }},
              {"tiles_between", tiles_between},
              {"encode_tile",
               [](const Inputs& in) {
                   return Json{{"tile", base::to_hex(merkle::encode_tile(tree_of(in), tile_of(in, true)))}};
               }},
              {"decode_tile", decode_tile},
              {"encode_bundle",
               [](const Inputs& in) {
                   return Json{{"bundle", base::to_hex(merkle::encode_bundle(in.list("entries")))}};
               }},
              {"decode_bundle", decode_bundle}});
}

}  // namespace gongdao::vectors
