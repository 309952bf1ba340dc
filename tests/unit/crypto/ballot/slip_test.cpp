#include "crypto/ballot/slip.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "crypto/ballot/codes.hpp"
#include "crypto/ballot/slip_list.hpp"
#include "tests/support/seeded_rng.hpp"

using namespace gongdao;
using namespace gongdao::ballot;

TEST_CASE("a drawn slip reads back from what is printed, and uses the whole alphabet") {
    support::SeededRng rng(1);
    std::set<std::uint8_t> used;
    for (int i = 0; i < 60; ++i) {
        const SlipSecret slip = draw_slip(rng);
        used.insert(slip.expose().begin(), slip.expose().end());
        const std::string shown = printed(slip);
        CHECK(shown.size() == 28 + 6);
        const SlipSecret read = read_slip(shown).value();
        CHECK(base::text_of(read.expose()) == base::text_of(slip.expose()));
    }
    CHECK(base::text_of(base::Bytes(used.begin(), used.end())) == "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
}

TEST_CASE(
    "any single character mistyped is found in 31 of 32 cases or more, and an exchange of neighbours too") {
    support::SeededRng rng(2);
    const std::string shown = printed(draw_slip(rng));
    int tried = 0;
    int missed = 0;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        if (shown[at] == '-') continue;
        for (const char c : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
            if (c == shown[at]) continue;
            std::string typed = shown;
            typed[at] = c;
            ++tried;
            if (read_slip(typed)) ++missed;
        }
    }
    CHECK(tried == 28 * 31);
    CHECK(missed <= tried / 256);  // ten bits: one in 1,024 on average
}

TEST_CASE("a slip's keys differ by session, class and slot") {
    support::SeededRng rng(3);
    const SlipSecret slip = draw_slip(rng);
    std::set<base::Bytes> keys;
    for (std::uint8_t session = 0; session < 2; ++session) {
        for (const std::uint32_t of_class : {0U, 1U}) {
            for (const std::uint32_t slot : {0U, 1U, 2U}) {
                SlipPlace place{.session = {}, .of_class = {of_class}, .slot = {slot}};
                place.session.bytes.fill(session);
                keys.insert(base::copy_of(slip_key(place, slip).encoded()));
            }
        }
    }
    CHECK(keys.size() == 12);
}

TEST_CASE("a link reads back with and without anchor") {
    support::SeededRng rng(4);
    const std::string anchor = anchor_of({}, elgamal::PublicKey());
    CHECK(anchor.size() == anchor_characters);
    for (const auto& with : {std::optional<std::string>(), std::optional<std::string>(anchor)}) {
        const SlipLink link{
            .host = "vote.example", .short_name = "7K", .slip = draw_slip(rng), .anchor = with};
        const SlipLink read = read_link(printed(link)).value();
        CHECK(printed(read) == printed(link));
        CHECK(read.anchor == with);
    }
}

TEST_CASE("a slip list reads what it wrote") {
    support::SeededRng rng(5);
    std::set<base::Bytes> sorted;
    for (int i = 0; i < 6; ++i) {
        sorted.insert(base::copy_of(group::mul_base(group::SecretScalar::draw(rng)).encoded()));
    }
    SlipList list{.slips = 3, .runs = {{}, {}}};
    for (const base::Bytes& key : sorted) {
        list.runs[list.runs[0].size() < 3 ? 0 : 1].push_back(elgamal::PublicKey::decode(key).value());
    }
    CHECK(decode_slip_list(encode_slip_list(list)).value() == list);
    std::swap(list.runs[1][0], list.runs[1][1]);
    CHECK(decode_slip_list(encode_slip_list(list)).refusal().code == base::Code::out_of_order);
}
