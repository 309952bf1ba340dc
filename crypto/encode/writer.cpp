#include "crypto/encode/writer.hpp"

#include <limits>

namespace gongdao::encode {
namespace {

template <class Number>
void big_endian(base::Bytes& out, Number value) {
    for (std::size_t i = sizeof(Number); i-- > 0;) {
        out.push_back(static_cast<std::uint8_t>((static_cast<std::uint64_t>(value) >> (8U * i)) & 0xffU));
    }
}

}  // namespace

Writer& Writer::u8(std::uint8_t value) {
    out_.push_back(value);
    return *this;
}

Writer& Writer::u16(std::uint16_t value) {
    big_endian(out_, value);
    return *this;
}

Writer& Writer::u32(std::uint32_t value) {
    big_endian(out_, value);
    return *this;
}

Writer& Writer::u64(std::uint64_t value) {
    big_endian(out_, value);
    return *this;
}

Writer& Writer::boolean(bool value) {
    return u8(value ? 1 : 0);
}

Writer& Writer::raw(base::BytesView bytes) {
    base::append(out_, bytes);
    return *this;
}

Writer& Writer::bytes(base::BytesView bytes) {
    return count(bytes.size()).raw(bytes);
}

Writer& Writer::text(std::string_view text) {
    return bytes(base::view_of(text));
}

Writer& Writer::count(std::size_t members) {
    GONGDAO_REQUIRE(members <= std::numeric_limits<std::uint32_t>::max());
    return u32(static_cast<std::uint32_t>(members));
}

}  // namespace gongdao::encode
