#include "crypto/base/secret.hpp"

#include <sodium.h>

namespace gongdao::base {

void wipe(std::span<std::uint8_t> memory) noexcept {
    sodium_memzero(memory.data(), memory.size());
}

}  // namespace gongdao::base
