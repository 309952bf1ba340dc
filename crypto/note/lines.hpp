#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.hpp"

namespace gongdao::note {

/// The lines of a text, without their newlines.
/// Refuses: bad_format if the last line has no newline or there is no line.
base::Result<std::vector<std::string_view>> lines_of(std::string_view text);

/// ASCII digits, no leading zero but in "0" itself. Refuses: bad_format, out_of_range (from 2^64).
base::Result<std::uint64_t> decode_decimal(std::string_view digits);

/// Base64 of exactly N bytes. Refuses: bad_base64, wrong_length.
template <std::size_t N>
base::Result<base::ByteArray<N>> decode_base64(std::string_view text) {
    const auto bytes = base::from_base64(text);
    if (!bytes) return bytes.refusal();
    return base::as_array<N>(*bytes);
}

}  // namespace gongdao::note
