#include "server/rules/ballot_form.hpp"

#include <algorithm>

namespace gongdao::rules {

void lay_out_election(ballot::ContestDefinition& definition) {
    definition.kind = ballot::ContestKind::election;
    definition.choices.clear();
    ballot::Sum approvals;
    for (std::uint32_t i = 0; i < definition.candidates.size(); ++i) {
        definition.choices.push_back({.first = 2 * i, .cells = 2, .blank = true});
        approvals.cells.push_back(2 * i);
    }
    definition.cells = static_cast<std::uint32_t>(2 * definition.candidates.size());
    approvals.range = {.lo = 0,
                       .hi = std::min(definition.seats, static_cast<std::uint32_t>(approvals.cells.size()))};
    definition.sums = {approvals};
}

bool has_election_form(const ballot::ContestDefinition& definition) {
    ballot::ContestDefinition expected = definition;
    lay_out_election(expected);
    expected.recast = false;
    return expected == definition;
}

}  // namespace gongdao::rules
