#include "crypto/ballot/groups.hpp"

#include <map>

namespace gongdao::ballot {
namespace {

using Number = std::uint32_t;

/// The group that each box is in, by the group's number.
using Places = std::vector<Number>;

std::map<Number, std::uint32_t> ballots_by_group(std::span<const CountedBox> boxes, const Places& places) {
    std::map<Number, std::uint32_t> out;
    for (std::size_t box = 0; box < boxes.size(); ++box) out[places[box]] += boxes[box].ballots;
    return out;
}

/// The group of the first class outside `small` that one of its classes, in ascending order, joins.
std::optional<Number> target_of(Number small, std::span<const CountedBox> boxes, const Places& places) {
    for (std::size_t box = 0; box < boxes.size(); ++box) {
        if (places[box] != small || !boxes[box].joins) continue;
        for (std::size_t other = 0; other < boxes.size(); ++other) {
            if (boxes[other].of_class == boxes[box].joins && places[other] != small) return places[other];
        }
    }
    return std::nullopt;
}

/// Lets the lowest-numbered small group that can join another do so; whether there was one.
bool join_one(std::span<const CountedBox> boxes, std::uint32_t floor, Places& places) {
    for (const auto& [number, ballots] : ballots_by_group(boxes, places)) {
        if (ballots == 0 || ballots >= floor) continue;
        const auto target = target_of(number, boxes, places);
        if (!target) continue;
        for (Number& place : places) place = place == number ? *target : place;
        return true;
    }
    return false;
}

Fate fate_of(std::uint32_t ballots, const GroupRules& rules) {
    if (ballots == 0) return Fate::empty;
    const bool small_room = rules.small == SmallRule::join && rules.small_room;
    return ballots >= rules.floor || small_room ? Fate::decrypted : Fate::withheld;
}

}  // namespace

Grouping group_boxes(std::span<const CountedBox> boxes, const GroupRules& rules) {
    Places places;
    for (Number box = 0; box < boxes.size(); ++box) places.push_back(box);
    while (rules.small == SmallRule::join && join_one(boxes, rules.floor, places)) {
    }
    Grouping out;
    for (const auto& [number, ballots] : ballots_by_group(boxes, places)) {
        Group group{.number = number, .boxes = {}, .ballots = ballots, .fate = fate_of(ballots, rules)};
        for (std::size_t box = 0; box < boxes.size(); ++box) {
            if (places[box] == number) group.boxes.push_back({static_cast<std::uint16_t>(box)});
        }
        out.void_contest |= group.fate == Fate::withheld && rules.small == SmallRule::join;
        out.groups.push_back(std::move(group));
    }
    return out;
}

}  // namespace gongdao::ballot
