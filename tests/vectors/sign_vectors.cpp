#include <catch2/catch.hpp>

#include "crypto/sign/ed25519.hpp"
#include "crypto/sign/sm2.hpp"
#include "tests/vectors/runner.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;

sign::Ed25519SecretKey ed25519_key(const Inputs& in) {
    return sign::Ed25519SecretKey(sign::Ed25519Seed(in.array<sign::ed25519_seed_bytes>("seed")));
}

Result<Json> ed25519_public_key(const Inputs& in) {
    const sign::Ed25519PublicKey key = ed25519_key(in).public_key();
    return Json{{"key", base::to_hex(key.bytes())}, {"pem", sign::pem_of(key)}};
}

Result<Json> ed25519_decode_key(const Inputs& in) {
    const auto key = sign::Ed25519PublicKey::decode(in.bytes("key"));
    if (!key) return key.refusal();
    return Json{{"key", base::to_hex(key->bytes())}};
}

Result<Json> ed25519_verify(const Inputs& in) {
    const auto key = sign::Ed25519PublicKey::decode(in.bytes("key"));
    const base::Check holds =
        sign::verify(key.value(), in.bytes("message"), in.array<sign::ed25519_signature_bytes>("signature"));
    if (!holds) return holds.refusal();
    return Json::object();
}

Result<Json> sm2_public_key(const Inputs& in) {
    const auto secret =
        sign::Sm2SecretKey::decode(sign::Sm2Scalar(in.array<sign::sm2_scalar_bytes>("scalar")));
    if (!secret) return secret.refusal();
    const sign::Sm2PublicKey key = secret->public_key();
    return Json{{"key", base::to_hex(key.bytes())}, {"pem", sign::pem_of(key)}};
}

Result<Json> sm2_decode_key(const Inputs& in) {
    const auto key = sign::Sm2PublicKey::decode(in.bytes("key"));
    if (!key) return key.refusal();
    return Json{{"key", base::to_hex(key->bytes())}};
}

Result<Json> sm2_verify(const Inputs& in) {
    const auto key = sign::Sm2PublicKey::decode(in.bytes("key"));
    const base::Check holds = sign::verify(key.value(), in.bytes("message"), in.bytes("signature"));
    if (!holds) return holds.refusal();
    return Json::object();
}

}  // namespace

TEST_CASE("every case of sign.json comes out as it says") {
    run_file("sign.json",
             {{"ed25519_public_key", ed25519_public_key},
              {"ed25519_sign",
               [](const Inputs& in) {
                   return Json{{"signature", base::to_hex(ed25519_key(in).sign(in.bytes("message")))}};
               }},
              {"ed25519_decode_key", ed25519_decode_key},
              {"ed25519_verify", ed25519_verify},
              {"sm2_public_key", sm2_public_key},
              {"sm2_decode_key", sm2_decode_key},
              {"sm2_verify", sm2_verify}});
}

}  // namespace gongdao::vectors
