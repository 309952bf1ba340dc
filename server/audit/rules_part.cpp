#include "server/audit/rules_part.hpp"

#include <algorithm>

#include "server/rules/ballot_form.hpp"
#include "server/rules/presets.hpp"
#include "server/rules/thresholds.hpp"

namespace gongdao::audit {

using base::Code;
using session::Phase;
using verify::CheckId;

namespace {

/// Whether cells, bounds and the number of candidates are those that the rules ask for.
base::Check verify_form(const rules::Procedure& procedure, const ballot::ContestDefinition& definition) {
    if (!rules::is_preset(procedure)) return base::refuse(Code::out_of_range, "rules");
    if (!rules::has_election_form(definition)) return base::refuse(Code::out_of_range, "cells");
    const std::size_t candidates = definition.candidates.size();
    if (definition.seats == 0 || definition.seats > candidates)
        return base::refuse(Code::out_of_range, "seats");
    if (candidates < rules::candidates_needed(procedure, definition.seats)) {
        return base::refuse(Code::out_of_range, "candidates");
    }
    return base::Done{};
}

/// `manifest_rules`. The manifest's floor and pause are the largest that one of its contests asks for; a
/// round asks for no more.
void audit_definitions(const session::State& state, verify::Report& report) {
    const auto fail = [&](const verify::Place& place, const base::Refusal& refusal) {
        report.fail(CheckId::manifest_rules, place, refusal);
    };
    if (!state.manifest()) return;
    std::uint32_t floor = 0, pause = 0;
    for (std::size_t at = 0; at < state.contests().size(); ++at) {
        const ballot::ContestDefinition& definition = state.contests()[at].definition;
        const auto procedure = rules::decode_procedure(definition.rules);
        if (!procedure) {
            fail(verify::in_contest(at), procedure.refusal());
            continue;
        }
        const auto form = verify_form(*procedure, definition);
        if (!form) fail(verify::in_contest(at), form.refusal());
        floor = std::max(floor, procedure->floor);
        pause = std::max(pause, procedure->pause_seconds);
    }
    if (floor == 0) return;  // no rules could be read
    if (state.manifest()->floor != floor) fail({}, base::refuse(Code::conflict, "floor"));
    if (state.manifest()->pause != pause) fail({}, base::refuse(Code::conflict, "pause"));
}

bool is_over(const session::Contest& contest) {
    return contest.phase == Phase::defined || contest.phase >= Phase::decided;
}

}  // namespace

base::Result<rules::Outcome> outcome_of(const session::Contest& contest) {
    const auto procedure = rules::decode_procedure(contest.definition.rules);
    if (!procedure) return procedure.refusal();
    const session::Attendance& attendance = contest.attendance.value();
    rules::Figures figures{
        .due = attendance.due, .present = attendance.present, .issued = 0, .received = 0, .valid = 0};
    for (const session::OpenedBox& box : contest.opened.boxes) figures.issued += box.issued;
    for (const session::ClosedBox& box : contest.closed.boxes) figures.received += box.counted;
    std::vector<std::uint32_t> totals(contest.definition.cells);
    for (std::size_t i = 0; i < contest.result.groups.size(); ++i) {
        const auto& of_group = contest.result.groups[i].totals;
        if (of_group.empty()) continue;  // withheld: not counted
        figures.valid += contest.tally.groups.at(i).ballots;
        for (std::size_t cell = 0; cell < totals.size(); ++cell) totals[cell] += of_group.at(cell);
    }
    const auto votes = rules::count_votes(totals, figures.valid);
    if (!votes) return votes.refusal();
    return rules::decide(*procedure, figures, contest.definition.seats, *votes);
}

std::vector<std::optional<rules::Outcome>> audit_rules(const session::State& state, bool complete,
                                                       verify::Report& report) {
    audit_definitions(state, report);
    std::vector<std::optional<rules::Outcome>> outcomes;
    bool all_forms = true;
    for (std::size_t at = 0; at < state.contests().size(); ++at) {
        const session::Contest& contest = state.contests()[at];
        const auto fail = [&](CheckId id, const base::Refusal& refusal) {
            report.fail(id, verify::in_contest(at), refusal);
        };
        outcomes.emplace_back();
        const bool counted = contest.phase == Phase::resulted || contest.phase == Phase::decided;
        if (!counted) continue;
        const auto recomputed = outcome_of(contest);
        if (recomputed) outcomes.back() = *recomputed;
        if (contest.phase != Phase::decided) continue;
        const auto logged = rules::decode_outcome(contest.outcome);
        if (!logged) {
            fail(CheckId::outcome_form, logged.refusal());
            all_forms = false;
        } else if (!recomputed) {
            fail(CheckId::outcome_rules, recomputed.refusal());
        } else if (rules::encode(*recomputed) != contest.outcome) {
            fail(CheckId::outcome_rules, base::refuse(Code::conflict));
        }
    }
    if (!complete) return outcomes;
    report.reach(CheckId::manifest_rules);
    if (!std::ranges::all_of(state.contests(), is_over)) return outcomes;
    report.reach(CheckId::outcome_form);
    if (all_forms) report.reach(CheckId::outcome_rules);
    return outcomes;
}

}  // namespace gongdao::audit
