#include <nlohmann/json.hpp>

#include "crypto/ballot/codes.hpp"
#include "server/cmd/verify_report.hpp"
#include "server/cmd/verify_words_table.hpp"

namespace gongdao::cmd {

using Json = nlohmann::ordered_json;
using session::CheckId;

namespace {

Json json_of(const verify::Place& place) {
    Json json{{"of", verify::name_of(place.of)}};
    if (place.of == verify::Place::Of::file) {
        json["path"] = place.path;
    } else if (place.of != verify::Place::Of::session) {
        json["number"] = place.number;
    }
    return json;
}

Json checks_of(const verify::Report& report) {
    Json checks = Json::array();
    for (unsigned number = 1; number <= session::check_count; ++number) {
        Json ids = Json::array();
        for (std::size_t i = 0; i < session::check_ids; ++i) {
            const auto id = static_cast<CheckId>(i);
            if (session::number_of(id) != number) continue;
            ids.push_back({{"id", session::name_of(id)},
                           {"spec", section_of(id)},
                           {"status", verify::name_of(report.status(id))},
                           {"failures", report.failures_of(id)}});
        }
        checks.push_back(
            {{"number", number}, {"status", verify::name_of(report.status(number))}, {"ids", ids}});
    }
    return checks;
}

Json contest_json(const session::Contest& contest, const std::optional<rules::Outcome>& outcome) {
    Json json{{"id", base::to_hex(contest.id.bytes)},
              {"title", contest.definition.title},
              {"phase", session::name_of(contest.phase)},
              {"closing_code", contest.closed_at ? ballot::code_of(contest.closing_root) : std::string()},
              {"outcome", nullptr}};
    if (!outcome) return json;
    Json candidates = Json::array(), elected = Json::array();
    for (const rules::CandidateResult& one : outcome->candidates) {
        candidates.push_back(
            {{"approve", one.votes.approve}, {"reject", one.votes.reject}, {"abstain", one.votes.abstain}});
    }
    for (const std::size_t place : places_of(*outcome, rules::Verdict::elected)) elected.push_back(place);
    const rules::Figures& figures = outcome->figures;
    json["outcome"] = {{"due", figures.due},       {"present", figures.present},
                       {"issued", figures.issued}, {"received", figures.received},
                       {"valid", figures.valid},   {"candidates", candidates},
                       {"elected", elected}};
    return json;
}

}  // namespace

std::string report_json(const audit::Audit& audit) {
    Json failures = Json::array(), notes = Json::array(), contests = Json::array();
    for (const verify::Failure& failure : audit.report.failures()) {
        failures.push_back({{"id", session::name_of(failure.check)},
                            {"place", json_of(failure.place)},
                            {"code", base::name_of(failure.refusal.code)},
                            {"detail", failure.refusal.detail}});
    }
    for (const verify::Note& note : audit.report.notes()) {
        notes.push_back({{"kind", verify::name_of(note.kind)},
                         {"trustee", note.trustee.value},
                         {"place", json_of(note.place)}});
    }
    for (std::size_t i = 0; i < audit.outcomes.size(); ++i) {
        contests.push_back(contest_json(audit.state.contests()[i], audit.outcomes[i]));
    }
    const Json json{
        {"format", "gongdao/v1/report"},
        {"exit", verify::exit_code(audit.report)},
        {"records", audit.size},
        {"opening_code", audit.state.manifest() ? ballot::code_of(audit.state.M()) : std::string()},
        {"checks", checks_of(audit.report)},
        {"failures", failures},
        {"notes", notes},
        {"contests", contests}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace gongdao::cmd
