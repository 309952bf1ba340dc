#include "server/rules/presets.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

using namespace gongdao;
using base::Code;
using rules::parse_preset;

namespace {

std::string committee_file() {
    std::ifstream file(GONGDAO_TESTS_FOLDER "/../server/rules/presets/cpc-basic-committee-2020.json");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

Code refusal_with(std::string_view from, std::string_view to) {
    return parse_preset(replaced(committee_file(), from, to)).refusal().code;
}

}  // namespace

TEST_CASE("every shipped preset is valid, and has an id of its own") {
    const auto all = rules::presets();
    REQUIRE(all.size() == 1);
    for (const auto& preset : all) CHECK(*rules::preset_named(preset.preset) == preset);
}

TEST_CASE("the preset in the program is the one in its file") {
    CHECK(*parse_preset(committee_file()) == *rules::preset_named("cpc-basic-committee-2020"));
}

TEST_CASE("the committee preset says what the regulation of 2020 says") {
    const auto preset = rules::preset_named("cpc-basic-committee-2020").value();
    CHECK(preset.quorum == rules::Share{.num = 4, .den = 5, .strict = false, .base = rules::Base::due});
    CHECK(preset.majority == rules::Share{.num = 1, .den = 2, .strict = true, .base = rules::Base::present});
    CHECK(preset.candidate_min_ratio == rules::Ratio{.num = 1, .den = 5});
    CHECK(preset.floor == 1);
    CHECK(preset.pause_seconds == 120);
    CHECK_FALSE(preset.remote_allowed);
    CHECK(preset.articles.candidates == 13);
    CHECK(preset.articles.quorum == 19);
    CHECK(preset.articles.order == 24);
    CHECK(preset.articles.marks == 25);
    CHECK(preset.articles.ballots == 27);
    CHECK(preset.articles.majority == 29);
}

TEST_CASE("an unknown preset is not found") {
    CHECK(rules::preset_named("cpc-basic-committee-1990").refusal().code == Code::not_found);
}

TEST_CASE("a preset that is not exactly right is refused") {
    CHECK(refusal_with("{", "[") == Code::bad_json);
    CHECK(refusal_with("\"tie\": \"revote\",", "") == Code::bad_json);
    CHECK(refusal_with("\"tie\":", "\"ties\":") == Code::bad_json);
    CHECK(refusal_with("\"tie\":", "\"retention\": 5, \"tie\":") == Code::bad_json);
    CHECK(refusal_with("\"revote\"", "\"plurality\"") == Code::bad_json);
    CHECK(refusal_with("\"due\"", "\"everyone\"") == Code::bad_json);
    CHECK(refusal_with("\"num\": 4", "\"num\": 4.0") == Code::bad_json);
    CHECK(refusal_with("\"num\": 4", "\"num\": -4") == Code::bad_json);
    CHECK(refusal_with("\"num\": 4", "\"num\": 4294967300") == Code::bad_json);
    CHECK(refusal_with("\"tie\": 29", "\"tie\": 65565") == Code::bad_json);
    CHECK(refusal_with("\"strict\": false", "\"strict\": 0") == Code::bad_json);
    CHECK(refusal_with("\"num\": 4", "\"num\": 6") == Code::out_of_range);
    CHECK(refusal_with("\"floor\": 1", "\"floor\": 0") == Code::out_of_range);
}
