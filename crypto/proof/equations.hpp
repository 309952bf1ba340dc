#pragma once

#include <string_view>
#include <vector>

#include "crypto/group/group.hpp"

namespace gongdao::proof {

/// What an equation is part of; where SPEC §11 has an id for it, the same word.
enum class Claim {
    choice_proof,
    sum_proof,
    digit_proof,
    entry_signature,
    slip_state,
    ceremony_keys,
    ceremony_reveal,
    ceremony_complaint,
    share,
};
std::string_view name_of(Claim claim);

/// A claim and which one it is: the p of a body's proof, the number of a trustee, otherwise 0.
struct Label {
    Claim claim = Claim::choice_proof;
    std::uint32_t number = 0;

    bool operator==(const Label&) const = default;
};

/// Σ scalar·element = 0. A proof's check is a list of these, so that one check and a batch are the same code.
struct Equation {
    Label label;
    std::vector<group::Term> terms;
};

/// Timing: varies; everything in it is public.
bool holds(const Equation& equation);

/// The labels of those equations that do not hold, in their order, each once.
std::vector<Label> failing(std::span<const Equation> equations);

}  // namespace gongdao::proof
