#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.hpp"

namespace gongdao::base {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;

constexpr std::size_t sha256_bytes = 32;
constexpr std::size_t sha512_bytes = 64;

using Sha256 = ByteArray<sha256_bytes>;
using Sha512 = ByteArray<sha512_bytes>;

BytesView view_of(std::string_view text);
std::string_view text_of(BytesView bytes);
Bytes copy_of(BytesView bytes);
void append(Bytes& to, BytesView bytes);

Sha256 sha256(BytesView bytes);
Sha512 sha512(BytesView bytes);

std::string to_hex(BytesView bytes);
/// Refuses: bad_format for odd length or anything but 0-9 a-f.
Result<Bytes> from_hex(std::string_view text);

/// Standard base64 with padding (RFC 4648 §4).
std::string to_base64(BytesView bytes);
/// Refuses: bad_base64 for any text that `to_base64` does not give.
Result<Bytes> from_base64(std::string_view text);

/// The bytes as an array of N. Refuses: wrong_length.
template <std::size_t N>
Result<ByteArray<N>> as_array(BytesView bytes) {
    if (bytes.size() != N) return refuse(Code::wrong_length);
    ByteArray<N> out{};
    for (std::size_t i = 0; i < N; ++i) out[i] = bytes[i];
    return out;
}

}  // namespace gongdao::base
