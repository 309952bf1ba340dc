#include "crypto/session/state.hpp"

#include <algorithm>

#include "crypto/merkle/hash.hpp"
#include "crypto/session/limits.hpp"

namespace gongdao::session {

using base::Code;

namespace {

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;  // clang 14, whose tidy reads this, does not deduce it

base::ByteArray<32> bytes_of(const elgamal::PublicKey& key) {
    return base::as_array<32>(key.encoded()).value();
}

bool before(const elgamal::PublicKey& a, const elgamal::PublicKey& b) {
    return std::ranges::lexicographical_compare(a.encoded(), b.encoded());
}

}  // namespace

std::optional<Fault> State::fault_in(const Record& record) const {
    const bool first = !setup_.has_value();
    if (first != std::holds_alternative<Setup>(record.fields)) {
        return fault(first ? CheckId::setup : CheckId::record_order, Code::not_now);
    }
    if (void_ && !std::holds_alternative<KeysDestroyed>(record.fields) &&
        !std::holds_alternative<Paper>(record.fields)) {
        return fault(CheckId::record_order, Code::void_contest);
    }
    return std::visit([this](const auto& fields) { return fault_of(fields); }, record.fields);
}

std::optional<Fault> State::fault_in_place(const ballot::Entry& entry) const {
    const auto refused = [](CheckId id, Code code) { return fault(id, code); };
    const Contest* contest = this->contest(entry.fields.contest);
    if (contest == nullptr) return refused(CheckId::record_order, Code::unknown_contest);
    if (entry.fields.box.value >= contest->definition.boxes.size()) {
        return refused(CheckId::record_order, Code::unknown_box);
    }
    if (contest->phase == Phase::defined) return refused(CheckId::record_order, Code::not_open);
    if (contest->phase == Phase::void_) return refused(CheckId::record_order, Code::void_contest);
    if (contest->phase != Phase::open) return refused(CheckId::record_order, Code::closed);
    const ClassNumber of_class = contest->definition.boxes[entry.fields.box.value];
    if (!lists(of_class, contest->definition.slot, entry.fields.X)) {
        return refused(CheckId::entry_slip, Code::unknown_slip);
    }
    if (cancelled(entry.fields.X)) return refused(CheckId::entry_slip, Code::cancelled_slip);
    return std::nullopt;
}

std::optional<Fault> State::fault_in(const ballot::Entry& entry) const {
    if (auto misplaced = fault_in_place(entry)) return misplaced;
    const auto chained = chains_.check(entry, contest(entry.fields.contest)->definition.recast);
    if (chained) return std::nullopt;
    const bool doubled = chained.refusal().code == Code::duplicate;
    return Fault{doubled ? CheckId::duplicate : CheckId::counter, chained.refusal()};
}

void State::add(const ballot::Entry& entry, base::BytesView leaf) {
    Contest& contest = *find(entry.fields.contest);
    if (entry.fields.disposition == ballot::Disposition::cast) {
        const Chains::Key chain = chains_.find(entry.fields.X);
        if (chain.cast > 0) {
            const auto earlier = std::ranges::find(contest.cast, chain.last, &CastBallot::tracker);
            GONGDAO_REQUIRE(earlier != contest.cast.end());
            earlier->superseded = true;
        }
        contest.cast.push_back({.box = entry.fields.box, .tracker = entry.fields.tracker});
    } else {
        ++contest.challenged[entry.fields.box.value];
    }
    chains_.add(entry);
    tree_.append(merkle::hash_leaf(leaf));
}

void State::add(const Record& record, const Beside& beside, base::BytesView leaf) {
    const std::uint64_t at = size();
    tree_.append(merkle::hash_leaf(leaf));
    const auto define = [&](const ballot::ContestDefinition& definition, std::optional<base::Sha256> after) {
        Contest contest;
        contest.id = contest_id(M_, after, definition);
        contest.definition = definition;
        contest.defined_at = at;
        contest.challenged.resize(definition.boxes.size());
        contests_.push_back(std::move(contest));
    };
    std::visit(Overloaded{
                   [&](const Setup& setup) {
                       setup_ = setup;
                       K_ = record_hash(record.fields);
                       ceremony_ = Ceremony(K_, setup);
                   },
                   [&](const threshold::CeremonyMessage& message) { ceremony_.add(message, leaf); },
                   [&](const Manifest& manifest) {
                       manifest_ = manifest;
                       M_ = record_hash(record.fields);
                       for (const base::Bytes& file : beside.slip_lists) {
                           slips_.push_back(ballot::decode_slip_list(file).value());
                       }
                       for (const auto& definition : manifest.contests) define(definition, std::nullopt);
                   },
                   [&](const Attendance& attendance) {
                       attendance_ = attendance;
                       attendance_at_ = at;
                   },
                   [&](const SlipsCancelled& slips) {
                       for (const auto& keys : slips.slips) {
                           for (std::size_t k = 0; k < keys.size(); ++k) {
                               const SlotNumber slot =
                                   slips.slot.value_or(SlotNumber{static_cast<std::uint32_t>(k)});
                               cancelled_.insert(bytes_of(keys[k]));
                               ++cancelled_figures_[{slips.of_class, slot}];
                           }
                       }
                   },
                   [&](const Opened& opened) {
                       Contest& contest = *find(opened.contest);
                       contest.phase = Phase::open;
                       contest.opened = opened;
                       contest.attendance = attendance_;
                   },
                   [&](const Closed& closed) {
                       Contest& contest = *find(closed.contest);
                       contest.phase = Phase::closed;
                       contest.closed = closed;
                       contest.closed_at = at;
                       contest.closing_root = tree_.root();
                   },
                   [&](const Settled& settled) {
                       Contest& contest = *find(settled.contest);
                       contest.phase = Phase::settled;
                       contest.settled = settled;
                   },
                   [&](const Tally& tally) {
                       Contest& contest = *find(tally.contest);
                       contest.phase = Phase::tallied;
                       contest.tally = tally;
                   },
                   [&](const Share& share) {
                       Contest& contest = *find(share.contest);
                       const auto holds = threshold::verify_partial_decryption(
                           share_context(contest, share.group, share.trustee),
                           verification_key(share.trustee), alphas_of(contest.tally.groups[share.group]),
                           share.decryption);
                       contest.shares.push_back({.share = share, .holds = holds.has_value()});
                   },
                   [&](const ResultRecord& result) {
                       Contest& contest = *find(result.contest);
                       contest.phase = Phase::resulted;
                       contest.result = result;
                   },
                   [&](const OutcomeRecord& outcome) {
                       Contest& contest = *find(outcome.contest);
                       contest.phase = Phase::decided;
                       contest.outcome = outcome.outcome;
                       contest.outcome_hash = record_hash(record.fields);
                   },
                   [&](const Paper& paper) { papers_.push_back(paper); },
                   [&](const Round& round) { define(round.definition, round.after); },
                   [&](const Void& ended) {
                       if (!ended.contest) void_ = true;
                       for (Contest& contest : contests_) {
                           if (ended.contest && contest.id != *ended.contest) continue;
                           if (contest.phase == Phase::void_) continue;
                           contest.phase = Phase::void_;
                           contest.void_reason = ended.reason;
                       }
                   },
                   [&](const KeysDestroyed& destroyed) { destroyed_.push_back(destroyed.trustee); },
                   [](const Large&) {},
               },
               record.fields);
}

const Contest* State::contest(const ContestId& id) const {
    const auto found = std::ranges::find(contests_, id, &Contest::id);
    return found == contests_.end() ? nullptr : &*found;
}

Contest* State::find(const ContestId& id) {
    const auto found = std::ranges::find(contests_, id, &Contest::id);
    return found == contests_.end() ? nullptr : &*found;
}

bool State::lists(ClassNumber of_class, SlotNumber slot, const elgamal::PublicKey& key) const {
    if (of_class.value >= slips_.size()) return false;
    const auto& runs = slips_[of_class.value].runs;
    if (slot.value >= runs.size()) return false;
    return std::ranges::binary_search(runs[slot.value], key, before);
}

bool State::cancelled(const elgamal::PublicKey& key) const {
    return cancelled_.contains(bytes_of(key));
}

std::uint32_t State::cancelled_in(ClassNumber of_class, SlotNumber slot) const {
    const auto found = cancelled_figures_.find({of_class, slot});
    return found == cancelled_figures_.end() ? 0 : found->second;
}

std::optional<BoxNumber> State::box_of(const Contest& contest, const elgamal::PublicKey& key) const {
    for (std::size_t i = 0; i < contest.definition.boxes.size(); ++i) {
        if (lists(contest.definition.boxes[i], contest.definition.slot, key)) {
            return BoxNumber{static_cast<std::uint16_t>(i)};
        }
    }
    return std::nullopt;
}

ballot::Contest State::ballot_contest(const Contest& contest) const {
    return {.definition = contest.definition, .y = manifest_.value().key};
}

const elgamal::PublicKey& State::verification_key(TrusteeIndex trustee) const {
    const auto& keys = ceremony_.joint_key().value().trustees;
    const auto found = std::ranges::find(keys, trustee, &threshold::VerificationKey::trustee);
    GONGDAO_REQUIRE(found != keys.end());
    return found->Y;
}

}  // namespace gongdao::session
