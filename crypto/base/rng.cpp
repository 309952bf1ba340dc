#include "crypto/base/rng.hpp"

#include <sodium.h>

#include "crypto/base/require.hpp"

namespace gongdao::base {

SystemRng::SystemRng() {
    GONGDAO_REQUIRE(sodium_init() >= 0);
}

void SystemRng::fill(std::span<std::uint8_t> out) {
    randombytes_buf(out.data(), out.size());
}

}  // namespace gongdao::base
