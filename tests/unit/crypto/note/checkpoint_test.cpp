#include "crypto/note/checkpoint.hpp"

#include <catch2/catch.hpp>

#include "crypto/base/rng.hpp"
#include "crypto/note/receipt.hpp"

namespace gongdao::note {
namespace {

const std::string origin = "vote.example/s/00";

sign::Ed25519SecretKey draw_key() {
    base::SystemRng rng;
    return sign::Ed25519SecretKey(base::draw_secret<sign::ed25519_seed_bytes>(rng));
}

}  // namespace

TEST_CASE("what the log signs opens under its key, and no changed byte of it does") {
    const sign::Ed25519SecretKey key = draw_key();
    const VerifierKey log(origin, KeyType::ed25519, key.public_key());
    const Checkpoint checkpoint{.origin = origin, .size = {7}, .root = merkle::hash_leaf({})};
    const std::string note = sign_checkpoint(checkpoint, key);
    CHECK(open_checkpoint(note, log).value() == checkpoint);
    CHECK(open_checkpoint(note, policy_of(log)).value() == checkpoint);
    for (std::size_t at = 0; at < note.size(); ++at) {
        std::string changed = note;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        REQUIRE(!open_checkpoint(changed, log));
    }
}

TEST_CASE("a receipt opens, and no changed byte of it does") {
    const sign::Ed25519SecretKey key = draw_key();
    const Policy policy = policy_of(VerifierKey(origin, KeyType::ed25519, key.public_key()));
    merkle::Tree tree;
    for (const char* entry : {"a", "b", "entry", "d", "e"})
        tree.append(merkle::hash_leaf(base::view_of(entry)));
    const Checkpoint checkpoint{.origin = origin, .size = tree.size(), .root = tree.root(tree.size())};
    const merkle::LeafPlace place{.index = {2}, .size = tree.size()};
    const Receipt receipt{.entry = base::copy_of(base::view_of("entry")),
                          .index = place.index,
                          .proof = merkle::prove_inclusion(tree, place),
                          .checkpoint = sign_checkpoint(checkpoint, key)};
    const std::string text = encode_receipt(receipt);
    const auto logged = open_receipt(text, policy);
    REQUIRE(logged);
    CHECK(logged->entry == receipt.entry);
    CHECK(logged->checkpoint == checkpoint);
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string changed = text;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        REQUIRE(!open_receipt(changed, policy));
    }
}

}  // namespace gongdao::note
