#include "server/ops/signals.hpp"

#include <catch2/catch.hpp>
#include <csignal>

using namespace gongdao;

TEST_CASE("a signal to stop is waited for, even if it came before") {
    ops::hold_stop_signals();
    const int asked = GENERATE(SIGTERM, SIGINT);
    std::raise(asked);
    CHECK(ops::wait_for_stop() == asked);
}
