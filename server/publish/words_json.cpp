#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "crypto/base/require.hpp"
#include "server/publish/words.hpp"

namespace gongdao::publish {

std::string_view zh_words_json();
std::string_view en_words_json();

namespace {

using Words = std::map<std::string, std::string, std::less<>>;

const Words& words_of(Language language) {
    static const auto zh = nlohmann::json::parse(zh_words_json()).get<Words>();
    static const auto en = nlohmann::json::parse(en_words_json()).get<Words>();
    return language == Language::zh ? zh : en;
}

const std::string& sentence_of(Language language, std::string_view key) {
    const Words& words = words_of(language);
    const auto found = words.find(key);
    GONGDAO_REQUIRE(found != words.end());
    return found->second;
}

}  // namespace

std::string say(Language language, std::string_view key, std::initializer_list<Fill> fills) {
    const std::string_view sentence = sentence_of(language, key);
    std::string said;
    std::size_t at = 0;
    std::size_t filled = 0;
    while (at < sentence.size()) {
        const std::size_t open = sentence.find('{', at);
        said += sentence.substr(at, open - at);
        if (open == std::string_view::npos) break;
        const std::size_t close = sentence.find('}', open);
        GONGDAO_REQUIRE(close != std::string_view::npos);
        const std::string_view name = sentence.substr(open + 1, close - open - 1);
        const Fill* fill =
            std::find_if(fills.begin(), fills.end(), [&](const Fill& one) { return one.name == name; });
        GONGDAO_REQUIRE(fill != fills.end());
        said += fill->value;
        ++filled;
        at = close + 1;
    }
    GONGDAO_REQUIRE(filled == fills.size());
    return said;
}

}  // namespace gongdao::publish
