#pragma once

#include "server/audit/audit.hpp"

namespace gongdao::audit {

/// What the rules make of a contest's totals, and of the figures of its attendance, opening and closing.
/// Needs: a contest with a result.
/// Refuses: as rules::decode_procedure, rules::count_votes, rules::decide.
base::Result<rules::Outcome> outcome_of(const session::Contest& contest);

/// `manifest_rules`, `outcome_form`, `outcome_rules`. Gives: the outcomes, recomputed.
std::vector<std::optional<rules::Outcome>> audit_rules(const session::State& state, bool complete,
                                                       verify::Report& report);

}  // namespace gongdao::audit
