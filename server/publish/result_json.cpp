#include <nlohmann/json.hpp>

#include "server/publish/pages.hpp"
#include "server/rules/findings.hpp"

namespace gongdao::publish {

using rules::Verdict;
using Json = nlohmann::ordered_json;

namespace {

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::elected:
            return "elected";
        case Verdict::tied:
            return "tied";
        case Verdict::not_elected:
            break;
    }
    return "not_elected";
}

std::string_view name_of(rules::VoidReason reason) {
    using rules::VoidReason;
    switch (reason) {
        case VoidReason::too_few_candidates:
            return "too_few_candidates";
        case VoidReason::no_quorum:
            return "no_quorum";
        case VoidReason::issued_exceeds_present:
            return "issued_exceeds_present";
        case VoidReason::received_exceeds_issued:
            break;
    }
    return "received_exceeds_issued";
}

std::string_view name_of(rules::Next next) {
    using rules::Next;
    switch (next) {
        case Next::nothing:
            return "nothing";
        case Next::revote:
            return "revote";
        case Next::another_round:
            return "another_round";
        case Next::repeat:
            break;
    }
    return "repeat";
}

Json json_of(const rules::Finding& finding) {
    return {{"rule", rules::name_of(finding.rule)},
            {"holds", finding.holds},
            {"zh", finding.text.zh},
            {"en", finding.text.en},
            {"article", finding.article}};
}

Json json_of(const std::vector<PublishedRecord>& records) {
    Json object = Json::object();
    for (const PublishedRecord& record : records) object[record.name] = base::to_hex(record.hash);
    return object;
}

Json json_of(const rules::Figures& figures) {
    return {{"due", figures.due},       {"present", figures.present},
            {"issued", figures.issued}, {"received", figures.received},
            {"valid", figures.valid},   {"spoiled", figures.received - figures.valid}};
}

Json names_with(const PublishedContest& contest, Verdict verdict) {
    Json names = Json::array();
    for (const std::size_t place : places_of(*contest.outcome, verdict)) {
        names.push_back(name_on_paper(contest.candidates[place]));
    }
    return names;
}

Json candidates_of(const PublishedContest& contest) {
    Json candidates = Json::array();
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        const auto& [votes, verdict] = contest.outcome->candidates.at(i);
        candidates.push_back({{"name", contest.candidates[i].name},
                              {"note", contest.candidates[i].note},
                              {"approve", votes.approve},
                              {"reject", votes.reject},
                              {"abstain", votes.abstain},
                              {"verdict", name_of(verdict)},
                              {"finding", json_of(finding_of(contest.procedure, *contest.outcome, i))}});
    }
    return candidates;
}

Json outcome_of(const PublishedContest& contest) {
    const rules::Outcome& outcome = *contest.outcome;
    Json reasons = Json::array();
    for (const rules::VoidReason reason : outcome.void_reasons) reasons.push_back(name_of(reason));
    Json findings = Json::array();
    for (const auto& finding : findings_of(contest.procedure, outcome, names_on_paper(contest))) {
        findings.push_back(json_of(finding));
    }
    return {{"figures", json_of(outcome.figures)},
            {"candidates", candidates_of(contest)},
            {"void_reasons", reasons},
            {"elected", names_with(contest, Verdict::elected)},
            {"tied", names_with(contest, Verdict::tied)},
            {"seats_left", seats_left(outcome)},
            {"next", name_of(next_after(outcome))},
            {"findings", findings}};
}

Json json_of(const PublishedContest& contest) {
    return {{"id", base::to_hex(contest.id)},
            {"title", contest.title},
            {"preset", contest.procedure.preset},
            {"preset_version", contest.procedure.version},
            {"regulation", contest.procedure.regulation.zh},
            {"seats", contest.seats},
            {"closing_code", contest.closing_code},
            {"void_reason", contest.void_reason},
            {"outcome", contest.outcome ? outcome_of(contest) : Json()},
            {"records", json_of(contest.records)}};
}

}  // namespace

std::string result_json(const PublishedSession& session) {
    GONGDAO_REQUIRE(session.stage == Stage::published);
    Json contests = Json::array();
    for (const PublishedContest& contest : session.contests) contests.push_back(json_of(contest));
    const Json result{{"format", "gongdao/v1/result"},
                      {"session", base::to_hex(session.id)},
                      {"title", session.title},
                      {"organisation", session.organisation},
                      {"formal_election", false},  // no write-ins in this build
                      {"opening_code", session.opening_code},
                      {"contests", contests},
                      {"records", json_of(session.records)},
                      {"log", {{"size", session.log_size}, {"root", base::to_hex(session.log_root)}}}};
    return result.dump(2) + "\n";
}

}  // namespace gongdao::publish
