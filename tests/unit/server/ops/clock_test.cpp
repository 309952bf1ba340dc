#include "server/ops/clock.hpp"

#include <catch2/catch.hpp>

using namespace gongdao;
using namespace std::chrono_literals;

TEST_CASE("an instant is written as RFC 3339 and RFC 9110 want it") {
    const ops::Instant instant = ops::from_unix_seconds(784'111'777) + 37ms;  // RFC 9110 §5.6.7's example
    CHECK(ops::iso_text(instant) == "1994-11-06T08:49:37.037Z");
    CHECK(ops::http_date(instant) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(ops::unix_seconds(instant) == 784'111'777);
    CHECK(ops::unix_milliseconds(instant) == 784'111'777'037);
}

TEST_CASE("time goes on after 2038 and 2100") {
    CHECK(ops::iso_text(ops::from_unix_seconds(2'147'483'648)) == "2038-01-19T03:14:08.000Z");
    CHECK(ops::iso_text(ops::from_unix_seconds(4'107'542'400)) == "2100-03-01T00:00:00.000Z");
    CHECK(ops::iso_text(ops::from_unix_seconds(253'402'300'799)) == "9999-12-31T23:59:59.000Z");
}

TEST_CASE("a manual clock moves only when it is told, both ways") {
    ops::ManualClock clock(ops::from_unix_seconds(1000));
    CHECK(clock.now() == ops::from_unix_seconds(1000));
    clock.advance(1500ms);
    CHECK(ops::unix_milliseconds(clock.now()) == 1'001'500);
    clock.set(ops::from_unix_seconds(7));
    CHECK(clock.now() == ops::from_unix_seconds(7));
}

TEST_CASE("the system's clock is in this century") {
    const ops::SystemClock clock;
    CHECK(clock.now() > ops::from_unix_seconds(1'700'000'000));
    CHECK(clock.now() < ops::from_unix_seconds(4'107'542'400));
}
