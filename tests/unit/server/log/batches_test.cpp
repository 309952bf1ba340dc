#include "server/log/batches.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace gongdao;
using log::due;

namespace {

ballot::Entry entry(std::uint32_t counter, std::uint8_t tracker, ballot::Disposition disposition) {
    ballot::Entry entry;
    entry.fields.counter = counter;
    entry.fields.tracker.bytes.fill(tracker);
    entry.fields.disposition = disposition;
    return entry;
}

}  // namespace

TEST_CASE("a floor of 1 logs each at once") {
    CHECK(due({.floor = 1, .issued = 500}, 0) == 0);
    CHECK(due({.floor = 1, .issued = 500}, 1) == 1);
    CHECK(due({.floor = 1, .issued = 500}, 7) == 7);
}

TEST_CASE("when twice the floor wait, half goes out") {
    CHECK(due({.floor = 5, .issued = 100}, 9) == 0);
    CHECK(due({.floor = 5, .issued = 100}, 10) == 5);
    CHECK(due({.floor = 5, .issued = 100}, 13) == 6);
}

TEST_CASE("without a floor a box of up to 200 slips waits for its closing, a larger one for 20") {
    CHECK(due({.floor = 0, .issued = 200}, 200) == 0);
    CHECK(due({.floor = 0, .issued = 201}, 39) == 0);
    CHECK(due({.floor = 0, .issued = 201}, 40) == 20);
}

TEST_CASE("a batch is in the order of counter and tracker, and what was checked comes before what was cast") {
    using enum ballot::Disposition;
    const std::vector<ballot::Entry> sorted = {entry(0, 5, checked), entry(0, 1, cast), entry(0, 3, cast),
                                               entry(1, 2, checked), entry(1, 0, cast)};
    std::vector<ballot::Entry> shuffled = {sorted[2], sorted[4], sorted[0], sorted[3], sorted[1]};
    log::sort_for_log(shuffled);
    CHECK(shuffled == sorted);
}
