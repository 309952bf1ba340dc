#pragma once

#include <map>

#include "crypto/ballot/tally.hpp"
#include "crypto/session/state.hpp"
#include "crypto/verify/report.hpp"

namespace gongdao::verify {

/// What bodies of a contest are checked against: made once, read by as many threads as one likes.
struct BodyRules {
    ballot::Contest contest;
    ballot::Layout layout;
};

/// What can be said of one body without any other; neither body nor faults where none was found.
struct CheckedBody {
    std::optional<ballot::Body> body;  ///< if it has the form of one and is the entry's
    std::vector<session::Fault> faults;
};

/// `body_form`, `body_entry`, `choice_proof`, `sum_proof`, `digit_proof` of one cast ballot, its proofs one
/// by one. Cost: all but everything that verifying a session costs. Thread: pure.
CheckedBody check_body(const BodyRules& rules, const ballot::Entry& entry, base::BytesView body);

/// What is said of the cast ballots together: that they follow one another under each slip, that none is the
/// copy of another, and that the totals are their sums.
///
/// Source: SPEC §6.6, §9.1, §11. Owns: nothing; `state` and `report` outlive it.
/// Cost: 32 bytes and a node of a table for each ciphertext that was ever cast.
class BallotsVerifier {
public:
    BallotsVerifier(const session::State& state, Report& report);

    /// Needs: an entry that `state` holds.
    [[nodiscard]] const BodyRules& rules_of(const ballot::Entry& entry) const;

    /// The cast entries that `state` holds, in log order.
    void take(const ballot::Entry& entry, const CheckedBody& checked);
    /// Says which ids were reached: none if the log was not admitted whole or not every body was taken.
    void finish(bool complete);

private:
    struct ContestSums {
        std::size_t cast = 0;  ///< taken
        std::vector<ballot::CellSums> groups;
        std::vector<bool> whole;  ///< whether the group's bodies could all be added
    };

    void fail(const session::Fault& fault) { report_.fail(fault.check, in_ballot(taken_), fault.refusal); }
    void add_up(const ballot::Entry& entry, const std::optional<ballot::Body>& body);
    bool compare_sums();

    const session::State& state_;
    Report& report_;
    std::map<ballot::ContestId, BodyRules> rules_;
    std::map<ballot::ContestId, ContestSums> sums_;
    session::Chains chains_;
    std::uint64_t taken_ = 0;
    bool found_ = true;  ///< every body was there
    bool whole_ = true;  ///< and could be read
};

}  // namespace gongdao::verify
