#include "crypto/sign/ed25519.hpp"

#include <openssl/err.h>

#include <catch2/catch.hpp>
#include <thread>

#include "crypto/base/rng.hpp"

namespace gongdao::sign {
namespace {

Ed25519SecretKey draw_key() {
    base::SystemRng rng;
    return Ed25519SecretKey(base::draw_secret<ed25519_seed_bytes>(rng));
}

}  // namespace

TEST_CASE("a signature holds for its key and its message alone") {
    const Ed25519SecretKey key = draw_key();
    const base::BytesView message = base::view_of("投出");
    const Ed25519Signature signature = key.sign(message);
    CHECK(verify(key.public_key(), message, signature));
    CHECK(!verify(key.public_key(), base::view_of("检查"), signature));
    CHECK(!verify(draw_key().public_key(), message, signature));
}

TEST_CASE("every changed bit of a signature is refused") {
    const Ed25519SecretKey key = draw_key();
    const base::BytesView message = base::view_of("m");
    for (std::size_t bit = 0; bit < 8 * ed25519_signature_bytes; ++bit) {
        Ed25519Signature changed = key.sign(message);
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        REQUIRE(!verify(key.public_key(), message, changed));
    }
}

TEST_CASE("many threads sign with one key") {
    const Ed25519SecretKey key = draw_key();
    const Ed25519Signature expected = key.sign(base::view_of("m"));
    std::vector<Ed25519Signature> got(4);
    std::vector<std::thread> threads;
    for (Ed25519Signature& one : got) threads.emplace_back([&] { one = key.sign(base::view_of("m")); });
    for (std::thread& thread : threads) thread.join();
    for (const Ed25519Signature& one : got) CHECK(one == expected);
}

TEST_CASE("a refused signature leaves nothing on OpenSSL's list of errors") {
    const Ed25519SecretKey key = draw_key();
    CHECK(!verify(key.public_key(), base::view_of("m"), Ed25519Signature{}));
    CHECK(ERR_peek_error() == 0);
}

}  // namespace gongdao::sign
