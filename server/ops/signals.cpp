#include "server/ops/signals.hpp"

#include <csignal>

#include "crypto/base/require.hpp"

namespace gongdao::ops {
namespace {

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

}  // namespace

void hold_stop_signals() {
    const sigset_t set = stop_signals();
    GONGDAO_REQUIRE(::pthread_sigmask(SIG_BLOCK, &set, nullptr) == 0);
    GONGDAO_REQUIRE(std::signal(SIGPIPE, SIG_IGN) != SIG_ERR);
}

int wait_for_stop() {
    const sigset_t set = stop_signals();
    int signal = 0;
    GONGDAO_REQUIRE(::sigwait(&set, &signal) == 0);
    return signal;
}

}  // namespace gongdao::ops
