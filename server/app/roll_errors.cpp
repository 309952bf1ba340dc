#include "server/app/roll_errors.hpp"

#include <algorithm>
#include <tuple>

namespace gongdao::app {

using publish::Fill;
using publish::Language;
using publish::say;

namespace {

std::string placed(Language language, const RollPlace& place, const std::string& sentence) {
    const std::string line = std::to_string(place.line);
    if (place.line == 0) return say(language, "roll.errors.file", {{"sentence", sentence}});
    if (place.column == 0) return say(language, "roll.errors.line", {{"line", line}, {"sentence", sentence}});
    return say(language, "roll.errors.cell",
               {{"line", line},
                {"column", std::to_string(place.column)},
                {"name", std::string(place.column_name)},
                {"sentence", sentence}});
}

}  // namespace

void RollErrors::add(const RollPlace& place, std::string_view key, std::initializer_list<Fill> fills) {
    errors_.push_back({.key = key,
                       .line = place.line,
                       .column = place.column,
                       .column_name = std::string(place.column_name),
                       .zh = placed(Language::zh, place, say(Language::zh, key, fills)),
                       .en = placed(Language::en, place, say(Language::en, key, fills))});
}

std::vector<RollError> RollErrors::take() {
    std::stable_sort(errors_.begin(), errors_.end(), [](const RollError& a, const RollError& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return std::move(errors_);
}

}  // namespace gongdao::app
