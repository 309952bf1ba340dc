#include "server/publish/contest_part.hpp"

#include "server/publish/html.hpp"
#include "server/rules/findings.hpp"
#include "server/rules/thresholds.hpp"

namespace gongdao::publish {

using rules::Finding;
using rules::Outcome;
using rules::Rule;
using rules::Verdict;

namespace {

const std::string& in(Language language, const rules::Text& text) {
    return language == Language::zh ? text.zh : text.en;
}

/// A factor stays on the line of its number.
std::string unbroken(std::string text) {
    constexpr std::string_view times = " × ";
    constexpr std::string_view tied = "\u00a0×\u00a0";
    for (std::size_t at = text.find(times); at != std::string::npos; at = text.find(times, at)) {
        text.replace(at, times.size(), tied);
    }
    return text;
}

std::string sentence(Language language, const Finding& finding) {
    return escape(unbroken(in(language, finding.text))) + " " +
           element("span class=\"clause\"", escape(clause(language, finding.article)));
}

std::string head(Language language, std::string_view opening, std::string_view key) {
    return element(opening, escape(say(language, key)));
}

std::string_view verdict_key(Verdict verdict) {
    switch (verdict) {
        case Verdict::elected:
            return "result.verdict.elected";
        case Verdict::tied:
            return "result.verdict.tied";
        case Verdict::not_elected:
            break;
    }
    return "result.verdict.not_elected";
}

/// A candidate's figures, and under them the inequality that decides: one group of rows.
std::string candidate_rows(const PublishedContest& contest, std::size_t place, Language language) {
    const auto& [votes, verdict] = contest.outcome->candidates.at(place);
    const auto figure = [](std::uint32_t number) {
        return element("td class=\"n\"", std::to_string(number));
    };
    const std::string figures =
        element("th scope=\"row\"", named(name_on_paper(contest.candidates[place]))) + figure(votes.approve) +
        figure(votes.reject) + figure(votes.abstain) +
        head(language, verdict == Verdict::not_elected ? "td" : "td class=\"strong\"", verdict_key(verdict));
    const std::string why = sentence(language, finding_of(contest.procedure, *contest.outcome, place));
    return element("tbody",
                   element("tr", figures) + element("tr class=\"why\"", element("td colspan=\"5\"", why)));
}

std::string votes_table(const PublishedContest& contest, Language language) {
    std::string columns = head(language, "th scope=\"col\"", "result.votes.candidate");
    for (const std::string_view key :
         {"result.votes.approve", "result.votes.reject", "result.votes.abstain"}) {
        columns += head(language, "th scope=\"col\" class=\"n\"", key);
    }
    columns += head(language, "th scope=\"col\"", "result.votes.verdict");
    std::string table = head(language, "caption", "result.votes") + element("thead", element("tr", columns));
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) table += candidate_rows(contest, i, language);
    return element("table class=\"votes\"", table);
}

struct FigureRow {
    std::string_view key;
    std::uint32_t number;
    std::optional<Rule> rule;
};

std::string figures_table(const PublishedContest& contest, const std::vector<Finding>& findings,
                          Language language) {
    const rules::Figures& figures = contest.outcome->figures;
    const FigureRow rows[] = {
        {"result.figure.due", figures.due, {}},
        {"result.figure.present", figures.present, Rule::quorum},
        {"result.figure.issued", figures.issued, Rule::issued},
        {"result.figure.received", figures.received, Rule::received},
        {"result.figure.valid", figures.valid, Rule::ballots},
        {"result.figure.spoiled", figures.received - figures.valid, {}},
    };
    std::string body;
    for (const auto& [key, number, rule] : rows) {
        std::string why;
        for (const Finding& finding : findings) {
            if (finding.rule == rule) why = sentence(language, finding);
        }
        body += element("tr", head(language, "th scope=\"row\"", key) +
                                  element("td class=\"n\"", std::to_string(number)) +
                                  element("td class=\"why\"", why));
    }
    const std::string columns = head(language, "th scope=\"col\"", "result.figures.item") +
                                head(language, "th scope=\"col\" class=\"n\"", "result.figures.number") +
                                head(language, "th scope=\"col\"", "result.figures.clause");
    return element("table class=\"figures\"", head(language, "caption", "result.figures") +
                                                  element("thead", element("tr", columns)) +
                                                  element("tbody", body));
}

std::string candidates_list(const PublishedContest& contest, Language language) {
    std::string items;
    for (const PublishedCandidate& candidate : contest.candidates) {
        items += element("li", named(name_on_paper(candidate)));
    }
    return head(language, "h3", "result.candidates") + element("ul", items);
}

std::string result(const PublishedContest& contest, Language language) {
    const Outcome& outcome = *contest.outcome;
    const auto names = names_on_paper(contest);
    const std::vector<Finding> findings = findings_of(contest.procedure, outcome, names);
    const std::uint32_t needed =
        least(contest.procedure.majority, base_of(contest.procedure.majority, outcome.figures));
    const std::string note =
        say(language, "result.votes.note",
            {{"least", std::to_string(needed)}, {"valid", std::to_string(outcome.figures.valid)}});
    return element("p class=\"result\"", sentence(language, findings.back())) +
           votes_table(contest, language) + element("p", escape(note)) +
           figures_table(contest, findings, language) + element("p", sentence(language, findings.front()));
}

}  // namespace

std::string clause(Language language, std::uint16_t article) {
    return say(language, "result.article", {{"article", in(language, rules::article_text(article))}});
}

std::string contest_part(const PublishedContest& contest, Stage stage, Language language) {
    const std::string what = say(language, "result.contest",
                                 {{"seats", std::to_string(contest.seats)},
                                  {"candidates", std::to_string(contest.candidates.size())}});
    const std::string rules =
        say(language, "result.rules", {{"regulation", in(language, contest.procedure.regulation)}});
    std::string part = element("h2", named(contest.title)) + element("p", escape(what));
    if (!contest.void_reason.empty()) {
        part += element("p class=\"result\"",
                        escape(say(language, "result.void", {{"reason", contest.void_reason}})));
    }
    const bool counted = stage == Stage::published && contest.outcome.has_value();
    part += counted ? result(contest, language) : candidates_list(contest, language);
    return element("section", part + element("p class=\"small\"", escape(rules)));
}

}  // namespace gongdao::publish
