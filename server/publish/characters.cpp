#include "server/publish/characters.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "crypto/base/bytes.hpp"
#include "crypto/encode/reader.hpp"

namespace gongdao::publish {
namespace {

/// How many bytes the lead byte of a character announces.
std::size_t announced(unsigned char lead) {
    if (lead < 0x80) return 1;
    return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
}

struct Range {
    std::uint32_t first, last;
};
constexpr Range unseen[] = {
    {0x0000, 0x001f}, {0x007f, 0x009f}, {0x00ad, 0x00ad},   {0x061c, 0x061c},
    {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e},   {0x2060, 0x206f},
    {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe0fff},
};

}  // namespace

std::uint32_t take_character(std::string_view& rest) {
    const auto lead = static_cast<unsigned char>(rest.front());
    const std::string_view character = rest.substr(0, announced(lead));
    if (!encode::is_utf8(base::view_of(character))) {
        rest.remove_prefix(1);
        return replacement_character;
    }
    rest.remove_prefix(character.size());
    std::uint32_t point = character.size() == 1 ? lead : lead & (0x7fU >> character.size());
    for (const char follow : character.substr(1)) {
        point = (point << 6U) | (static_cast<unsigned char>(follow) & 0x3fU);
    }
    return point;
}

bool is_unseen(std::uint32_t character) {
    return std::any_of(std::begin(unseen), std::end(unseen), [&](const Range& range) {
        return character >= range.first && character <= range.last;
    });
}

std::string number_of(std::uint32_t character) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(character));
    return text.data();
}

}  // namespace gongdao::publish
