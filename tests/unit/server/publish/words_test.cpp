#include "server/publish/words.hpp"

#include <catch2/catch.hpp>

using namespace gongdao::publish;

// That both languages are complete and name the same values is tested where the words are: web/words.

TEST_CASE("a sentence is said in either language, with what it leaves open") {
    CHECK(say(Language::zh, "result.contest", {{"seats", "3"}, {"candidates", "4"}}) ==
          "应选 3 名，候选人 4 名。");
    CHECK(say(Language::en, "result.contest", {{"candidates", "4"}, {"seats", "3"}}) ==
          "3 to be elected, 4 candidates.");
    CHECK(say(Language::zh, "result.can.1") == "上面的 14 项");
}

TEST_CASE("what is filled in is not filled again") {
    CHECK(say(Language::en, "result.article", {{"article", "{article}"}}) == "[{article}]");
}
