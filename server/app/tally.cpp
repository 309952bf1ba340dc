#include "server/app/tally.hpp"

#include "crypto/ballot/tally.hpp"
#include "crypto/elgamal/dlog.hpp"
#include "crypto/threshold/combine.hpp"
#include "server/rules/counting.hpp"

namespace gongdao::app {

std::optional<session::Tally> tally_of(const Context& app, Room& room, const session::Contest& contest) {
    const auto grouping = room.log.with_state(
        [&](const session::State& state) { return grouping_of(contest, *state.manifest()); });
    if (grouping.void_contest) return std::nullopt;
    const auto form = room.log.form_of(contest.id);
    session::Tally tally{.contest = contest.id, .groups = {}};
    for (const ballot::Group& group : grouping.groups) {
        const std::vector<ballot::Tracker> counted = contest.counted_in(group.boxes);
        session::TallyGroup summed{.boxes = group.boxes,
                                   .list_digest = ballot::list_digest(counted),
                                   .ballots = group.ballots,
                                   .cells = {}};
        if (group.fate == ballot::Fate::decrypted) {
            ballot::CellSums sums(contest.definition.cells);
            for (const ballot::Tracker& tracker : counted) {
                const auto stored = app.store.begin()->ballot(room.log.session(), tracker);
                if (!stored) throw store::StoreFault("a counted ballot is not in the store");
                const auto body = ballot::decode_body(form->layout, stored->body);
                if (!body) throw store::StoreFault("a counted ballot cannot be read");
                sums.add(body->ciphertexts);
            }
            summed.cells = sums.sums();
        }
        tally.groups.push_back(std::move(summed));
    }
    return tally;
}

std::optional<session::ResultRecord> result_of(Room& room, const session::Contest& contest) {
    const std::size_t t =
        room.log.with_state([](const session::State& state) { return state.setup()->threshold; });
    session::ResultRecord result{.contest = contest.id, .groups = {}};
    for (std::uint32_t at = 0; at < contest.tally.groups.size(); ++at) {
        const session::TallyGroup& group = contest.tally.groups[at];
        session::ResultGroup totals;
        if (group.cells.empty()) {
            totals.totals.resize(group.ballots == 0 ? contest.definition.cells : 0);
            result.groups.push_back(totals);
            continue;
        }
        std::map<session::TrusteeIndex, const session::Share*> holding;
        for (const session::LoggedShare& logged : contest.shares) {
            if (logged.holds && logged.share.group == at) holding[logged.share.trustee] = &logged.share;
        }
        if (holding.size() < t) return std::nullopt;
        std::vector<threshold::Contribution> contributions;
        for (const auto& [trustee, share] : holding) {
            if (contributions.size() == t) break;
            contributions.push_back({.trustee = trustee, .D = share->decryption.D});
            totals.trustees.push_back(trustee);
        }
        const auto combined =
            threshold::combine_totals(group.cells, contributions, elgamal::DiscreteLog(group.ballots));
        if (!combined) throw store::StoreFault("shares that hold give no totals");
        totals.totals = *combined;
        result.groups.push_back(std::move(totals));
    }
    return result;
}

session::OutcomeRecord outcome_record_of(const session::Contest& contest) {
    const auto procedure = rules::decode_procedure(contest.definition.rules);
    std::vector<std::uint32_t> totals(contest.definition.cells);
    for (const session::ResultGroup& group : contest.result.groups) {
        for (std::size_t k = 0; k < group.totals.size(); ++k) totals[k] += group.totals[k];
    }
    rules::Figures figures{.due = contest.attendance->due,
                           .present = contest.attendance->present,
                           .issued = 0,
                           .received = 0,
                           .valid = 0};
    for (const session::OpenedBox& box : contest.opened.boxes) figures.issued += box.issued;
    for (const session::ClosedBox& box : contest.closed.boxes) figures.received += box.counted;
    figures.valid = figures.received;
    const auto votes = rules::count_votes(totals, figures.valid);
    GONGDAO_REQUIRE(procedure.has_value() && votes.has_value());
    const auto outcome = rules::decide(*procedure, figures, contest.definition.seats, *votes);
    GONGDAO_REQUIRE(outcome.has_value());
    return {.contest = contest.id, .outcome = rules::encode(*outcome)};
}

}  // namespace gongdao::app
