#include "crypto/base/code.hpp"

#include <array>
#include <cstddef>

namespace gongdao::base {
namespace {

constexpr auto names = std::to_array<std::string_view>({
#define GONGDAO_CODE_TEXT(name) #name,
    GONGDAO_CODES(GONGDAO_CODE_TEXT)
#undef GONGDAO_CODE_TEXT
});

}  // namespace

std::string_view name_of(Code code) {
    return names.at(static_cast<std::size_t>(code));
}

std::optional<Code> code_named(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names.at(i) == name) return static_cast<Code>(i);
    }
    return std::nullopt;
}

}  // namespace gongdao::base
