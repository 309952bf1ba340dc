#include <algorithm>
#include <nlohmann/json.hpp>

#include "crypto/ballot/codes.hpp"
#include "server/audit/result_view.hpp"
#include "server/rules/findings.hpp"

namespace gongdao::audit {

using base::Code;
using rules::Verdict;
using session::Phase;
using verify::CheckId;
using Json = nlohmann::json;

namespace {

std::string_view name_of(Verdict verdict) {
    constexpr auto names = std::to_array<std::string_view>({"not_elected", "elected", "tied"});
    return names.at(static_cast<std::size_t>(verdict));
}

std::string_view name_of(rules::VoidReason reason) {
    constexpr auto names = std::to_array<std::string_view>(
        {"too_few_candidates", "no_quorum", "issued_exceeds_present", "received_exceeds_issued"});
    return names.at(static_cast<std::size_t>(reason));
}

std::string_view name_of(rules::Next next) {
    constexpr auto names = std::to_array<std::string_view>({"nothing", "revote", "another_round", "repeat"});
    return names.at(static_cast<std::size_t>(next));
}

/// A member of what may be anything, without copying it: it may be nested a million deep.
const Json& member_of(const Json& value, const char* name) {
    static const Json none;
    const auto found = value.is_object() ? value.find(name) : value.end();
    return found == value.end() ? none : *found;
}

/// Which hashes are shown is the page's choice; those that are shown have to be right.
Json shown_hashes(const Json& shown, const Json& known) {
    Json hashes = Json::object();
    for (const auto& [name, hash] : known.items()) {
        if (shown.is_object() && shown.contains(name)) hashes[name] = hash;
    }
    return hashes;
}

std::string hash_of(const session::Fields& fields) {
    return base::to_hex(session::record_hash(fields));
}

Json hashes_of(const session::Contest& contest) {
    Json hashes = Json::object();
    if (contest.phase == Phase::defined) return hashes;
    hashes["opened"] = hash_of(contest.opened);
    if (contest.closed_at) hashes["closed"] = hash_of(contest.closed);
    const auto with = [&](bool there, const char* name, const session::Fields& fields) {
        if (there) hashes[name] = hash_of(fields);
    };
    with(contest.settled.contest == contest.id, "settled", contest.settled);
    with(contest.tally.contest == contest.id, "tally", contest.tally);
    with(contest.result.contest == contest.id, "result", contest.result);
    with(contest.phase == Phase::decided, "outcome", session::OutcomeRecord{contest.id, contest.outcome});
    return hashes;
}

Json json_of(const rules::Finding& finding) {
    return {{"rule", rules::name_of(finding.rule)},
            {"holds", finding.holds},
            {"zh", finding.text.zh},
            {"en", finding.text.en},
            {"article", finding.article}};
}

std::vector<std::string> names_on_paper(const ballot::ContestDefinition& definition) {
    std::vector<std::string> names;
    for (const ballot::Candidate& one : definition.candidates) {
        names.push_back(one.note.empty() ? one.name : one.name + "（" + one.note + "）");
    }
    return names;
}

Json outcome_json(const session::Contest& contest, const rules::Procedure& procedure,
                  const rules::Outcome& outcome) {
    const auto& candidates = contest.definition.candidates;
    const auto names = names_on_paper(contest.definition);
    const auto names_with = [&](Verdict verdict) {
        Json with = Json::array();
        for (const std::size_t place : places_of(outcome, verdict)) with.push_back(names[place]);
        return with;
    };
    Json rows = Json::array(), reasons = Json::array(), findings = Json::array();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto& [votes, verdict] = outcome.candidates[i];
        rows.push_back({{"name", candidates[i].name},
                        {"note", candidates[i].note},
                        {"approve", votes.approve},
                        {"reject", votes.reject},
                        {"abstain", votes.abstain},
                        {"verdict", name_of(verdict)},
                        {"finding", json_of(finding_of(procedure, outcome, i))}});
    }
    for (const rules::VoidReason reason : outcome.void_reasons) reasons.push_back(name_of(reason));
    for (const auto& finding : findings_of(procedure, outcome, names)) findings.push_back(json_of(finding));
    const rules::Figures& figures = outcome.figures;
    return {{"figures",
             {{"due", figures.due},
              {"present", figures.present},
              {"issued", figures.issued},
              {"received", figures.received},
              {"valid", figures.valid},
              {"spoiled", figures.received - figures.valid}}},
            {"candidates", rows},
            {"void_reasons", reasons},
            {"elected", names_with(Verdict::elected)},
            {"tied", names_with(Verdict::tied)},
            {"seats_left", seats_left(outcome)},
            {"next", name_of(next_after(outcome))},
            {"findings", findings}};
}

/// What the record gives of a contest; nothing where rules or outcome cannot be read, which other checks say.
std::optional<Json> contest_json(const session::Contest& contest, const Json& shown) {
    const auto procedure = rules::decode_procedure(contest.definition.rules);
    if (!procedure) return std::nullopt;
    Json outcome;
    if (contest.phase == Phase::decided) {
        const auto decoded = rules::decode_outcome(contest.outcome);
        if (!decoded || decoded->candidates.size() != contest.definition.candidates.size())
            return std::nullopt;
        outcome = outcome_json(contest, *procedure, *decoded);
    }
    return Json{{"id", base::to_hex(contest.id.bytes)},
                {"title", contest.definition.title},
                {"preset", procedure->preset},
                {"preset_version", procedure->version},
                {"regulation", procedure->regulation.zh},
                {"seats", contest.definition.seats},
                {"closing_code", contest.closed_at ? ballot::code_of(contest.closing_root) : std::string()},
                {"void_reason", contest.void_reason},
                {"outcome", outcome},
                {"records", shown_hashes(member_of(shown, "records"), hashes_of(contest))}};
}

std::optional<Json> expected(const session::State& state, const LoggedTree& logged, const Json& shown) {
    const Json& of_contests = member_of(shown, "contests");
    Json contests = Json::array();
    for (std::size_t i = 0; i < state.contests().size(); ++i) {
        const bool there = of_contests.is_array() && i < of_contests.size();
        auto contest = contest_json(state.contests()[i], there ? of_contests[i] : of_contests);
        if (!contest) return std::nullopt;
        contests.push_back(std::move(*contest));
    }
    const session::Setup& setup = *state.setup();
    Json known{{"setup", base::to_hex(state.K())}, {"manifest", base::to_hex(state.M())}};
    if (state.attendance()) known["attendance"] = hash_of(*state.attendance());
    return Json{{"format", "gongdao/v1/result"},
                {"session", base::to_hex(setup.session.bytes)},
                {"title", setup.title},
                {"organisation", setup.organisation},
                {"formal_election", false},
                {"opening_code", state.manifest() ? ballot::code_of(state.M()) : std::string()},
                {"contests", contests},
                {"records", shown_hashes(member_of(shown, "records"), known)},
                {"log", {{"size", logged.size}, {"root", base::to_hex(*logged.root)}}}};
}

/// Whether the text is the one that says `value`: no name stands twice, no figure is written in another way.
bool is_canonical(base::BytesView text, const Json& value) {
    const auto ordered = nlohmann::ordered_json::parse(base::text_of(text), nullptr, false);
    return ordered.dump(2) + "\n" == base::text_of(text) &&
           Json::parse(ordered.dump()).dump() == value.dump();
}

}  // namespace

void audit_result_view(const Folder& folder, const verify::LogVerifier& log, const LoggedTree& logged,
                       verify::Report& report) {
    const auto file = folder.read("result.json");
    if (!file || !log.complete() || !logged.root || !log.state().setup()) return;
    const auto fail = [&](Code code) {
        report.fail(CheckId::result_view, verify::in_file("result.json"), base::refuse(code));
    };
    const Json shown = Json::parse(base::text_of(*file), nullptr, false);
    if (!shown.is_object()) return fail(Code::bad_json);
    const auto from_record = expected(log.state(), logged, shown);
    if (!from_record) return;
    // Canonical form is asked only of what is equal: so it is no deeper than what was expected.
    if (shown != *from_record) {
        fail(Code::conflict);
    } else if (!is_canonical(*file, *from_record)) {
        fail(Code::bad_json);
    }
    report.reach(CheckId::result_view);
}

}  // namespace gongdao::audit
