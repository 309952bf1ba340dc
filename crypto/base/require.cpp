#include "crypto/base/require.hpp"

#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace gongdao::base {

void broken_invariant(const char* condition, const char* file, int /*line*/) noexcept {
    const char* parts[] = {"broken invariant: ", condition, " in ", file, "\n"};
    for (const char* part : parts) {
        if (::write(STDERR_FILENO, part, std::strlen(part)) < 0) break;
    }
    std::abort();
}

}  // namespace gongdao::base
