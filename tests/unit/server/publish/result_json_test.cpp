#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/publish/pages.hpp"
#include "tests/support/published_example.hpp"

using namespace gongdao;
using Json = nlohmann::json;
using publish::PublishedSession;
using publish::result_json;

namespace {

/// An object's own keys in the order of the text.
std::vector<std::string> keys_of(const std::string& text, std::size_t indent) {
    std::vector<std::string> keys;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        if (line.find_first_not_of(' ') == indent && line[indent] == '"') {
            keys.push_back(line.substr(indent + 1, line.find('"', indent + 1) - indent - 1));
        }
        at = end + 1;
    }
    return keys;
}

}  // namespace

TEST_CASE("result.json gives the figures, the votes and who is elected") {
    const Json result = Json::parse(result_json(examples::published_session()));
    CHECK(result["session"] == "3f9a0400000000000000000000000000");
    CHECK(result["formal_election"] == false);
    CHECK(result["opening_code"] == "7K3M-V2QX-0D9A-HT5P-6R1E-YB84");
    const Json& contest = result["contests"][0];
    CHECK(contest["preset"] == "cpc-basic-committee-2020");
    CHECK(contest["seats"] == 3);
    CHECK(contest["closing_code"] == "9QGT-1W5N-XH6J-D2ZB-7VKC-4M8R");
    const Json& outcome = contest["outcome"];
    CHECK(
        outcome["figures"] ==
        Json{{"due", 31}, {"present", 28}, {"issued", 28}, {"received", 28}, {"valid", 28}, {"spoiled", 0}});
    CHECK(outcome["elected"] == Json{"王小宁", "文天", "李一鸣"});
    CHECK(outcome["tied"].empty());
    CHECK(outcome["seats_left"] == 0);
    CHECK(outcome["next"] == "nothing");
    CHECK(outcome["void_reasons"].empty());
    CHECK(outcome["findings"].size() == 6);
    const Json& last = outcome["candidates"][3];
    CHECK(last["name"] == "阿依古丽·买买提");
    CHECK(last["approve"] == 14);
    CHECK(last["reject"] == 12);
    CHECK(last["abstain"] == 2);
    CHECK(last["verdict"] == "not_elected");
    CHECK(last["finding"]["zh"] == "赞成 14 × 2 ≤ 实到 28 → 未当选");
    CHECK(last["finding"]["article"] == 29);
    CHECK(contest["records"]["outcome"] ==
          base::to_hex(examples::published_session().contests[0].records[5].hash));
    CHECK(result["log"]["size"] == 57);
}

TEST_CASE("result.json is the same bytes for the same session, with keys in one order") {
    const std::string text = result_json(examples::published_session());
    CHECK(text == result_json(examples::published_session()));
    CHECK(keys_of(text, 2) == std::vector<std::string>{"format", "session", "title", "organisation",
                                                       "formal_election", "opening_code", "contests",
                                                       "records", "log"});
    CHECK(keys_of(text, 6) == std::vector<std::string>{"id", "title", "preset", "preset_version",
                                                       "regulation", "seats", "closing_code", "void_reason",
                                                       "outcome", "records"});
    CHECK(text.back() == '\n');
}

TEST_CASE("a tie, a shortfall and a void outcome are told in result.json") {
    PublishedSession session = examples::published_session();
    auto& contest = session.contests[0];
    const auto with = [&](const std::vector<rules::Votes>& votes, const rules::Figures& figures) {
        contest.outcome = rules::decide(contest.procedure, figures, contest.seats, votes).value();
        return Json::parse(result_json(session))["contests"][0]["outcome"];
    };
    const Json tie = with({{20, 8, 0}, {18, 10, 0}, {15, 13, 0}, {15, 13, 0}}, {31, 28, 28, 28, 28});
    CHECK(tie["tied"] == Json{"李一鸣", "阿依古丽·买买提"});
    CHECK(tie["next"] == "revote");
    const Json shortfall = with({{20, 8, 0}, {18, 10, 0}, {14, 14, 0}, {14, 14, 0}}, {31, 28, 28, 28, 28});
    CHECK(shortfall["seats_left"] == 1);
    CHECK(shortfall["next"] == "another_round");
    const Json none = with({{20, 9, 0}, {18, 11, 0}, {15, 14, 0}, {15, 14, 0}}, {40, 28, 28, 29, 29});
    CHECK(none["void_reasons"] == Json{"no_quorum", "received_exceeds_issued"});
    CHECK(none["elected"].empty());
    CHECK(none["next"] == "repeat");
}

TEST_CASE("a contest that was never counted has no outcome in result.json") {
    PublishedSession session = examples::published_session();
    session.contests[0].outcome.reset();
    session.contests[0].void_reason = "收回多于发出";
    const Json contest = Json::parse(result_json(session))["contests"][0];
    CHECK(contest["outcome"].is_null());
    CHECK(contest["void_reason"] == "收回多于发出");
}
