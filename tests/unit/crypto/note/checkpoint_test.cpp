#include "crypto/note/checkpoint.hpp"

#include <catch2/catch.hpp>

#include "crypto/base/rng.hpp"
#include "crypto/encode/writer.hpp"
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

TEST_CASE("a witness is no log, though it bears the name of the origin") {
    const sign::Ed25519SecretKey log_key = draw_key(), witness_key = draw_key();
    const VerifierKey log("another.example/log", KeyType::ed25519, log_key.public_key());
    const VerifierKey witness(origin, KeyType::ed25519_cosignature, witness_key.public_key());
    const Policy policy =
        decode_policy("log " + log.encode() + "\nwitness w " + witness.encode() + "\nquorum w\n").value();
    const auto signed_note = [&](const std::string& name) {
        const std::string text =
            encode_checkpoint({.origin = name, .size = {1}, .root = merkle::hash_leaf({})});
        const auto cosignature = witness_key.sign(base::view_of("cosignature/v1\ntime 7\n" + text));
        const base::Bytes bytes = encode::Writer().u64(7).raw(cosignature).take();
        return SignedNote{.text = text,
                          .signatures = {sign_text(text, log_key, log.name()),
                                         {.name = witness.name(), .id = witness.id(), .bytes = bytes}}}
            .encode();
    };
    CHECK(open_checkpoint(signed_note(log.name()), policy));
    CHECK(open_checkpoint(signed_note(origin), policy).refusal().code == base::Code::wrong_session);
}

}  // namespace gongdao::note
