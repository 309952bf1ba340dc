#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "crypto/base/bytes.hpp"

namespace gongdao::base {

/// Crockford's base32 (0-9 A-Z without I L O U), most significant bit first.
/// Needs: 8 · bytes.size() is a multiple of 5.
std::string to_crockford(BytesView bytes);

/// Reads characters as people type them: hyphens and spaces are passed over, lower case is upper, O is 0, I
/// and L are 1.
/// Gives: the characters in their one form. Refuses: bad_format for anything else.
Result<std::string> normalise_crockford(std::string_view typed);

/// Refuses: bad_format for a character outside the alphabet or a length that is no whole number of bytes.
Result<Bytes> from_crockford(std::string_view characters);

/// The value 0…31 of one character of the alphabet, or −1.
int crockford_value(char character);

/// `characters` in groups of `size`, hyphens between: "7K3M-…".
std::string in_groups(std::string_view characters, std::size_t size);

}  // namespace gongdao::base
