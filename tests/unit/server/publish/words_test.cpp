#include "server/publish/words.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace gongdao::publish;

namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> open_names(const std::string& sentence) {
    std::set<std::string> names;
    for (std::size_t at = sentence.find('{'); at != std::string::npos; at = sentence.find('{', at + 1)) {
        names.insert(sentence.substr(at, sentence.find('}', at) - at + 1));
    }
    return names;
}

/// page.check.12 is written in the sources as "page.check." and a number.
std::string without_number(std::string key) {
    while (!key.empty() && key.back() >= '0' && key.back() <= '9') key.pop_back();
    return key;
}

}  // namespace

TEST_CASE("Chinese and English have the same sentences, with the same places to fill") {
    REQUIRE(word_keys(Language::zh) == word_keys(Language::en));
    for (const std::string& key : word_keys(Language::zh)) {
        CAPTURE(key);
        CHECK(open_names(open_sentence(Language::zh, key)) == open_names(open_sentence(Language::en, key)));
        CHECK_FALSE(open_sentence(Language::zh, key).empty());
    }
}

TEST_CASE("no sentence is unused") {
    const std::filesystem::path server = GONGDAO_TESTS_FOLDER "/../server";
    std::string sources;
    for (const char* folder : {"publish", "app"}) {
        if (!exists(server / folder)) continue;
        for (const auto& entry : std::filesystem::directory_iterator(server / folder)) {
            if (entry.path().extension() == ".cpp") sources += content(entry.path());
        }
    }
    for (const std::string& key : word_keys(Language::zh)) {
        CAPTURE(key);
        CHECK(sources.find('"' + without_number(key) + (without_number(key) == key ? "\"" : "")) !=
              std::string::npos);
    }
}

TEST_CASE("the sentences in the program are those in the files") {
    const std::filesystem::path words = GONGDAO_TESTS_FOLDER "/../server/publish/words";
    for (const std::string& key : word_keys(Language::zh)) {
        CAPTURE(key);
        CHECK(content(words / "zh-CN.json").find('"' + key + "\": \"") != std::string::npos);
    }
    CHECK(content(words / "en.json").find(open_sentence(Language::en, "page.check.5")) != std::string::npos);
}

TEST_CASE("a sentence is said with what it leaves open") {
    CHECK(say(Language::zh, "page.contest", {{"seats", "3"}, {"candidates", "4"}}) ==
          "应选 3 名，候选人 4 名。");
    CHECK(say(Language::en, "page.article", {{"article", "{article}"}}) == "[{article}]");
}
