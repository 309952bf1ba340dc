#pragma once

#include <optional>
#include <span>
#include <vector>

#include "crypto/ballot/ids.hpp"

namespace gongdao::ballot {

/// A box after closing: its class, which class that one joins when it is small, and its counted ballots.
struct CountedBox {
    ClassNumber of_class;
    std::optional<ClassNumber> joins;
    std::uint32_t ballots = 0;
};

enum class SmallRule : std::uint8_t { join = 0, withhold = 1 };

/// From the manifest (SPEC §3.2).
struct GroupRules {
    std::uint32_t floor = 1;
    SmallRule small = SmallRule::join;
    bool small_room = false;  ///< whether the manifest's text `small room` is not empty
};

enum class Fate : std::uint8_t {
    decrypted,
    empty,     ///< no ballots: no cells, totals 0
    withheld,  ///< below the floor: no cells, not counted
};

/// Boxes that are decrypted as one (组).
struct Group {
    std::uint32_t number = 0;  ///< that of the lowest box of the group that was joined
    std::vector<BoxNumber> boxes;
    std::uint32_t ballots = 0;
    Fate fate = Fate::empty;

    bool operator==(const Group&) const = default;
};

struct Grouping {
    std::vector<Group> groups;  ///< ascending by number, each with its boxes ascending
    bool void_contest = false;  ///< a small group is left that neither joins nor may be decrypted

    bool operator==(const Grouping&) const = default;
};

/// Parts a contest's boxes into groups so that none is decrypted below the floor.
/// Source: SPEC §9.1. Needs: boxes in the definition's order, so ascending by class.
Grouping group_boxes(std::span<const CountedBox> boxes, const GroupRules& rules);

}  // namespace gongdao::ballot
