#include "crypto/base/crockford.hpp"

namespace gongdao::base {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

}  // namespace

int crockford_value(char character) {
    const auto at = alphabet.find(character);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::string to_crockford(BytesView bytes) {
    GONGDAO_REQUIRE(bytes.size() * 8 % 5 == 0);
    std::string out;
    unsigned held = 0;
    unsigned bits = 0;
    for (const std::uint8_t byte : bytes) {
        held = (held << 8U) | byte;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            out += alphabet[(held >> bits) & 31U];
        }
        held &= (1U << bits) - 1U;
    }
    return out;
}

Result<std::string> normalise_crockford(std::string_view typed) {
    std::string out;
    for (char c : typed) {
        if (c == '-' || c == ' ') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (crockford_value(c) < 0) return refuse(Code::bad_format, "a character that no code has");
        out += c;
    }
    return out;
}

Result<Bytes> from_crockford(std::string_view characters) {
    if (characters.size() * 5 % 8 != 0) return refuse(Code::bad_format);
    Bytes out;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : characters) {
        const int value = crockford_value(c);
        if (value < 0) return refuse(Code::bad_format);
        held = (held << 5U) | static_cast<unsigned>(value);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<std::uint8_t>(held >> bits));
            held &= (1U << bits) - 1U;
        }
    }
    return out;
}

std::string in_groups(std::string_view characters, std::size_t size) {
    std::string out;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (i != 0 && i % size == 0) out += '-';
        out += characters[i];
    }
    return out;
}

}  // namespace gongdao::base
