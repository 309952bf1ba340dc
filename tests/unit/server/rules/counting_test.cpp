#include "server/rules/counting.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace gongdao;
using base::Code;
using rules::count_votes;
using rules::Votes;

namespace {

using Totals = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("whoever is neither approved nor rejected is abstained from") {
    const auto votes = count_votes(Totals{15, 9, 28, 0, 0, 28, 0, 0}, 28);
    REQUIRE(votes);
    CHECK(*votes == std::vector<Votes>{{15, 9, 4}, {28, 0, 0}, {0, 28, 0}, {0, 0, 28}});
}

TEST_CASE("a blank ballot is valid: everybody on it gets an abstention") {
    CHECK(*count_votes(Totals{0, 0, 0, 0}, 1) == std::vector<Votes>{{0, 0, 1}, {0, 0, 1}});
    CHECK(*count_votes(Totals{0, 0}, 0) == std::vector<Votes>{{0, 0, 0}});
}

TEST_CASE("more marks than ballots are refused, with the candidate's place") {
    CHECK(count_votes(Totals{1, 1, 20, 9}, 28).refusal() == base::refuse(Code::wrong_total, "candidate 1"));
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    CHECK(count_votes(Totals{most, most}, most).refusal().code == Code::wrong_total);
    CHECK(count_votes(Totals{most, 2}, 1).refusal().code == Code::wrong_total);
}

TEST_CASE("totals that are not two a candidate are refused") {
    CHECK(count_votes(Totals{}, 28).refusal().code == Code::wrong_count);
    CHECK(count_votes(Totals{15}, 28).refusal().code == Code::wrong_count);
    CHECK(count_votes(Totals{15, 9, 28}, 28).refusal().code == Code::wrong_count);
}
