#include "server/publish/html.hpp"

#include "server/publish/characters.hpp"

namespace gongdao::publish {

std::string escape(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::string_view before = text;
        const std::uint32_t character = take_character(text);
        switch (character) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            case replacement_character:
                out += "\ufffd";
                break;
            default:
                if (is_unseen(character)) {
                    out += "[" + number_of(character) + "]";
                } else {
                    out += before.substr(0, before.size() - text.size());
                }
        }
    }
    return out;
}

std::string element(std::string_view opening, std::string_view content) {
    const std::string_view tag = opening.substr(0, opening.find(' '));
    std::string out = "<";
    out.append(opening).append(">").append(content).append("</").append(tag).append(">");
    return out;
}

std::string named(std::string_view text) {
    return element("bdi lang=\"zh-CN\"", escape(text));
}

}  // namespace gongdao::publish
