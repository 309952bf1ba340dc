#pragma once

#include <string>
#include <string_view>

namespace gongdao::publish {

/// Text as HTML, in content and in quoted attributes: & < > " ' escaped; what turns, hides or breaks text
/// (controls, bidi controls, zero-width characters, line separators) is shown by number as [U+202E]; bytes
/// that are no UTF-8 as U+FFFD.
std::string escape(std::string_view text);

/// <tag attributes>content</tag>. Needs: `opening` is the tag's name and attributes, written by us; `content`
/// is HTML.
std::string element(std::string_view opening, std::string_view content);

/// A name of someone or something in the session: isolated, so that it cannot turn what stands beside it.
std::string named(std::string_view text);

}  // namespace gongdao::publish
