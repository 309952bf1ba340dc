#pragma once

namespace gongdao::base {

/// Writes the broken invariant to standard error and aborts. Called by GONGDAO_REQUIRE only.
[[noreturn]] void broken_invariant(const char* condition, const char* file, int line) noexcept;

}  // namespace gongdao::base

/// A bug of ours, in every build: the program ends rather than going on with a broken invariant.
#define GONGDAO_REQUIRE(condition) \
    ((condition) ? static_cast<void>(0) : ::gongdao::base::broken_invariant(#condition, __FILE__, __LINE__))
