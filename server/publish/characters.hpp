#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gongdao::publish {

constexpr std::uint32_t replacement_character = 0xfffd;

/// The first character of `rest`, which moves past it; U+FFFD for a byte that begins no character. Needs: not
/// empty.
std::uint32_t take_character(std::string_view& rest);

/// Characters that are not seen themselves or change how others look: controls, bidi controls, zero-width
/// characters, line separators, tags.
bool is_unseen(std::uint32_t character);

/// U+202E
std::string number_of(std::uint32_t character);

}  // namespace gongdao::publish
