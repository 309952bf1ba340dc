#include <algorithm>

#include "crypto/ballot/make_body.hpp"
#include "crypto/ballot/tally.hpp"
#include "crypto/threshold/combine.hpp"
#include "server/rules/outcome.hpp"
#include "tests/support/session_builder.hpp"

namespace gongdao::support {

using elgamal::Nonce;
using session::BoxNumber;
using session::TrusteeIndex;

std::vector<std::size_t> SessionBuilder::Contest::counted_in(const std::vector<BoxNumber>& boxes) const {
    std::vector<std::size_t> counted;
    for (std::size_t i = 0; i < cast.size(); ++i) {
        const auto later =
            std::find_if(cast.begin() + static_cast<std::ptrdiff_t>(i) + 1, cast.end(),
                         [&](const auto& other) { return other.fields.X == cast[i].fields.X; });
        const bool inside = std::ranges::find(boxes, cast[i].fields.box) != boxes.end();
        if (inside && later == cast.end()) counted.push_back(i);
    }
    return counted;
}

ballot::Contest SessionBuilder::ballot_contest(std::uint32_t contest) const {
    return {.definition = contests_.at(contest).definition, .y = manifest_.key};
}

std::vector<BoxNumber> SessionBuilder::boxes_of(const Contest& contest) const {
    std::vector<BoxNumber> boxes;
    for (std::size_t i = 0; i < contest.definition.boxes.size(); ++i) {
        boxes.push_back({static_cast<std::uint16_t>(i)});
    }
    return boxes;
}

/// Slip i marks ○ for all but the last of the seats, and for one of the two candidates after these by turns;
/// × for the rest, or nothing by turns. Slip 0 checks a ballot before it casts one.
std::vector<Vote> SessionBuilder::votes() const {
    if (plan_.votes) return *plan_.votes;
    std::vector<Vote> votes;
    for (std::uint32_t contest = 0; contest < plan_.contests; ++contest) {
        for (std::uint32_t c = 0; c < plan_.classes.size(); ++c) {
            for (std::uint32_t i = 0; i + plan_.leftover < plan_.classes[c]; ++i) {
                Vote vote{.contest = contest, .of_class = c, .slip = i, .marks = {}};
                for (std::uint32_t k = 0; k < plan_.candidates; ++k) {
                    const bool for_it = k + 1 < plan_.seats || k == plan_.seats - 1 + i % 2;
                    const std::uint8_t against = !for_it && i % 3 != 0 ? 1 : 0;
                    vote.marks.push_back(for_it ? 1 : 0);
                    vote.marks.push_back(against);
                }
                if (i == 0 && c == 0) {
                    votes.push_back(vote);
                    votes.back().checked = true;
                }
                votes.push_back(vote);
            }
        }
    }
    return votes;
}

void SessionBuilder::open(std::uint32_t at) {
    session::Opened opened{.contest = contests_.at(at).id, .boxes = {}, .reason = "", .time = now()};
    for (const session::ClassNumber one : contests_[at].definition.boxes) {
        const std::uint32_t made = plan_.classes.at(one.value);
        opened.boxes.push_back({.made = made, .cancelled = plan_.leftover, .issued = made - plan_.leftover});
    }
    log(opened, two());
}

void SessionBuilder::vote(const Vote& vote) {
    Contest& contest = contests_.at(vote.contest);
    const group::SecretScalar x = slip_secret(vote.of_class, contest.definition.slot.value, vote.slip);
    const auto X = elgamal::public_key_of(x);
    auto& [counter, last] = chains_[base::as_array<32>(X.encoded()).value()];
    BallotDraft draft{.contest = ballot_contest(vote.contest),
                      .header = {.contest = contest.id,
                                 .box = {static_cast<std::uint16_t>(vote.of_class)},
                                 .X = X,
                                 .counter = counter,
                                 .previous = last},
                      .marks = vote.marks,
                      .disposition = vote.checked ? ballot::Disposition::checked : ballot::Disposition::cast,
                      .x = x,
                      .body = {},
                      .entry = {}};
    const bool nested = std::exchange(forging_, true);
    if (!nested && forger_.draft) forger_.draft(*this, draft);
    if (draft.body.empty()) {
        draft.body = ballot::make_body(draft.contest, draft.header, ballot::Marks(draft.marks),
                                       base::draw_secret<ballot::seed_bytes>(rng_))
                         .value();
    }
    if (!nested && forger_.body) forger_.body(*this, draft);
    draft.entry = ballot::fields_of(draft.header, ballot::tracker_of(draft.body), draft.disposition);
    if (!nested && forger_.entry) forger_.entry(*this, draft);
    forging_ = nested;
    const ballot::Entry entry = log_entry(ballot::sign_entry(draft.entry, x, Nonce::draw(rng_)), draft.body);
    if (entry.fields.disposition == ballot::Disposition::checked) return;
    ++counter;
    last = entry.fields.tracker;
}

ballot::Entry SessionBuilder::log_entry(ballot::Entry entry, base::Bytes body) {
    if (!forging_ && forger_.signed_entry) forger_.signed_entry(entry);
    log_leaf(ballot::encode_entry(entry));
    const auto found = std::ranges::find(contests_, entry.fields.contest, &Contest::id);
    if (found == contests_.end()) return entry;
    if (entry.fields.disposition == ballot::Disposition::cast) {
        found->cast.push_back(entry);
        found->bodies.push_back(body);
        bodies_.push_back(std::move(body));
    } else {
        ++found->challenged.at(entry.fields.box.value);
    }
    return entry;
}

void SessionBuilder::close(std::uint32_t at) {
    const Contest& contest = contests_.at(at);
    session::Closed closed{.contest = contest.id, .boxes = {}, .time = now()};
    for (const BoxNumber box : boxes_of(contest)) {
        closed.boxes.push_back({.counted = static_cast<std::uint32_t>(contest.counted_in({box}).size()),
                                .challenged = contest.challenged[box.value]});
    }
    log(closed, two());
}

void SessionBuilder::settle(std::uint32_t at) {
    time_ += manifest_.pause;
    session::Settled settled{.contest = contests_.at(at).id, .objections = {}, .time = now()};
    for (std::size_t i = 0; i < plan_.objections; ++i) {
        settled.objections.push_back(
            {.hash = contests_[at].closing_root, .decision = std::string(1000, 'x')});
    }
    log(settled, two());
}

void SessionBuilder::tally(std::uint32_t at) {
    const Contest& contest = contests_.at(at);
    std::vector<ballot::CountedBox> boxes;
    for (const BoxNumber box : boxes_of(contest)) {
        const session::ClassNumber of_class = contest.definition.boxes[box.value];
        boxes.push_back({.of_class = of_class,
                         .joins = manifest_.classes.at(of_class.value).joins,
                         .ballots = static_cast<std::uint32_t>(contest.counted_in({box}).size())});
    }
    const ballot::GroupRules rules{
        .floor = manifest_.floor, .small = manifest_.small, .small_room = !manifest_.small_room.empty()};
    const ballot::Layout layout = ballot::layout_of(contest.definition);
    session::Tally tally{.contest = contest.id, .groups = {}};
    for (const ballot::Group& group : ballot::group_boxes(boxes, rules).groups) {
        std::vector<ballot::Tracker> trackers;
        const bool decrypted = group.fate == ballot::Fate::decrypted;
        ballot::CellSums sums(decrypted ? contest.definition.cells : 0);
        for (const std::size_t i : contest.counted_in(group.boxes)) {
            trackers.push_back(contest.cast[i].fields.tracker);
            const auto body = ballot::decode_body(layout, contest.bodies.at(i));
            if (body) sums.add(body->ciphertexts);
        }
        tally.groups.push_back({.boxes = group.boxes,
                                .list_digest = ballot::list_digest(trackers),
                                .ballots = group.ballots,
                                .cells = sums.sums()});
    }
    log(tally, {0});
}

session::Share SessionBuilder::make_share(std::uint32_t at, std::uint32_t group, TrusteeIndex trustee) {
    const Contest& contest = contests_.at(at);
    const threshold::ShareContext context{.Q = contest.id.bytes,
                                          .closing_root = contest.closing_root,
                                          .group = group,
                                          .list_digest = contest.tally.groups.at(group).list_digest,
                                          .trustee = trustee};
    return {.contest = contest.id,
            .group = group,
            .trustee = trustee,
            .decryption = threshold::make_partial_decryption(
                context, s_.at(trustee), session::alphas_of(contest.tally.groups[group]), Nonce::draw(rng_))};
}

void SessionBuilder::share(std::uint32_t at) {
    for (const TrusteeIndex trustee : ceremony_.trustees) {
        for (std::uint32_t group = 0; group < contests_.at(at).tally.groups.size(); ++group) {
            if (contests_[at].tally.groups[group].cells.empty()) continue;
            log(make_share(at, group, trustee), {trustee.value});
        }
    }
}

void SessionBuilder::result(std::uint32_t at) {
    const Contest& contest = contests_.at(at);
    const auto joint = threshold::derive_joint_key(ceremony_, reveals_).value();
    session::ResultRecord result{.contest = contest.id, .groups = {}};
    for (std::uint32_t g = 0; g < contest.tally.groups.size(); ++g) {
        const session::TallyGroup& group = contest.tally.groups[g];
        session::ResultGroup& out = result.groups.emplace_back();
        out.totals.resize(group.cells.empty() && group.ballots > 0 ? 0 : contest.definition.cells);
        std::vector<threshold::Contribution> used;
        for (const session::Share& share : contest.shares) {
            if (share.group != g || group.cells.empty() || used.size() == plan_.threshold) continue;
            const threshold::ShareContext context{.Q = contest.id.bytes,
                                                  .closing_root = contest.closing_root,
                                                  .group = g,
                                                  .list_digest = group.list_digest,
                                                  .trustee = share.trustee};
            const auto key =
                std::ranges::find(joint.trustees, share.trustee, &threshold::VerificationKey::trustee);
            if (key == joint.trustees.end() ||
                !threshold::verify_partial_decryption(context, key->Y, session::alphas_of(group),
                                                      share.decryption)) {
                continue;
            }
            used.push_back({.trustee = share.trustee, .D = share.decryption.D});
            out.trustees.push_back(share.trustee);
        }
        if (used.size() < plan_.threshold) continue;
        const auto totals = threshold::combine_totals(group.cells, used, elgamal::DiscreteLog(group.ballots));
        if (totals) out.totals = *totals;
    }
    log(result, {0});
}

void SessionBuilder::decide(std::uint32_t at) {
    const Contest& contest = contests_.at(at);
    rules::Figures figures{
        .due = attendance_.due, .present = attendance_.present, .issued = 0, .received = 0, .valid = 0};
    for (const auto& box : contest.opened.boxes) figures.issued += box.issued;
    for (const auto& box : contest.closed.boxes) figures.received += box.counted;
    figures.valid = figures.received;
    std::vector<std::uint32_t> totals(contest.definition.cells);
    for (const auto& group : contest.result.groups) {
        for (std::size_t k = 0; k < group.totals.size(); ++k) totals[k] += group.totals[k];
    }
    const auto votes = rules::count_votes(totals, figures.valid);
    const auto procedure = rules::decode_procedure(contest.definition.rules);
    base::Bytes outcome;
    if (votes && procedure) {
        const auto decided = rules::decide(*procedure, figures, contest.definition.seats, *votes);
        if (decided) outcome = rules::encode(*decided);
    }
    log(session::OutcomeRecord{.contest = contest.id, .outcome = outcome}, {0});
}

void SessionBuilder::annul(std::optional<std::uint32_t> at) {
    session::Void record{.contest = {}, .reason = "停电", .time = now()};
    if (at) record.contest = contests_.at(*at).id;
    for (Contest& one : contests_) {
        if (!at || one.id == *record.contest) one.void_reason = record.reason;
    }
    log(record, {1, 2});
}

}  // namespace gongdao::support
