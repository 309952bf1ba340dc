#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/rules/roll.hpp"

namespace gongdao::app {

/// Without spaces at the ends, those of Chinese tables included (U+3000).
std::string_view trimmed(std::string_view cell);

/// Whether a spreadsheet would run it: = + - @ or a tab in front, full-width forms too.
bool is_formula(std::string_view cell);

/// The first character that nobody would see (or that stands for a lost one), as U+202E; nothing if there is
/// none.
std::optional<std::string> unseen_in(std::string_view cell);

std::size_t characters_in(std::string_view text);

/// A name as it is compared: no spaces between Chinese characters (王　宁), and one middle dot (·) for all
/// its look-alikes.
std::string name_from(std::string_view cell);

/// 1962-03-05, 1962/3/5, 1962.3.5, 1962年3月5日 or 19620305, from 1900 to 2099.
std::optional<rules::Date> date_from(std::string_view cell);

}  // namespace gongdao::app
