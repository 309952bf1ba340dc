#include "server/rules/thresholds.hpp"

#include <catch2/catch.hpp>

#include "server/rules/presets.hpp"

using namespace gongdao;

namespace {

rules::Procedure committee() {
    return rules::preset_named("cpc-basic-committee-2020").value();
}

}  // namespace

TEST_CASE("quorum: due 31 needs 25, 45 needs 36, 7 needs 6, 4 needs 4, 3 needs 3") {
    const auto quorum = committee().quorum;
    const std::pair<std::uint32_t, std::uint32_t> worked[] = {{31, 25}, {45, 36}, {7, 6},
                                                              {4, 4},   {3, 3},   {1, 1}};
    for (const auto& [due, needed] : worked) {
        CAPTURE(due);
        CHECK(least(quorum, due) == needed);
        CHECK(reaches(quorum, needed, due));
        CHECK_FALSE(reaches(quorum, needed - 1, due));
    }
}

TEST_CASE("exactly four fifths is a quorum") {
    CHECK(reaches(committee().quorum, 36, 45));
}

TEST_CASE("majority: present 28 needs 15, and exactly half is none") {
    const auto majority = committee().majority;
    CHECK(least(majority, 28) == 15);
    CHECK_FALSE(reaches(majority, 14, 28));
    CHECK_FALSE(reaches(majority, 15, 30));
    CHECK(least(majority, 30) == 16);
    CHECK(least(majority, 27) == 14);
    CHECK(least(majority, 1) == 1);
}

TEST_CASE("the least number is the first that reaches the share, whatever share and base") {
    for (std::uint32_t den = 1; den <= 6; ++den) {
        for (std::uint32_t num = 1; num <= den; ++num) {
            for (const bool strict : {false, true}) {
                if (strict && num == den) continue;
                const rules::Share share{.num = num, .den = den, .strict = strict, .base = rules::Base::due};
                for (std::uint32_t base = 1; base <= 60; ++base) {
                    std::uint32_t first = 0;
                    while (!reaches(share, first, base)) ++first;
                    CAPTURE(num, den, strict, base);
                    CHECK(least(share, base) == first);
                    CHECK(first <= base);
                }
            }
        }
    }
}

TEST_CASE("products do not overflow") {
    constexpr std::uint32_t most = 0xffffffffU;
    const rules::Share whole{.num = 1000, .den = 1000, .strict = false, .base = rules::Base::due};
    CHECK(reaches(whole, most, most));
    CHECK_FALSE(reaches(whole, most - 1, most));
    CHECK(least(whole, most) == most);
}

TEST_CASE("candidates: 3 seats need 4, 5 need 6, 6 need 8, 7 need 9, 9 need 11") {
    const std::pair<std::uint32_t, std::uint32_t> worked[] = {{1, 2}, {3, 4}, {5, 6},
                                                              {6, 8}, {7, 9}, {9, 11}};
    for (const auto& [seats, needed] : worked) {
        CAPTURE(seats);
        CHECK(candidates_needed(committee(), seats) == needed);
    }
}
