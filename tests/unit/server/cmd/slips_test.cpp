#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "crypto/ballot/slip_list.hpp"
#include "server/cmd/left_over_slips.hpp"
#include "server/cmd/slip_batch.hpp"
#include "tests/support/seeded_rng.hpp"

using namespace gongdao;
using cmd::LeftOverSlips;
using cmd::SlipBatch;
using cmd::SlipOrder;

namespace {

const ballot::SessionId session{{0xab, 0xcd}};

SlipOrder order(std::uint32_t slips = 20) {
    return {.session = session,
            .host = "vote.example:8443",
            .short_name = "7K",
            .of_class = {1},
            .slips = slips,
            .slots = 3,
            .anchor = std::string(32, 'A')};
}

SlipBatch make(const SlipOrder& wanted) {
    support::SeededRng rng(3);
    std::uint32_t told = 0;
    SlipBatch batch = cmd::make_slips(
        wanted, [&](std::uint32_t done) { CHECK(done == ++told); }, rng);
    CHECK(told == wanted.slips);
    return batch;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

const cmd::SlipClassPlace place{.session = session, .of_class = {1}, .slots = 3};

}  // namespace

TEST_CASE("the list for the server has exactly the keys of the slips in the links") {
    const SlipBatch batch = make(order());
    const auto list = ballot::decode_slip_list(batch.keys);
    REQUIRE(list);
    CHECK(list->slips == 20);
    REQUIRE(list->runs.size() == 3);
    const auto links = lines_of(batch.links);
    REQUIRE(links.size() == 20);
    std::set<std::string> codes;
    for (const std::string& line : links) {
        const auto link = ballot::read_link(line);
        REQUIRE(link);
        CHECK(link->host == "vote.example:8443");
        CHECK(link->short_name == "7K");
        CHECK(link->anchor == std::string(32, 'A'));
        codes.insert(ballot::printed(link->slip) + "  " + ballot::tag_of(session, link->slip));
        for (std::uint32_t slot = 0; slot < 3; ++slot) {
            const auto key =
                ballot::slip_key({.session = session, .of_class = {1}, .slot = {slot}}, link->slip);
            CHECK(std::ranges::count(list->runs[slot], key) == 1);
        }
    }
    const auto printed = lines_of(batch.slips);
    CHECK(std::set<std::string>(printed.begin(), printed.end()) == codes);
}

TEST_CASE("links stand in another order than the codes, and neither in the order of the keys") {
    const SlipBatch batch = make(order(200));
    const auto list = ballot::decode_slip_list(batch.keys).value();
    std::vector<std::string> by_link, by_code;
    std::size_t same_as_keys = 0;
    for (const std::string& line : lines_of(batch.links)) {
        const auto slip = std::move(ballot::read_link(line).value().slip);
        const auto key = ballot::slip_key({.session = session, .of_class = {1}, .slot = {0}}, slip);
        same_as_keys += key == list.runs[0][by_link.size()] ? 1U : 0U;
        by_link.push_back(ballot::tag_of(session, slip));
    }
    for (const std::string& line : lines_of(batch.slips)) by_code.push_back(line.substr(line.size() - 8));
    CHECK(std::ranges::is_sorted(by_code));
    CHECK(by_link != by_code);
    CHECK(same_as_keys < 10);
    CHECK(std::set<std::string>(by_link.begin(), by_link.end()).size() == 200);
}

TEST_CASE("a link without an anchor ends with the code") {
    SlipOrder plain = order(1);
    plain.anchor.reset();
    CHECK(make(plain).links.size() == std::string("https://vote.example:8443/7K#").size() + 28 + 1);
}

TEST_CASE("left-over slips become the act that cancels them, read as links or as codes") {
    const SlipBatch batch = make(order());
    const auto links = lines_of(batch.links);
    const auto codes = lines_of(batch.slips);
    std::string typed = codes[5].substr(0, codes[5].find("  "));
    std::ranges::transform(typed, typed.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const LeftOverSlips left = cmd::read_left_over(links[0] + "\r\n\n  " + typed + "  ", place);
    CHECK(left.faults.empty());
    REQUIRE(left.keys.size() == 2);
    CHECK(left.tags[1] == codes[5].substr(codes[5].size() - 8));

    const auto act = nlohmann::json::parse(cmd::cancel_act(left, place, "剩余票证"));
    CHECK(act["act"] == "cancel_slips");
    CHECK(act["class"] == 1);
    CHECK(act["reason"] == "剩余票证");
    CHECK(!act.contains("slot"));
    REQUIRE(act["slips"].size() == 2);
    const auto list = ballot::decode_slip_list(batch.keys).value();
    for (const auto& slip : act["slips"]) {
        REQUIRE(slip.size() == 3);
        for (std::size_t slot = 0; slot < 3; ++slot) {
            const auto key = elgamal::PublicKey::decode(*base::from_hex(slip[slot].get<std::string>()));
            CHECK(std::ranges::count(list.runs[slot], *key) == 1);
        }
    }
}

TEST_CASE("a slip that is cancelled for one contest gives the key of that slot alone") {
    const auto links = lines_of(make(order()).links);
    cmd::SlipClassPlace one = place;
    one.slot = ballot::SlotNumber{2};
    const LeftOverSlips left = cmd::read_left_over(links[0], one);
    const auto act = nlohmann::json::parse(cmd::cancel_act(left, one, "改用纸质选票"));
    CHECK(act["slot"] == 2);
    REQUIRE(act["slips"][0].size() == 1);
    const auto slip = std::move(ballot::read_link(links[0]).value().slip);
    const auto key = ballot::slip_key({.session = session, .of_class = {1}, .slot = {2}}, slip);
    CHECK(act["slips"][0][0] == base::to_hex(key.encoded()));
}

TEST_CASE("duplicates and bad codes are named by line, and no character of them") {
    const auto links = lines_of(make(order()).links);
    std::string wrong = links[1];
    wrong[wrong.find('#') + 3] = wrong[wrong.find('#') + 3] == '0' ? '1' : '0';
    const std::string code = links[0].substr(links[0].find('#') + 1, 28);
    const LeftOverSlips left =
        cmd::read_left_over(links[0] + "\n" + wrong + "\n\n" + code + "\nnot a slip\n", place);
    REQUIRE(left.faults.size() == 3);
    CHECK(left.faults[0].line == 2);
    CHECK(left.faults[1] == cmd::SlipLineFault{4, "已经扫过，见第 1 行", "already scanned, see line 1"});
    CHECK(left.faults[2].line == 5);
    CHECK(left.keys.size() == 1);
    for (const auto& fault : left.faults) CHECK(fault.en.find(code.substr(0, 8)) == std::string::npos);
    CHECK(cmd::read_left_over("\n  \n", place).keys.empty());
}
