#include "crypto/ballot/tally.hpp"

#include <catch2/catch.hpp>

#include "crypto/ballot/groups.hpp"
#include "tests/unit/crypto/ballot/example.hpp"

using namespace gongdao;
using namespace gongdao::ballot;
using base::Code;

TEST_CASE("the sum of bodies encrypts the sum of marks, and digits take no part") {
    Voter voter(election(9, 8));  // in digits
    CellSums sums(voter.contest.definition.cells);
    std::vector<std::uint32_t> expected(voter.contest.definition.cells);
    const group::SecretScalar key = group::SecretScalar::draw(voter.rng);
    voter.contest.y = elgamal::public_key_of(key);
    for (std::uint8_t ballot = 0; ballot < 3; ++ballot) {
        std::vector<std::uint8_t> marks(18);
        for (std::size_t i = 0; i < 9; ++i) marks[2 * i + (i + ballot) % 2] = (i + ballot) % 3 == 0 ? 1 : 0;
        voter.header.counter = ballot;
        sums.add(decode_body(voter.layout(), voter.make(marks)).value().ciphertexts);
        for (std::size_t cell = 0; cell < 18; ++cell) expected[cell] += marks[cell];
    }
    for (std::size_t cell = 0; cell < 18; ++cell) {
        const group::Element M = sums.sums()[cell].beta - group::mul(key, sums.sums()[cell].alpha);
        CHECK(M == group::mul_base_vartime(group::Scalar(expected[cell])));
    }
    CHECK(verify_totals(voter.contest.definition, expected, 3).has_value());
}

TEST_CASE("totals beyond what the ballots can hold are refused") {
    const ContestDefinition definition = election(2, 1);
    const auto code = [&](std::vector<std::uint32_t> totals) {
        const auto check = verify_totals(definition, totals, 10);
        return check ? std::nullopt : std::optional(check.refusal().code);
    };
    CHECK_FALSE(code({5, 5, 5, 5}).has_value());
    CHECK(code({6, 5, 4, 5}) == Code::wrong_total);  // a row above the ballots
    CHECK(code({6, 0, 5, 0}) == Code::wrong_total);  // more ○ than seats a ballot
    CHECK(code({5, 5, 5}) == Code::wrong_count);
}

TEST_CASE(
    "every box is in one group, and no group below the floor is decrypted unless a small room was approved") {
    support::SeededRng rng(11);
    for (int i = 0; i < 500; ++i) {
        base::ByteArray<32> chance{};
        rng.fill(chance);
        std::vector<CountedBox> boxes(1U + chance[0] % 6);
        for (std::uint32_t b = 0; b < boxes.size(); ++b) {
            boxes[b] = {.of_class = {b}, .joins = std::nullopt, .ballots = chance[b + 1] % 12U};
            if (chance[b + 8] % 4 != 0) boxes[b].joins = ClassNumber{chance[b + 16] % 7U};
        }
        const GroupRules rules{
            .floor = 1U + chance[30] % 6U, .small = SmallRule::join, .small_room = chance[31] % 4 == 0};
        const Grouping grouping = group_boxes(boxes, rules);
        std::vector<int> seen(boxes.size());
        bool left = false;
        for (const Group& group : grouping.groups) {
            std::uint32_t ballots = 0;
            for (const BoxNumber box : group.boxes) {
                ++seen[box.value];
                ballots += boxes[box.value].ballots;
            }
            CHECK(ballots == group.ballots);
            CHECK((group.fate == Fate::empty) == (ballots == 0));
            if (group.fate == Fate::decrypted) CHECK((ballots >= rules.floor || rules.small_room));
            left = left || group.fate == Fate::withheld;
        }
        CHECK(seen == std::vector<int>(boxes.size(), 1));
        CHECK(grouping.void_contest == left);
    }
}
