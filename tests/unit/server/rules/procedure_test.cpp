#include "server/rules/procedure.hpp"

#include <catch2/catch.hpp>

#include "server/rules/presets.hpp"

using namespace gongdao;
using base::Bytes;
using base::Code;
using rules::Procedure;

namespace {

Procedure committee() {
    return rules::preset_named("cpc-basic-committee-2020").value();
}

Code refusal_of(const Procedure& procedure) {
    return rules::decode_procedure(encode(procedure)).refusal().code;
}

}  // namespace

TEST_CASE("a procedure survives its bytes, and the bytes survive the procedure") {
    const Bytes bytes = encode(committee());
    const auto read = rules::decode_procedure(bytes);
    REQUIRE(read);
    CHECK(*read == committee());
    CHECK(encode(*read) == bytes);
}

/// The figure was made apart from the encoder, by the lay-out in procedure.hpp.
TEST_CASE("a procedure's bytes stay what they are: they are hashed into every session") {
    CHECK(base::to_hex(base::sha256(encode(committee()))) ==
          "ff150743f14bb7e745bffcbb91dda43ea556f05c6fb94ec5e93c10ce91d07a80");
}

TEST_CASE("articles stand in the order in which they are declared") {
    Procedure numbered = committee();
    numbered.articles = {.candidates = 1,
                         .quorum = 2,
                         .order = 3,
                         .marks = 4,
                         .ballots = 5,
                         .majority = 6,
                         .tie = 7,
                         .shortfall = 8};
    const Bytes bytes = encode(numbered);
    CHECK(base::to_hex(base::BytesView(bytes).last(16)) == "00010002000300040005000600070008");
    CHECK(*rules::decode_procedure(bytes) == numbered);
}

TEST_CASE("every procedure cut short, and every one with a byte more, is refused") {
    const Bytes bytes = encode(committee());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(rules::decode_procedure(base::BytesView(bytes).first(size)));
    }
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK(rules::decode_procedure(longer).refusal().code == Code::trailing_bytes);
}

TEST_CASE("no byte of a procedure can be changed without a change of meaning") {
    const Bytes bytes = encode(committee());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (const int flip : {0x01, 0x80, 0xff}) {
            Bytes changed = bytes;
            changed[at] = static_cast<std::uint8_t>(changed[at] ^ flip);
            const auto read = rules::decode_procedure(changed);
            if (!read) continue;
            CAPTURE(at, flip);
            CHECK(encode(*read) == changed);
            CHECK_FALSE(*read == committee());
        }
    }
}

TEST_CASE("a procedure with a value out of range is refused") {
    Procedure changed = committee();
    SECTION("an empty id") {
        changed.preset.clear();
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("an empty title") {
        changed.title.en.clear();
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("a text with a control character") {
        changed.regulation.zh += '\n';
        CHECK(refusal_of(changed) == Code::bad_text);
    }
    SECTION("a share of nothing") {
        changed.quorum.num = 0;
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("a share above the whole") {
        changed.quorum.num = 6;
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("more than all") {
        changed.majority = {.num = 2, .den = 2, .strict = true, .base = rules::Base::present};
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("a denominator that overflows products") {
        changed.majority = {.num = 1, .den = 1001, .strict = true, .base = rules::Base::present};
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("a ratio over nothing") {
        changed.candidate_min_ratio.den = 0;
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("a floor of nobody") {
        changed.floor = 0;
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("version 0") {
        changed.version = 0;
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("a figure without an article") {
        changed.articles.tie = 0;
        CHECK(refusal_of(changed) == Code::out_of_range);
    }
    SECTION("an unknown base") {
        changed.quorum.base = static_cast<rules::Base>(2);
        CHECK(refusal_of(changed) == Code::bad_option);
    }
    SECTION("an unknown way with ties") {
        changed.tie = static_cast<rules::Tie>(1);
        CHECK(refusal_of(changed) == Code::bad_option);
    }
    SECTION("write-ins, which this build does not offer") {
        changed.write_in = static_cast<rules::WriteIn>(1);
        CHECK(refusal_of(changed) == Code::bad_option);
    }
}
