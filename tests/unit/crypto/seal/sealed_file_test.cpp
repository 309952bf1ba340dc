#include "crypto/seal/sealed_file.hpp"

#include <catch2/catch.hpp>

#include "crypto/seal/pouch.hpp"

namespace gongdao::seal {

TEST_CASE("what was sealed opens with its passphrase alone") {
    base::SystemRng rng;
    const base::Bytes key(100, 0x5a);
    const base::Bytes sealed = seal(SecretBytes(key), "正确的口令", least_effort, rng);
    const auto opened = open_sealed(sealed, "正确的口令");
    REQUIRE(opened);
    CHECK(base::copy_of(opened->expose()) == key);
    CHECK(open_sealed(sealed, "错误的口令").refusal().code == base::Code::wrong_passphrase);
}

TEST_CASE("the same key sealed twice gives two files") {
    base::SystemRng rng;
    const SecretBytes key(base::Bytes(32, 1));
    CHECK(seal(key, "p", least_effort, rng) != seal(key, "p", least_effort, rng));
}

TEST_CASE("secret bytes move without leaving a copy") {
    SecretBytes first(base::Bytes{1, 2, 3});
    const std::uint8_t* where = first.expose().data();
    SecretBytes second(std::move(first));
    CHECK(second.expose().data() == where);
    CHECK(first.size() == 0);  // NOLINT(bugprone-use-after-move): that it is empty is what is asked
    SecretBytes third(1);
    third = std::move(second);
    CHECK(third.expose().data() == where);
}

TEST_CASE("a pouch that ends early or late is refused") {
    const base::Bytes open{1, 2, 3};
    const Secret32 first(base::ByteArray<32>{7}), second(base::ByteArray<32>{8});
    base::Bytes packed =
        base::copy_of(pack({.open = open, .secrets = {std::cref(first), std::cref(second)}}).expose());
    const auto unpacked = unpack(SecretBytes(packed));
    REQUIRE(unpacked);
    CHECK(unpacked->open == open);
    CHECK(unpacked->secrets.size() == 2);
    packed.push_back(0);
    CHECK(unpack(SecretBytes(packed)).refusal().code == base::Code::trailing_bytes);
    packed.pop_back();
    while (!packed.empty()) {
        packed.pop_back();
        CHECK_FALSE(unpack(SecretBytes(packed)));
    }
}

}  // namespace gongdao::seal
