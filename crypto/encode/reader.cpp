#include "crypto/encode/reader.hpp"

#include <algorithm>

namespace gongdao::encode {

using base::BytesView;
using base::Code;

namespace {

constexpr std::uint32_t no_character = 0xffffffffU;

/// One code point from `bytes` at `at`, which moves on; `no_character` if there is none in well-formed UTF-8.
std::uint32_t next_character(BytesView bytes, std::size_t& at) {
    const std::uint8_t lead = bytes[at];
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    const std::size_t follow = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || bytes.size() - at <= follow) return no_character;
    std::uint32_t point = lead & (0x3fU >> follow);
    for (std::size_t i = 1; i <= follow; ++i) {
        const std::uint8_t byte = bytes[at + i];
        if ((byte & 0xc0U) != 0x80U) return no_character;
        point = (point << 6U) | (byte & 0x3fU);
    }
    const bool too_long = (follow == 2 && point < 0x800) || (follow == 3 && point < 0x10000);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    if (too_long || surrogate || point > 0x10ffff) return no_character;
    at += follow + 1;
    return point;
}

}  // namespace

bool is_utf8(BytesView bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (next_character(bytes, at) == no_character) return false;
    }
    return true;
}

bool is_plain_text(BytesView bytes) {
    return is_lines(bytes) && std::ranges::none_of(bytes, [](std::uint8_t byte) { return byte < 0x20; });
}

bool is_lines(BytesView bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::uint32_t point = next_character(bytes, at);
        const bool control =
            (point < 0x20 && point != '\t' && point != '\n') || (point >= 0x7f && point <= 0x9f);
        if (point == no_character || control) return false;
    }
    return true;
}

void Reader::fail(Code code) {
    if (!fault_) fault_ = base::refuse(code, "at byte " + std::to_string(at_));
}

BytesView Reader::raw(std::size_t size) {
    if (failed()) return {};
    if (left() < size) {
        fail(Code::wrong_length);
        return {};
    }
    const BytesView read = bytes_.subspan(at_, size);
    at_ += size;
    return read;
}

std::uint64_t Reader::big_endian(std::size_t size) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : raw(size)) value = (value << 8U) | byte;
    return value;
}

std::uint8_t Reader::u8() {
    return static_cast<std::uint8_t>(big_endian(1));
}
std::uint16_t Reader::u16() {
    return static_cast<std::uint16_t>(big_endian(2));
}
std::uint32_t Reader::u32() {
    return static_cast<std::uint32_t>(big_endian(4));
}
std::uint64_t Reader::u64() {
    return big_endian(8);
}

bool Reader::boolean() {
    const std::uint8_t value = u8();
    if (value > 1) fail(Code::bad_option);
    return value == 1;
}

BytesView Reader::bytes(std::size_t most) {
    return raw(count(most));
}

std::string Reader::text(std::size_t most) {
    const BytesView read = bytes(most);
    return checked(read, is_plain_text(read));
}

std::string Reader::lines(std::size_t most) {
    const BytesView read = bytes(most);
    return checked(read, is_lines(read));
}

std::string Reader::checked(BytesView read, bool good) {
    if (!good) {
        fail(Code::bad_text);
        return {};
    }
    return std::string(base::text_of(read));
}

std::uint32_t Reader::count(std::size_t most) {
    const std::uint32_t members = u32();
    if (members > most) fail(Code::out_of_range);
    return failed() ? 0 : members;
}

base::Check Reader::finish() const {
    if (fault_) return *fault_;
    if (left() != 0) return base::refuse(Code::trailing_bytes, "at byte " + std::to_string(at_));
    return base::Done{};
}

}  // namespace gongdao::encode
