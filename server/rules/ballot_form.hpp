#pragma once

#include "crypto/ballot/definition.hpp"

namespace gongdao::rules {

/// The cells and bounds that an election's candidates and seats ask for: for each candidate a row (○, ×),
/// blank allowed; Σ○ in [0 … seats].
///
/// Source: SPEC §3.5; articles 25, 27: whoever marks more ○ than there are seats spoils the ballot, so it
/// cannot be cast. Needs:  candidates and seats of `definition`; the rest of it is left as it is.
void lay_out_election(ballot::ContestDefinition& definition);

/// Whether the definition has exactly this form, and what is cast is final: on paper nobody casts again.
bool has_election_form(const ballot::ContestDefinition& definition);

}  // namespace gongdao::rules
