#include "server/app/turnout.hpp"

#include <catch2/catch.hpp>

using namespace gongdao;
using namespace std::chrono_literals;

TEST_CASE("who watches the turnout cannot tell whose ballot has just come in") {
    app::Turnouts turnouts;
    const session::ContestId contest{}, other{base::ByteArray<32>{1}};
    const ops::Instant start{};
    const auto shown = [&](std::uint32_t received, std::chrono::seconds after) {
        return turnouts.shown(contest, {.issued = 27, .received = received}, start + after);
    };
    CHECK(shown(0, 0s) == 0U);
    CHECK(shown(4, 70s) == 0U);
    CHECK(shown(9, 131s) == 5U);
    CHECK(shown(10, 132s) == 5U);
    CHECK(shown(23, 190s) == 5U);
    CHECK(shown(23, 191s) == 20U);
    CHECK(shown(26, 260s) == 25U);
    CHECK(shown(27, 261s) == 27U);
    CHECK(turnouts.shown(other, {.issued = 27, .received = 13}, start + 261s) == 10U);
}

TEST_CASE("a small room hears only that all are in") {
    app::Turnouts turnouts;
    for (std::uint32_t received = 0; received < 10; ++received)
        CHECK_FALSE(turnouts.shown({}, {.issued = 10, .received = received}, ops::Instant{}));
    CHECK(turnouts.shown({}, {.issued = 10, .received = 10}, ops::Instant{}) == 10U);
}

TEST_CASE("a clock that jumps back does not stop the figure for long") {
    app::Turnouts turnouts;
    const ops::Instant start{};
    CHECK(turnouts.shown({}, {.issued = 27, .received = 5}, start + 1h) == 5U);
    CHECK(turnouts.shown({}, {.issued = 27, .received = 11}, start) == 10U);
}
