#include "server/rules/outcome.hpp"

#include <algorithm>
#include <functional>

#include "server/rules/thresholds.hpp"

namespace gongdao::rules {

using base::Code;

namespace {

bool in_limits(std::size_t number) {
    return number > 0 && number <= max_candidates;
}

/// Approvals of those who reach the majority, most first.
std::vector<std::uint32_t> majorities(const Procedure& procedure, const Figures& figures,
                                      std::span<const Votes> votes) {
    std::vector<std::uint32_t> reached;
    for (const Votes& one : votes) {
        if (reaches(procedure.majority, one.approve, base_of(procedure.majority, figures))) {
            reached.push_back(one.approve);
        }
    }
    std::sort(reached.begin(), reached.end(), std::greater<>());
    return reached;
}

}  // namespace

std::uint32_t base_of(const Share& share, const Figures& figures) {
    return share.base == Base::due ? figures.due : figures.present;
}

std::vector<VoidReason> void_reasons(const Procedure& procedure, std::uint32_t seats, std::size_t candidates,
                                     const Figures& figures) {
    std::vector<VoidReason> reasons;
    if (candidates < candidates_needed(procedure, seats)) reasons.push_back(VoidReason::too_few_candidates);
    if (!reaches(procedure.quorum, figures.present, base_of(procedure.quorum, figures))) {
        reasons.push_back(VoidReason::no_quorum);
    }
    if (figures.issued > figures.present) reasons.push_back(VoidReason::issued_exceeds_present);
    if (figures.received > figures.issued) reasons.push_back(VoidReason::received_exceeds_issued);
    return reasons;
}

base::Check check_numbers(const Outcome& outcome) {
    const Figures& figures = outcome.figures;
    if (!in_limits(outcome.seats)) return base::refuse(Code::wrong_count, "seats");
    if (!in_limits(outcome.candidates.size())) return base::refuse(Code::wrong_count, "candidates");
    if (figures.present == 0 || figures.present > figures.due) {
        return base::refuse(Code::wrong_figures, "present");
    }
    if (figures.valid > figures.received) return base::refuse(Code::wrong_figures, "valid");
    std::uint64_t approvals = 0;
    for (const auto& [votes, verdict] : outcome.candidates) {
        const std::uint64_t sum = std::uint64_t{votes.approve} + votes.reject + votes.abstain;
        if (sum != figures.valid) return base::refuse(Code::wrong_figures, "votes");
        approvals += votes.approve;
    }
    const bool within_seats = approvals <= std::uint64_t{outcome.seats} * figures.valid;
    if (!within_seats) return base::refuse(Code::wrong_figures, "approvals");
    return base::Done{};
}

base::Result<Outcome> decide(const Procedure& procedure, const Figures& figures, std::uint32_t seats,
                             std::span<const Votes> votes) {
    Outcome outcome{.seats = seats, .figures = figures, .void_reasons = {}, .candidates = {}};
    for (const Votes& one : votes)
        outcome.candidates.push_back({.votes = one, .verdict = Verdict::not_elected});
    if (const base::Check checked = check_numbers(outcome); !checked) return checked.refusal();

    outcome.void_reasons = void_reasons(procedure, seats, votes.size(), figures);
    if (!outcome.void_reasons.empty()) return outcome;

    const std::vector<std::uint32_t> reached = majorities(procedure, figures, votes);
    const bool all_fit = reached.size() <= seats;
    const bool tie = !all_fit && reached[seats - 1] == reached[seats];
    for (CandidateResult& candidate : outcome.candidates) {
        const std::uint32_t approve = candidate.votes.approve;
        if (!reaches(procedure.majority, approve, base_of(procedure.majority, figures))) continue;
        if (tie && approve == reached[seats]) {
            candidate.verdict = Verdict::tied;
        } else if (all_fit || approve > reached[seats]) {
            candidate.verdict = Verdict::elected;
        }
    }
    return outcome;
}

std::vector<std::size_t> places_of(const Outcome& outcome, Verdict verdict) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < outcome.candidates.size(); ++i) {
        if (outcome.candidates[i].verdict == verdict) places.push_back(i);
    }
    return places;
}

std::uint32_t seats_left(const Outcome& outcome) {
    return outcome.seats - static_cast<std::uint32_t>(places_of(outcome, Verdict::elected).size());
}

Next next_after(const Outcome& outcome) {
    if (!outcome.void_reasons.empty()) return Next::repeat;
    if (!places_of(outcome, Verdict::tied).empty()) return Next::revote;
    return seats_left(outcome) > 0 ? Next::another_round : Next::nothing;
}

}  // namespace gongdao::rules
