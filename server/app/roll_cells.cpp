#include "server/app/roll_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "server/publish/characters.hpp"

namespace gongdao::app {

using publish::take_character;

namespace {

constexpr std::uint32_t middle_dot = 0x00b7;

bool is_space(std::uint32_t character) {
    return character == ' ' || character == 0x00a0 || (character >= 0x2000 && character <= 0x200a) ||
           character == 0x3000;
}

bool is_han(std::uint32_t character) {
    return (character >= 0x3400 && character <= 0x9fff) || character == 0x3007 ||
           (character >= 0xf900 && character <= 0xfaff) || (character >= 0x20000 && character <= 0x3ffff);
}

bool is_dot(std::uint32_t character) {
    constexpr std::array<std::uint32_t, 7> dots{middle_dot, 0x2022, 0x2027, 0x2219, 0x22c5, 0x30fb, 0xff65};
    return std::find(dots.begin(), dots.end(), character) != dots.end();
}

/// Digits in front, at most `most` of them.
std::optional<unsigned> take_number(std::string_view& rest, std::size_t most) {
    const std::size_t size = std::min({rest.find_first_not_of("0123456789"), rest.size(), most});
    unsigned value = 0;
    if (size == 0 || std::from_chars(rest.data(), rest.data() + size, value).ec != std::errc{}) return {};
    rest.remove_prefix(size);
    return value;
}

bool take_text(std::string_view& rest, std::string_view text) {
    if (!rest.starts_with(text)) return false;
    rest.remove_prefix(text.size());
    return true;
}

struct Separators {
    std::string_view year, month, day;
};

std::optional<rules::Date> date_with(const Separators& between, std::string_view cell) {
    const auto year = take_number(cell, 4);
    if (!year || !take_text(cell, between.year)) return {};
    const auto month = take_number(cell, 2);
    if (!month || !take_text(cell, between.month)) return {};
    const auto day = take_number(cell, 2);
    if (!day || !take_text(cell, between.day) || !cell.empty()) return {};
    const rules::Date date{static_cast<std::uint16_t>(*year), static_cast<std::uint8_t>(*month),
                           static_cast<std::uint8_t>(*day)};
    if (*year < 1900 || *year > 2099 || !exists(date)) return {};
    return date;
}

}  // namespace

std::string_view trimmed(std::string_view cell) {
    std::string_view rest = cell;
    std::size_t first = cell.size();
    std::size_t end = cell.size();
    while (!rest.empty()) {
        const std::size_t at = cell.size() - rest.size();
        if (is_space(take_character(rest))) continue;
        first = std::min(first, at);
        end = cell.size() - rest.size();
    }
    return cell.substr(first, end - first);
}

bool is_formula(std::string_view cell) {
    static constexpr std::array<std::string_view, 9> starts{"=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"};
    const auto starts_so = [](std::string_view text) {
        return std::any_of(starts.begin(), starts.end(), [&](auto start) { return text.starts_with(start); });
    };
    return starts_so(cell) || starts_so(trimmed(cell));
}

std::optional<std::string> unseen_in(std::string_view cell) {
    while (!cell.empty()) {
        const std::uint32_t character = take_character(cell);
        if (publish::is_unseen(character) || character == publish::replacement_character) {
            return publish::number_of(character);
        }
    }
    return {};
}

std::size_t characters_in(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) take_character(text);
    return count;
}

std::string name_from(std::string_view cell) {
    std::string name;
    bool space = false;  // seen, not yet written
    bool after_han = false;
    std::string_view rest = trimmed(cell);
    while (!rest.empty()) {
        const std::string_view before = rest;
        const std::uint32_t character = take_character(rest);
        const std::string_view bytes = before.substr(0, before.size() - rest.size());
        if (is_space(character)) {
            space = true;
            continue;
        }
        const bool han = is_han(character);
        if (space && !(after_han && han)) name += ' ';
        space = false;
        name += is_dot(character) ? "·" : bytes;
        after_han = han;
    }
    return name;
}

std::optional<rules::Date> date_from(std::string_view cell) {
    constexpr Separators separators[] = {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};
    for (const Separators& between : separators) {
        if (const auto date = date_with(between, cell)) return date;
    }
    constexpr std::size_t digits_alone = 8;
    return cell.size() == digits_alone ? date_with({"", "", ""}, cell) : std::nullopt;
}

}  // namespace gongdao::app
