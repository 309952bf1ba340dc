#pragma once

#include <string_view>

#include "crypto/base/bytes.hpp"

namespace gongdao::encode {

/// Writes the one canonical binary form (SPEC §13.1): numbers big-endian, byte strings and lists counted in
/// u32.
class Writer {
public:
    Writer& u8(std::uint8_t value);
    Writer& u16(std::uint16_t value);
    Writer& u32(std::uint32_t value);
    Writer& u64(std::uint64_t value);
    Writer& boolean(bool value);
    /// The bytes as they are, for fields of fixed length.
    Writer& raw(base::BytesView bytes);
    /// u32 length, then the bytes.
    Writer& bytes(base::BytesView bytes);
    Writer& text(std::string_view text);
    /// The number of a list's members as u32. Needs: below 2^32.
    Writer& count(std::size_t members);

    [[nodiscard]] const base::Bytes& written() const { return out_; }
    base::Bytes take() { return std::move(out_); }

private:
    base::Bytes out_;
};

}  // namespace gongdao::encode
