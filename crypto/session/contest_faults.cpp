// What may stand in the records of a contest, from opening to outcome (SPEC §3.6, §9).
#include <algorithm>

#include "crypto/ballot/tally.hpp"
#include "crypto/elgamal/dlog.hpp"
#include "crypto/session/state.hpp"
#include "crypto/threshold/combine.hpp"

namespace gongdao::session {

using base::Code;

namespace {

Fault out_of_order() {
    return fault(CheckId::record_order, Code::not_now);
}

std::string in_group(std::size_t group) {
    return "group " + std::to_string(group);
}

/// The totals of a decrypted group against the shares that the record names.
std::optional<Fault> fault_in_totals(const Contest& contest, std::uint32_t at, const ResultGroup& result,
                                     std::size_t threshold) {
    const TallyGroup& group = contest.tally.groups[at];
    std::vector<threshold::Contribution> contributions;
    for (const TrusteeIndex trustee : result.trustees) {
        const LoggedShare* logged = contest.share_of(at, trustee);
        if (logged == nullptr || !logged->holds)
            return fault(CheckId::result_shares, Code::bad_share, in_group(at));
        contributions.push_back({.trustee = trustee, .D = logged->share.decryption.D});
    }
    if (contributions.size() != threshold)
        return fault(CheckId::result_shares, Code::wrong_count, in_group(at));
    const auto totals =
        threshold::combine_totals(group.cells, contributions, elgamal::DiscreteLog(group.ballots));
    if (!totals || *totals != result.totals)
        return fault(CheckId::result_totals, Code::wrong_total, in_group(at));
    const auto bounds = ballot::verify_totals(contest.definition, result.totals, group.ballots);
    if (!bounds) return Fault{CheckId::total_bounds, bounds.refusal()};
    return std::nullopt;
}

}  // namespace

std::optional<Fault> State::fault_of(const Opened& opened) const {
    const Contest* contest = this->contest(opened.contest);
    if (contest == nullptr || contest->phase != Phase::defined) return out_of_order();
    if (!attendance_ || attendance_at_ < contest->defined_at) return out_of_order();
    const auto& boxes = contest->definition.boxes;
    bool fits = opened.boxes.size() == boxes.size();
    std::uint64_t issued = 0;
    for (std::size_t i = 0; fits && i < boxes.size(); ++i) {
        const OpenedBox& box = opened.boxes[i];
        const std::uint32_t cancelled = cancelled_in(boxes[i], contest->definition.slot);
        fits = box.made == manifest_->classes[boxes[i].value].slips && box.cancelled == cancelled &&
               box.cancelled <= box.made && box.issued == box.made - box.cancelled;
        issued += box.issued;
    }
    fits =
        fits && issued <= attendance_->present && (issued == attendance_->present || !opened.reason.empty());
    if (!fits) return fault(CheckId::opened_figures, Code::wrong_figures);
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const Closed& closed) const {
    const Contest* contest = this->contest(closed.contest);
    if (contest == nullptr || contest->phase != Phase::open || closed.time < contest->opened.time)
        return out_of_order();
    bool fits = closed.boxes.size() == contest->definition.boxes.size();
    for (std::size_t i = 0; fits && i < closed.boxes.size(); ++i) {
        fits = closed.boxes[i].counted == contest->counted({static_cast<std::uint16_t>(i)}) &&
               closed.boxes[i].challenged == contest->challenged[i];
    }
    if (!fits) return fault(CheckId::closed_figures, Code::wrong_figures);
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const Settled& settled) const {
    const Contest* contest = this->contest(settled.contest);
    if (contest == nullptr || contest->phase != Phase::closed) return out_of_order();
    const Time closed = contest->closed.time;
    if (settled.time < closed || settled.time - closed < manifest_->pause)
        return fault(CheckId::pause, Code::not_now, "pause");
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const Tally& tally) const {
    const Contest* contest = this->contest(tally.contest);
    if (contest == nullptr || contest->phase != Phase::settled) return out_of_order();
    const ballot::Grouping grouping = grouping_of(*contest, *manifest_);
    if (grouping.void_contest) return out_of_order();
    if (tally.groups.size() != grouping.groups.size()) return fault(CheckId::tally_groups, Code::wrong_count);
    for (std::size_t i = 0; i < tally.groups.size(); ++i) {
        const TallyGroup& group = tally.groups[i];
        const ballot::Group& expected = grouping.groups[i];
        const std::size_t cells = expected.fate == ballot::Fate::decrypted ? contest->definition.cells : 0;
        if (group.boxes != expected.boxes || group.ballots != expected.ballots ||
            group.cells.size() != cells) {
            return fault(CheckId::tally_groups, Code::wrong_figures, in_group(i));
        }
        if (group.list_digest != ballot::list_digest(contest->counted_in(group.boxes))) {
            return fault(CheckId::tally_list, Code::wrong_digest, in_group(i));
        }
    }
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const Share& share) const {
    const Contest* contest = this->contest(share.contest);
    if (contest == nullptr || contest->phase != Phase::tallied) return out_of_order();
    if (share.group >= contest->tally.groups.size() || !ceremony_.takes_part(share.trustee)) {
        return fault(CheckId::share_form, Code::out_of_range);
    }
    const TallyGroup& group = contest->tally.groups[share.group];
    if (group.cells.empty() || share.decryption.D.size() != group.cells.size()) {
        return fault(CheckId::share_form, Code::wrong_count);
    }
    if (contest->share_of(share.group, share.trustee) != nullptr)
        return fault(CheckId::share_form, Code::already_shared);
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const ResultRecord& result) const {
    const Contest* contest = this->contest(result.contest);
    if (contest == nullptr || contest->phase != Phase::tallied) return out_of_order();
    const auto& groups = contest->tally.groups;
    if (result.groups.size() != groups.size()) return fault(CheckId::result_totals, Code::wrong_count);
    for (std::uint32_t i = 0; i < groups.size(); ++i) {
        const ResultGroup& group = result.groups[i];
        if (!groups[i].cells.empty()) {
            if (auto found = fault_in_totals(*contest, i, group, setup_->threshold)) return found;
            continue;
        }
        // Without ballots the totals are 0; a group that is withheld has none.
        const std::vector<std::uint32_t> zeros(groups[i].ballots == 0 ? contest->definition.cells : 0);
        if (!group.trustees.empty() || group.totals != zeros) {
            return fault(CheckId::result_totals, Code::wrong_total, in_group(i));
        }
    }
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const OutcomeRecord& outcome) const {
    const Contest* contest = this->contest(outcome.contest);
    if (contest == nullptr || contest->phase != Phase::resulted) return out_of_order();
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const Void& ended) const {
    if (!manifest_) return out_of_order();
    if (!ended.contest) return std::nullopt;
    const Contest* contest = this->contest(*ended.contest);
    if (contest == nullptr || contest->phase >= Phase::decided) return out_of_order();
    return std::nullopt;
}

}  // namespace gongdao::session
