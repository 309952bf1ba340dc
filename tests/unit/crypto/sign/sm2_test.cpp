#include "crypto/sign/sm2.hpp"

#include <openssl/err.h>

#include <catch2/catch.hpp>

namespace gongdao::sign {
namespace {

Sm2SecretKey draw_key() {
    base::SystemRng rng;
    return Sm2SecretKey::decode(draw_sm2_scalar(rng)).value();
}

/// Gives all bits set first, which is no scalar, and then ones.
class StubbornRng final : public base::Rng {
public:
    void fill(std::span<std::uint8_t> out) override {
        std::fill(out.begin(), out.end(), draws++ == 0 ? std::uint8_t{0xff} : std::uint8_t{1});
    }
    int draws = 0;
};

}  // namespace

TEST_CASE("an SM2 signature holds for its key and its message alone") {
    const Sm2SecretKey key = draw_key();
    const base::BytesView message = base::view_of("选举结果");
    const base::Bytes signature = key.sign(message);
    CHECK(signature.size() <= 72);
    CHECK(verify(key.public_key(), message, signature));
    CHECK(!verify(key.public_key(), base::view_of("另一个"), signature));
    CHECK(!verify(draw_key().public_key(), message, signature));
}

TEST_CASE("every changed bit of an SM2 signature is refused") {
    const Sm2SecretKey key = draw_key();
    const base::BytesView message = base::view_of("m");
    const base::Bytes signature = key.sign(message);
    for (std::size_t bit = 0; bit < 8 * signature.size(); ++bit) {
        base::Bytes changed = signature;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        REQUIRE(!verify(key.public_key(), message, changed));
    }
}

TEST_CASE("a scalar that is none is drawn again") {
    StubbornRng rng;
    CHECK(Sm2SecretKey::decode(draw_sm2_scalar(rng)));
    CHECK(rng.draws == 2);
}

TEST_CASE("what SM2 refuses leaves nothing on OpenSSL's list of errors") {
    const Sm2SecretKey key = draw_key();
    base::Bytes point = base::copy_of(key.public_key().bytes());
    point.back() ^= 1U;
    CHECK(!Sm2PublicKey::decode(point));
    CHECK(!verify(key.public_key(), base::view_of("m"), base::Bytes{0x30, 0x00}));
    CHECK(!verify(key.public_key(), base::view_of("n"), key.sign(base::view_of("m"))));
    CHECK(ERR_peek_error() == 0);
}

}  // namespace gongdao::sign
