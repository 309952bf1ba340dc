#include "server/publish/html.hpp"

#include <catch2/catch.hpp>

#include "server/publish/characters.hpp"

using namespace gongdao::publish;

TEST_CASE("text becomes HTML that shows the text and does nothing") {
    const std::pair<std::string, std::string> payloads[] = {
        {"王小宁", "王小宁"},
        {"阿依古丽·买买提", "阿依古丽·买买提"},
        {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"\"><img src=x onerror='x'>", "&quot;&gt;&lt;img src=x onerror=&#39;x&#39;&gt;"},
        {"&amp;", "&amp;amp;"},
        {"a\u202eb", "a[U+202E]b"},
        {"\u2066x\u2069", "[U+2066]x[U+2069]"},
        {"\u200f\u061c", "[U+200F][U+061C]"},
        {"zero\u200bwidth\ufeff", "zero[U+200B]width[U+FEFF]"},
        {"line\u2028break\nhere", "line[U+2028]break[U+000A]here"},
        {std::string("nul\0", 4), "nul[U+0000]"},
        {"\u0085", "[U+0085]"},
        {"𠮷", "𠮷"},
        {"\U000e0041", "[U+E0041]"},
        {"\xff王", "\ufffd王"},
        {"\xe7\x8e", "\ufffd\ufffd"},
        {"\xc0\xbc", "\ufffd\ufffd"},
        {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
        {"", ""},
    };
    for (const auto& [text, html] : payloads) CHECK(escape(text) == html);
}

TEST_CASE("every byte and every pair of bytes gives HTML without the five characters") {
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const std::string text{static_cast<char>(first), static_cast<char>(second)};
            const std::string html = escape(text);
            if (html.find_first_of("<>\"'") != std::string::npos) FAIL(first << " " << second);
        }
    }
}

TEST_CASE("an element closes what it opens") {
    CHECK(element("p", "x") == "<p>x</p>");
    CHECK(element("td class=\"n\"", "1") == "<td class=\"n\">1</td>");
    CHECK(named("<王>") == "<bdi lang=\"zh-CN\">&lt;王&gt;</bdi>");
}

TEST_CASE("characters are taken one by one, whatever the bytes") {
    std::string_view rest = "a王𠮷\x80";
    CHECK(take_character(rest) == 'a');
    CHECK(take_character(rest) == 0x738b);
    CHECK(take_character(rest) == 0x20bb7);
    CHECK(take_character(rest) == replacement_character);
    CHECK(rest.empty());
    CHECK(number_of(0x20bb7) == "U+20BB7");
}
