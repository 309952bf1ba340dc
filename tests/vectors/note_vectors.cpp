#include <catch2/catch.hpp>

#include "crypto/note/policy.hpp"
#include "crypto/note/signed_note.hpp"
#include "tests/vectors/runner.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;

std::string as_text(const base::Bytes& bytes) {
    return std::string(base::text_of(bytes));
}

std::string hex_of(std::string_view text) {
    return base::to_hex(base::view_of(text));
}

sign::Ed25519SecretKey secret_key(const Inputs& in) {
    return sign::Ed25519SecretKey(sign::Ed25519Seed(in.array<sign::ed25519_seed_bytes>("seed")));
}

Result<Json> sign_note(const Inputs& in) {
    const std::string text = in.text("text");
    const note::SignedNote note{.text = text,
                                .signatures = {note::sign_text(text, secret_key(in), in.text("name"))}};
    return Json{{"note", hex_of(note.encode())}};
}

Result<Json> decode_note(const Inputs& in) {
    const std::string encoded = as_text(in.bytes("note"));
    const auto note = note::SignedNote::decode(encoded);
    if (!note) return note.refusal();
    CHECK(note->encode() == encoded);
    Json signatures = Json::array();
    for (const note::NoteSignature& signature : note->signatures) {
        signatures.push_back({{"name", signature.name},
                              {"id", base::to_hex(signature.id)},
                              {"signature", base::to_hex(signature.bytes)}});
    }
    return Json{{"text", note->text}, {"signatures", signatures}};
}

Result<Json> verify_note(const Inputs& in) {
    std::vector<note::VerifierKey> known;
    for (const std::string& key : in.texts("keys")) known.push_back(note::VerifierKey::decode(key).value());
    const auto note = note::SignedNote::decode(as_text(in.bytes("note")));
    const auto signers = note::verify_note(note.value(), known);
    if (!signers) return signers.refusal();
    Json places = Json::array();
    for (const std::size_t place : *signers) places.push_back(decimal(place));
    return Json{{"signers", places}};
}

Result<Json> decode_verifier_key(const Inputs& in) {
    const auto key = note::VerifierKey::decode(in.text("text"));
    if (!key) return key.refusal();
    CHECK(key->encode() == in.text("text"));
    return Json{{"name", key->name()},
                {"type", decimal(static_cast<std::uint8_t>(key->type()))},
                {"id", base::to_hex(key->id())},
                {"key", base::to_hex(key->key().bytes())}};
}

Result<Json> json_of(const Result<note::Checkpoint>& checkpoint) {
    if (!checkpoint) return checkpoint.refusal();
    return Json{{"origin", checkpoint->origin},
                {"size", decimal(checkpoint->size.value)},
                {"root", base::to_hex(checkpoint->root)}};
}

Result<Json> decode_checkpoint(const Inputs& in) {
    const auto checkpoint = note::decode_checkpoint(in.text("text"));
    if (checkpoint) CHECK(note::encode_checkpoint(*checkpoint) == in.text("text"));
    return json_of(checkpoint);
}

Result<Json> sign_checkpoint(const Inputs& in) {
    const note::Checkpoint checkpoint{
        .origin = in.text("origin"), .size = {in.number("size")}, .root = in.array<32>("root")};
    return Json{{"note", hex_of(note::sign_checkpoint(checkpoint, secret_key(in)))}};
}

Result<Json> open_checkpoint(const Inputs& in) {
    const auto log = note::VerifierKey::decode(in.text("log"));
    return json_of(note::open_checkpoint(as_text(in.bytes("note")), log.value()));
}

Result<Json> open_checkpoint_by_policy(const Inputs& in) {
    const auto policy = note::decode_policy(as_text(in.bytes("policy")));
    return json_of(note::open_checkpoint(as_text(in.bytes("note")), policy.value()));
}

Result<Json> policy_text(const Inputs& in) {
    const auto log = note::VerifierKey::decode(in.text("log"));
    const std::string text = note::policy_text(log.value());
    CHECK(note::decode_policy(text).value() == note::policy_of(*log));
    return Json{{"text", text}};
}

Result<Json> decode_policy(const Inputs& in) {
    const auto policy = note::decode_policy(as_text(in.bytes("text")));
    if (!policy) return policy.refusal();
    return Json::object();
}

}  // namespace

TEST_CASE("every case of signed_note.json comes out as it says") {
    run_file("signed_note.json", {{"sign_note", sign_note},
                                  {"decode_note", decode_note},
                                  {"verify_note", verify_note},
                                  {"decode_verifier_key", decode_verifier_key}});
}

TEST_CASE("every case of checkpoint.json comes out as it says") {
    run_file("checkpoint.json", {{"decode_checkpoint", decode_checkpoint},
                                 {"sign_checkpoint", sign_checkpoint},
                                 {"open_checkpoint", open_checkpoint}});
}

TEST_CASE("every case of policy.json comes out as it says") {
    run_file("policy.json", {{"policy_text", policy_text},
                             {"decode_policy", decode_policy},
                             {"open_checkpoint_by_policy", open_checkpoint_by_policy}});
}

}  // namespace gongdao::vectors
