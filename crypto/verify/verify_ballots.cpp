#include "crypto/verify/verify_ballots.hpp"

#include <algorithm>

namespace gongdao::verify {

using base::Code;
using session::fault;

namespace {

CheckId check_of(proof::Claim claim) {
    if (claim == proof::Claim::choice_proof) return CheckId::choice_proof;
    return claim == proof::Claim::sum_proof ? CheckId::sum_proof : CheckId::digit_proof;
}

std::optional<std::size_t> group_of(const session::Contest& contest, ballot::BoxNumber box) {
    const auto& groups = contest.tally.groups;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (std::ranges::find(groups[i].boxes, box) != groups[i].boxes.end()) return i;
    }
    return std::nullopt;
}

}  // namespace

CheckedBody check_body(const BodyRules& rules, const ballot::Entry& entry, base::BytesView body) {
    auto decoded = ballot::decode_body(rules.layout, body);
    if (!decoded) return {.body = {}, .faults = {{CheckId::body_form, decoded.refusal()}}};
    const auto agrees = ballot::verify_entry_of(entry, *decoded, body);
    if (!agrees) return {.body = {}, .faults = {{CheckId::body_entry, agrees.refusal()}}};
    CheckedBody out;
    for (const proof::Label& label : ballot::verify_body(rules.contest, *decoded)) {
        out.faults.push_back(
            fault(check_of(label.claim), Code::bad_proof, "proof " + std::to_string(label.number)));
    }
    out.body = std::move(*decoded);
    return out;
}

BallotsVerifier::BallotsVerifier(const session::State& state, Report& report)
    : state_(state), report_(report) {
    for (const session::Contest& contest : state.contests()) {
        rules_.emplace(contest.id, BodyRules{.contest = state.ballot_contest(contest),
                                             .layout = ballot::layout_of(contest.definition)});
        ContestSums& sums = sums_[contest.id];
        for (const session::TallyGroup& group : contest.tally.groups) {
            sums.groups.emplace_back(group.cells.size());
            sums.whole.push_back(true);
        }
    }
}

const BodyRules& BallotsVerifier::rules_of(const ballot::Entry& entry) const {
    return rules_.at(entry.fields.contest);
}

void BallotsVerifier::take(const ballot::Entry& entry, const CheckedBody& checked) {
    for (const session::Fault& found : checked.faults) fail(found);
    if (checked.body) {
        if (const auto chained = chains_.check_body(*checked.body); !chained) {
            const bool doubled = chained.refusal().code == Code::duplicate;
            fail({doubled ? CheckId::duplicate : CheckId::counter, chained.refusal()});
        }
        chains_.add_body(*checked.body);
    } else {
        whole_ = false;
        found_ = found_ && !checked.faults.empty();
    }
    chains_.add(entry);
    add_up(entry, checked.body);
    ++taken_;
}

void BallotsVerifier::add_up(const ballot::Entry& entry, const std::optional<ballot::Body>& body) {
    const session::Contest& contest = *state_.contest(entry.fields.contest);
    ContestSums& sums = sums_.at(contest.id);
    const session::CastBallot& cast = contest.cast.at(sums.cast++);
    GONGDAO_REQUIRE(cast.tracker == entry.fields.tracker);
    const auto group = group_of(contest, cast.box);
    if (!group || cast.superseded) return;
    if (body) {
        sums.groups[*group].add(body->ciphertexts);
    } else {
        sums.whole[*group] = false;
    }
}

bool BallotsVerifier::compare_sums() {
    bool all = true;
    for (std::size_t at = 0; at < state_.contests().size(); ++at) {
        const session::Contest& contest = state_.contests()[at];
        const ContestSums& sums = sums_.at(contest.id);
        all = all && sums.cast == contest.cast.size();
        for (std::size_t i = 0; i < sums.groups.size(); ++i) {
            all = all && sums.whole[i];
            if (!sums.whole[i] || sums.cast != contest.cast.size()) continue;
            if (sums.groups[i].sums() == contest.tally.groups[i].cells) continue;
            report_.fail(CheckId::tally_cells, in_contest(at),
                         base::refuse(Code::wrong_total, "group " + std::to_string(i)));
        }
    }
    return all;
}

void BallotsVerifier::finish(bool complete) {
    const bool all_cast = compare_sums();
    if (!complete) return;
    if (all_cast) report_.reach(CheckId::tally_cells);
    if (found_) report_.reach(CheckId::body_form);
    if (!whole_) return;
    for (const CheckId id : {CheckId::body_entry, CheckId::choice_proof, CheckId::sum_proof,
                             CheckId::digit_proof, CheckId::counter, CheckId::duplicate}) {
        report_.reach(id);
    }
}

}  // namespace gongdao::verify
