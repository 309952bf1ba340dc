#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gongdao::rules {

enum class Membership : std::uint8_t {
    full,          // 正式党员
    probationary,  // 预备党员: no vote, not due
};

struct Date {
    std::uint16_t year;
    std::uint8_t month, day;

    auto operator<=>(const Date&) const = default;
};

/// Whether the calendar has such a day.
bool exists(const Date& date);

/// 不计入应到会: holds only with the superior organisation's approval and the meeting's resolution.
///
/// Source: 中组部's six grounds: 1 illness of mind or unable to express a will · 2 abroad at own expense for
/// half a year or
///         more · 3 suspended, imprisoned or detained · 4 bedridden · 5 away for half a year or more and
///         ought to have been transferred · 6 retired and settled elsewhere.
struct Exclusion {
    std::uint8_t ground;  // 1 … 6
    std::string evidence, approval, resolution;

    bool operator==(const Exclusion&) const = default;
};
constexpr std::uint8_t exclusion_grounds = 6;

/// One person on the roll. Empty texts were not given.
struct Member {
    std::string name, sex;
    std::optional<Date> birth_date;
    std::string electorate;  // 类别
    Membership membership;
    std::optional<Exclusion> exclusion;
    std::string note;  // tells apart those of one name

    bool operator==(const Member&) const = default;
};

/// Who is entitled (名册). Private: only its figures are published, and nothing of it is logged.
struct Roll {
    std::vector<Member> members;

    bool operator==(const Roll&) const = default;
};

/// 计入应到会: a full member without an exclusion that holds.
bool is_due(const Member& member);
std::uint32_t due_of(const Roll& roll);

}  // namespace gongdao::rules
