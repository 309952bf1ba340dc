#include "crypto/base/bytes.hpp"

#include <catch2/catch.hpp>

#include "crypto/base/crockford.hpp"

using namespace gongdao::base;

TEST_CASE("hex reads what it wrote and nothing else") {
    const Bytes bytes = {0x00, 0x7f, 0x80, 0xff};
    CHECK(to_hex(bytes) == "007f80ff");
    CHECK(from_hex("007f80ff").value() == bytes);
    for (const char* bad : {"0", "0g", "0A", " 00", "0x00"}) {
        CHECK(from_hex(bad).refusal().code == Code::bad_format);
    }
}

TEST_CASE("base64 has one text for one value (RFC 4648 vectors)") {
    const std::pair<const char*, const char*> vectors[] = {
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, text] : vectors) {
        CHECK(to_base64(view_of(plain)) == text);
        CHECK(text_of(from_base64(text).value()) == plain);
    }
    for (const char* bad : {"Zg", "Zg=", "Zh==", "Zg==\n", " Zg==", "Z*==", "Zg===", "Zm9v="}) {
        CHECK(from_base64(bad).refusal().code == Code::bad_base64);
    }
}

TEST_CASE("SHA-256 and SHA-512 are those of FIPS 180-4") {
    CHECK(to_hex(sha256(view_of("abc"))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(sha512(view_of("abc"))).substr(0, 32) == "ddaf35a193617abacc417349ae204131");
}

TEST_CASE("Crockford's base32 forgives case, hyphens, O, I and L, and nothing else") {
    const Bytes bytes = {0xff, 0x00, 0x12, 0x34, 0x56};
    const std::string text = to_crockford(bytes);
    CHECK(text.size() == 8);
    CHECK(from_crockford(text).value() == bytes);
    CHECK(normalise_crockford("oil-0 abz").value() == "0110ABZ");
    CHECK_FALSE(normalise_crockford("U").has_value());
    CHECK_FALSE(from_crockford("0000000U").has_value());
    CHECK_FALSE(from_crockford("000000").has_value());
    CHECK(in_groups("ABCDEFGH", 4) == "ABCD-EFGH");
}

TEST_CASE("every code has its own name on the wire") {
    CHECK(name_of(Code::not_in_group) == "not_in_group");
    CHECK(code_named("bad_answer") == Code::bad_answer);
    CHECK_FALSE(code_named("nothing").has_value());
}
