#include "server/rules/findings.hpp"

#include <catch2/catch.hpp>

#include "server/rules/presets.hpp"

using namespace gongdao;
using rules::Figures;
using rules::Finding;
using rules::Outcome;
using rules::Rule;
using rules::Votes;

namespace {

const std::vector<std::string> names{"王小宁", "文天", "李一鸣", "张大海"};

rules::Procedure committee() {
    return rules::preset_named("cpc-basic-committee-2020").value();
}

Outcome outcome_of(std::initializer_list<std::uint32_t> approvals, Figures figures = {31, 28, 28, 28, 28}) {
    std::vector<Votes> votes;
    for (const std::uint32_t approve : approvals) votes.push_back({approve, figures.valid - approve, 0});
    return rules::decide(committee(), figures, 3, votes).value();
}

std::string zh_of(const Outcome& outcome, std::size_t candidate) {
    return finding_of(committee(), outcome, candidate).text.zh;
}

Finding finding(const Outcome& outcome, Rule rule) {
    for (const Finding& one : findings_of(committee(), outcome, names)) {
        if (one.rule == rule) return one;
    }
    FAIL("no such finding");
    return {};
}

}  // namespace

TEST_CASE("each candidate's figure stands with its inequality and article") {
    const Outcome outcome = outcome_of({20, 15, 14, 16});
    const Finding elected = finding_of(committee(), outcome, 1);
    CHECK(elected == Finding{Rule::majority,
                             true,
                             {"赞成 15 × 2 ＞ 实到 28 → 当选", "approve 15 × 2 > present 28 → elected"},
                             29});
    const Finding half = finding_of(committee(), outcome, 2);
    CHECK(half == Finding{Rule::majority,
                          false,
                          {"赞成 14 × 2 ≤ 实到 28 → 未当选", "approve 14 × 2 ≤ present 28 → not elected"},
                          29});
}

TEST_CASE("a tie, and a majority behind those elected, say so") {
    CHECK(zh_of(outcome_of({20, 18, 15, 15}), 3) == "赞成 15 × 2 ＞ 实到 28 → 得票相等，重新投票");
    CHECK(zh_of(outcome_of({20, 18, 17, 16}), 3) ==
          "赞成 16 × 2 ＞ 实到 28 → 超过半数，得票在应选名额之后，未当选");
}

TEST_CASE("the contest's figures stand in the order of the act") {
    std::vector<std::string> texts;
    for (const Finding& one : findings_of(committee(), outcome_of({20, 18, 15, 3}), names)) {
        CHECK(one.holds);
        texts.push_back(one.text.zh + " " + rules::article_text(one.article).zh);
    }
    CHECK(texts == std::vector<std::string>{
                       "候选人 4 ≥ 应选 3 ＋ 差额 1 → 差额符合规定 第十三条",
                       "实到 28 × 5 ≥ 应到 31 × 4 → 会议有效 第十九条",
                       "发出 28 ≤ 实到 28 → 发票符合规定 第二十七条",
                       "收回 28 ≤ 发出 28 → 选举有效 第二十七条",
                       "收回 28 ＝ 有效票 28 ＋ 废票 0 第二十七条",
                       "当选 3 ＝ 应选 3 → 王小宁、文天、李一鸣当选 第二十九条",
                   });
}

TEST_CASE("a tie names the tied and the seats left") {
    const Finding result = finding(outcome_of({20, 18, 15, 15}), Rule::result);
    CHECK_FALSE(result.holds);
    CHECK(result.text.zh == "当选 2 ＜ 应选 3 → 李一鸣、张大海得票相等，就余下的 1 名重新投票，得票多的当选");
    CHECK(result.text.en ==
          "elected 2 < seats 3 → 李一鸣, 张大海 have equal votes: another vote among them, seats left 1, "
          "most votes win");
}

TEST_CASE("a shortfall says what the regulation then asks for") {
    const Finding result = finding(outcome_of({20, 18, 14, 14}), Rule::result);
    CHECK(result.text.zh ==
          "当选 2 ＜ 应选 3 → 缺额 1 名，另行选举；接近应选名额的，经半数以上选举人同意，也可以减少名额");
    CHECK(result.article == 29);
}

TEST_CASE("a void contest is called valid nowhere") {
    const Outcome outcome = outcome_of({20, 18, 15, 3}, {36, 28, 28, 28, 28});
    CHECK(finding(outcome, Rule::quorum).text.zh == "实到 28 × 5 ＜ 应到 36 × 4 → 到会人数不足，会议无效");
    CHECK(finding(outcome, Rule::received).text.zh == "收回 28 ≤ 发出 28 → 收回符合规定");
    CHECK(finding(outcome, Rule::result).text.zh == "选举无效，重新选举");
    CHECK(finding(outcome, Rule::result).article == 19);
    CHECK(zh_of(outcome, 0) == "赞成 20 × 2 ＞ 实到 28 → 选举无效");
}

TEST_CASE("each way to be void has its sentence") {
    CHECK(finding(outcome_of({20, 18, 15, 3}, {31, 28, 29, 28, 28}), Rule::issued).text.zh ==
          "发出 29 ＞ 实到 28 → 发票多于到会人数，选举无效");
    CHECK(finding(outcome_of({20, 18, 15, 3}, {31, 28, 28, 29, 28}), Rule::received).text.zh ==
          "收回 29 ＞ 发出 28 → 收回多于发出，选举无效，重新选举");
    const Outcome three = outcome_of({20, 18, 15});
    const auto findings = findings_of(committee(), three, std::span(names).first(3));
    CHECK(findings.front().text.zh == "候选人 3 ＜ 应选 3 ＋ 差额 1 → 差额不足，选举无效");
    CHECK(findings.back().article == 13);
}

TEST_CASE("the quorum can be told before there is a contest") {
    CHECK(quorum_finding(committee(), 31, 27).text.en == "present 27 × 5 ≥ due 31 × 4 → quorum met");
    CHECK_FALSE(quorum_finding(committee(), 31, 24).holds);
}

TEST_CASE("articles are counted in Chinese as people write them") {
    const std::pair<std::uint16_t, std::string> worked[] = {
        {1, "第一条"},         {10, "第十条"},        {13, "第十三条"},
        {20, "第二十条"},      {29, "第二十九条"},    {100, "第一百条"},
        {105, "第一百零五条"}, {110, "第一百一十条"}, {999, "第九百九十九条"}};
    for (const auto& [article, text] : worked) CHECK(rules::article_text(article).zh == text);
    CHECK(rules::article_text(29).en == "Article 29");
}
