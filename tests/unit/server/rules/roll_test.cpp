#include "server/rules/roll.hpp"

#include <catch2/catch.hpp>

using namespace gongdao::rules;

namespace {

Member member(Membership membership, std::optional<Exclusion> exclusion = {}) {
    return {.name = "王小宁",
            .sex = {},
            .birth_date = {},
            .electorate = {},
            .membership = membership,
            .exclusion = std::move(exclusion),
            .note = {}};
}

Exclusion approved(std::uint8_t ground) {
    return {.ground = ground,
            .evidence = {},
            .approval = "镇委组〔2026〕3号",
            .resolution = "2026-11-01 党员大会"};
}

}  // namespace

TEST_CASE("full members are due, probationary members are not") {
    CHECK(is_due(member(Membership::full)));
    CHECK_FALSE(is_due(member(Membership::probationary)));
}

TEST_CASE("each of the six grounds excludes, with approval and resolution") {
    for (std::uint8_t ground = 1; ground <= 6; ++ground)
        CHECK_FALSE(is_due(member(Membership::full, approved(ground))));
}

TEST_CASE("an exclusion without approval, without resolution or of no known ground does not count") {
    Exclusion exclusion = approved(4);
    exclusion.approval.clear();
    CHECK(is_due(member(Membership::full, exclusion)));
    exclusion = approved(4);
    exclusion.resolution.clear();
    CHECK(is_due(member(Membership::full, exclusion)));
    CHECK(is_due(member(Membership::full, approved(0))));
    CHECK(is_due(member(Membership::full, approved(7))));
}

TEST_CASE("due is counted over the roll") {
    Roll roll;
    roll.members.assign(31, member(Membership::full));
    roll.members.push_back(member(Membership::probationary));
    roll.members.push_back(member(Membership::full, approved(5)));
    CHECK(due_of(roll) == 31);
}

TEST_CASE("a day exists or it does not") {
    CHECK(exists({2024, 2, 29}));
    CHECK_FALSE(exists({2023, 2, 29}));
    CHECK_FALSE(exists({2023, 13, 1}));
    CHECK_FALSE(exists({2023, 4, 31}));
    CHECK_FALSE(exists({2023, 0, 1}));
}
