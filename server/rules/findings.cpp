#include "server/rules/findings.hpp"

#include <array>

#include "server/rules/thresholds.hpp"

namespace gongdao::rules {
namespace {

/// A word or a sign in both languages.
struct Term {
    std::string_view zh, en;

    [[nodiscard]] Text text() const { return {.zh = std::string(zh), .en = std::string(en)}; }
};

constexpr Term more{"＞", ">"}, not_less{"≥", "≥"}, not_more{"≤", "≤"}, less{"＜", "<"}, equal{"＝", "="},
    plus{"＋", "+"};
constexpr Term due{"应到", "due"}, present{"实到", "present"}, issued{"发出", "issued"},
    received{"收回", "received"}, valid{"有效票", "valid"}, spoiled{"废票", "spoiled"},
    approve{"赞成", "approve"}, seats{"应选", "seats"}, candidates{"候选人", "candidates"},
    extra{"差额", "more"}, elected{"当选", "elected"};

Text number(Term label, std::uint64_t value, std::uint32_t factor = 1) {
    std::string tail = " " + std::to_string(value);
    if (factor != 1) tail += " × " + std::to_string(factor);
    return {.zh = std::string(label.zh) + tail, .en = std::string(label.en) + tail};
}

Text relate(const Text& left, Term sign, const Text& right) {
    return {.zh = left.zh + " " + std::string(sign.zh) + " " + right.zh,
            .en = left.en + " " + std::string(sign.en) + " " + right.en};
}

Text so(const Text& formula, const Text& consequence) {
    return {.zh = formula.zh + " → " + consequence.zh, .en = formula.en + " → " + consequence.en};
}

Text so(const Text& formula, Term consequence) {
    return so(formula, consequence.text());
}

/// number·den against base·num.
Text share_formula(const Share& share, Term left, std::uint32_t value, const Figures& figures) {
    const std::uint32_t base = base_of(share, figures);
    const bool holds = reaches(share, value, base);
    const Term sign = share.strict ? (holds ? more : not_more) : (holds ? not_less : less);
    const Term base_name = share.base == Base::due ? due : present;
    return relate(number(left, value, share.den), sign, number(base_name, base, share.num));
}

std::string joined(const Outcome& outcome, Verdict verdict, std::span<const std::string> names,
                   std::string_view between) {
    std::string all;
    for (const std::size_t place : places_of(outcome, verdict)) {
        if (!all.empty()) all += between;
        all += names[place];
    }
    return all;
}

Finding candidates_finding(const Procedure& procedure, const Outcome& outcome) {
    const std::uint32_t needed = candidates_needed(procedure, outcome.seats);
    const auto have = static_cast<std::uint32_t>(outcome.candidates.size());
    const bool holds = have >= needed;
    const Text formula =
        relate(number(candidates, have), holds ? not_less : less,
               relate(number(seats, outcome.seats), plus, number(extra, needed - outcome.seats)));
    return {Rule::candidates, holds,
            so(formula, holds ? Term{"差额符合规定", "enough candidates"}
                              : Term{"差额不足，选举无效", "too few candidates, void"}),
            procedure.articles.candidates};
}

Finding issued_finding(const Procedure& procedure, const Figures& figures) {
    const bool holds = figures.issued <= figures.present;
    const Text formula =
        relate(number(issued, figures.issued), holds ? not_more : more, number(present, figures.present));
    return {Rule::issued, holds,
            so(formula, holds ? Term{"发票符合规定", "rightly issued"}
                              : Term{"发票多于到会人数，选举无效", "more slips than voters, void"}),
            procedure.articles.ballots};
}

Finding received_finding(const Procedure& procedure, const Outcome& outcome) {
    const Figures& figures = outcome.figures;
    const bool holds = figures.received <= figures.issued;
    const Text formula =
        relate(number(received, figures.received), holds ? not_more : more, number(issued, figures.issued));
    const auto consequence = [&]() -> Term {
        if (!holds) return {"收回多于发出，选举无效，重新选举", "more received than issued, void"};
        if (!outcome.void_reasons.empty()) return {"收回符合规定", "rightly received"};
        return {"选举有效", "the vote is valid"};
    };
    return {Rule::received, holds, so(formula, consequence()), procedure.articles.ballots};
}

Finding ballots_finding(const Procedure& procedure, const Figures& figures) {
    const Text parts =
        relate(number(valid, figures.valid), plus, number(spoiled, figures.received - figures.valid));
    return {Rule::ballots, true, relate(number(received, figures.received), equal, parts),
            procedure.articles.ballots};
}

std::uint16_t article_of(const Articles& articles, VoidReason reason) {
    switch (reason) {
        case VoidReason::too_few_candidates:
            return articles.candidates;
        case VoidReason::no_quorum:
            return articles.quorum;
        case VoidReason::issued_exceeds_present:
        case VoidReason::received_exceeds_issued:
            break;
    }
    return articles.ballots;
}

Finding result_finding(const Procedure& procedure, const Outcome& outcome,
                       std::span<const std::string> names) {
    const Articles& articles = procedure.articles;
    const std::uint32_t left = seats_left(outcome);
    const std::string left_text = std::to_string(left);
    const Text tally =
        relate(number(elected, outcome.seats - left), left == 0 ? equal : less, number(seats, outcome.seats));
    const auto who = [&](Verdict verdict) {
        return Text{joined(outcome, verdict, names, "、"), joined(outcome, verdict, names, ", ")};
    };
    switch (next_after(outcome)) {
        case Next::repeat:
            return {Rule::result,
                    false,
                    {"选举无效，重新选举", "void: the election is held again"},
                    article_of(articles, outcome.void_reasons.front())};
        case Next::revote: {
            const Text tied = who(Verdict::tied);
            const Text sentence{tied.zh + "得票相等，就余下的 " + left_text + " 名重新投票，得票多的当选",
                                tied.en + " have equal votes: another vote among them, seats left " +
                                    left_text + ", most votes win"};
            return {Rule::result, false, so(tally, sentence), articles.tie};
        }
        case Next::another_round: {
            const Text sentence{
                "缺额 " + left_text + " 名，另行选举；接近应选名额的，经半数以上选举人同意，也可以减少名额",
                "seats left " + left_text +
                    ": another election for them, or fewer seats, if near enough and half of the electors "
                    "agree"};
            return {Rule::result, false, so(tally, sentence), articles.shortfall};
        }
        case Next::nothing:
            break;
    }
    const Text names_of_elected = who(Verdict::elected);
    return {Rule::result, true,
            so(tally, Text{names_of_elected.zh + "当选", "elected: " + names_of_elected.en}),
            articles.majority};
}

std::string chinese_number(std::uint16_t value) {
    constexpr std::array<std::string_view, 10> digits{"零", "一", "二", "三", "四",
                                                      "五", "六", "七", "八", "九"};
    const unsigned hundreds = value / 100U, tens = value / 10U % 10U, ones = value % 10U;
    std::string text;
    if (hundreds > 0) text += std::string(digits.at(hundreds)) + "百";
    if (tens > 0) {
        if (tens > 1 || hundreds > 0) text += digits.at(tens);
        text += "十";
    } else if (hundreds > 0 && ones > 0) {
        text += digits[0];
    }
    if (ones > 0) text += digits.at(ones);
    return text;
}

}  // namespace

std::string_view name_of(Rule rule) {
    constexpr std::array<std::string_view, 7> names{"candidates", "quorum",   "issued", "received",
                                                    "ballots",    "majority", "result"};
    return names.at(static_cast<std::size_t>(rule));
}

Text article_text(std::uint16_t article) {
    return {.zh = "第" + chinese_number(article) + "条", .en = "Article " + std::to_string(article)};
}

Finding quorum_finding(const Procedure& procedure, std::uint32_t due_now, std::uint32_t present_now) {
    const Figures figures{.due = due_now, .present = present_now, .issued = 0, .received = 0, .valid = 0};
    const bool holds = reaches(procedure.quorum, present_now, base_of(procedure.quorum, figures));
    return {Rule::quorum, holds,
            so(share_formula(procedure.quorum, present, present_now, figures),
               holds ? Term{"会议有效", "quorum met"} : Term{"到会人数不足，会议无效", "no quorum, void"}),
            procedure.articles.quorum};
}

std::vector<Finding> findings_of(const Procedure& procedure, const Outcome& outcome,
                                 std::span<const std::string> names) {
    GONGDAO_REQUIRE(names.size() == outcome.candidates.size());
    const Figures& figures = outcome.figures;
    return {candidates_finding(procedure, outcome), quorum_finding(procedure, figures.due, figures.present),
            issued_finding(procedure, figures),     received_finding(procedure, outcome),
            ballots_finding(procedure, figures),    result_finding(procedure, outcome, names)};
}

Finding finding_of(const Procedure& procedure, const Outcome& outcome, std::size_t candidate) {
    const CandidateResult& result = outcome.candidates.at(candidate);
    const Share& majority = procedure.majority;
    const Figures& figures = outcome.figures;
    const bool holds = reaches(majority, result.votes.approve, base_of(majority, figures));
    const Text formula = share_formula(majority, approve, result.votes.approve, figures);
    const auto finding = [&](Term consequence, std::uint16_t article) {
        return Finding{Rule::majority, holds, so(formula, consequence), article};
    };
    if (!outcome.void_reasons.empty()) return finding({"选举无效", "void"}, procedure.articles.ballots);
    if (!holds) return finding({"未当选", "not elected"}, procedure.articles.majority);
    switch (result.verdict) {
        case Verdict::elected:
            return finding({"当选", "elected"}, procedure.articles.majority);
        case Verdict::tied:
            return finding({"得票相等，重新投票", "equal votes, another vote"}, procedure.articles.tie);
        case Verdict::not_elected:
            break;
    }
    return finding({"超过半数，得票在应选名额之后，未当选", "a majority, but behind those elected"},
                   procedure.articles.majority);
}

}  // namespace gongdao::rules
