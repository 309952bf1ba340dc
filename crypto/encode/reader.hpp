#pragma once

#include <optional>
#include <string>

#include "crypto/base/bytes.hpp"

namespace gongdao::encode {

/// Reads the canonical binary form, strictly. The first fault sticks: from then on every read gives zeros and
/// nothing, and `finish` tells what was wrong and at which byte. So a decoder reads all its fields and asks
/// once.
class Reader {
public:
    explicit Reader(base::BytesView bytes) : bytes_(bytes) {}

    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::uint64_t u64();
    /// Refuses: bad_option unless 0 or 1.
    bool boolean();
    /// `size` bytes as they stand.
    base::BytesView raw(std::size_t size);
    template <std::size_t N>
    base::ByteArray<N> array() {
        base::ByteArray<N> out{};
        const base::BytesView read = raw(N);
        for (std::size_t i = 0; i < read.size(); ++i) out[i] = read[i];
        return out;
    }
    /// u32 length, then so many bytes. Refuses: out_of_range above `most`.
    base::BytesView bytes(std::size_t most);
    /// Refuses: bad_text unless UTF-8 (RFC 3629) without control characters.
    std::string text(std::size_t most);
    /// As `text`, but for newlines and tabs, which it may hold.
    std::string lines(std::size_t most);
    /// The number of a list's members. Refuses: out_of_range above `most`. After a fault 0, so that loops
    /// end.
    std::uint32_t count(std::size_t most);

    /// Lets the caller add a fault of its own; the first one stands.
    void fail(base::Code code);
    /// Takes over the refusal of a member's decoder; gives the value or nothing.
    template <class T>
    std::optional<T> take(base::Result<T> decoded) {
        if (!decoded) {
            fail(decoded.refusal().code);
            return std::nullopt;
        }
        return std::move(decoded).value();
    }

    [[nodiscard]] bool failed() const { return fault_.has_value(); }
    [[nodiscard]] std::size_t position() const { return at_; }
    [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
    /// Refuses: the first fault; trailing_bytes if anything is left.
    [[nodiscard]] base::Check finish() const;

private:
    std::uint64_t big_endian(std::size_t size);
    std::string checked(base::BytesView read, bool good);

    base::BytesView bytes_;
    std::size_t at_ = 0;
    std::optional<base::Refusal> fault_;
};

/// Whether the bytes are UTF-8 of RFC 3629.
bool is_utf8(base::BytesView bytes);

/// Whether the bytes are UTF-8 of RFC 3629 without control characters (U+0000–001F, U+007F–009F).
bool is_plain_text(base::BytesView bytes);

/// The same, but for U+0009 and U+000A, which are lines' own.
bool is_lines(base::BytesView bytes);

}  // namespace gongdao::encode
