#include <catch2/catch.hpp>
#include <random>

#include "server/rules/outcome.hpp"
#include "server/rules/presets.hpp"
#include "tests/support/regulation_oracle.hpp"

using namespace gongdao;
using oracle::Fate;
using oracle::Mark;
using oracle::Meeting;
using oracle::Sheet;
using rules::Verdict;
using rules::VoidReason;

namespace {

using Random = std::mt19937_64;

int between(Random& random, int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
}

bool seldom(Random& random) {
    return between(random, 1, 8) == 1;
}

/// A lawful sheet: at most `seats` ○. Two candidates in three get the same favour, so that ties are common.
Sheet sheet(Random& random, const Meeting& meeting, const std::vector<int>& favour) {
    Sheet marks;
    int approvals = 0;
    for (int candidate = 0; candidate < meeting.candidates; ++candidate) {
        const bool liked = between(random, 1, 10) <= favour[static_cast<std::size_t>(candidate)];
        if (liked && approvals < meeting.seats) {
            marks.push_back(Mark::approve);
            ++approvals;
        } else {
            marks.push_back(between(random, 0, 1) == 0 ? Mark::reject : Mark::blank);
        }
    }
    return marks;
}

/// One meeting in three breaks some rule.
Meeting meeting(Random& random) {
    Meeting one{};
    one.due = between(random, 1, 40);
    one.present = std::max(1, one.due - between(random, 0, one.due / 5) - (seldom(random) ? 1 : 0));
    one.issued = std::max(0, one.present + (seldom(random) ? between(random, -2, 2) : 0));
    one.seats = between(random, 1, 7);
    one.candidates = one.seats + (one.seats > 5 ? 2 : 1) + (seldom(random) ? between(random, -1, 2) : 0);
    const int received = std::max(0, one.issued + (seldom(random) ? between(random, -2, 1) : 0));
    const int common = between(random, 5, 9);
    std::vector<int> favour;
    for (int i = 0; i < one.candidates; ++i) {
        favour.push_back(between(random, 0, 2) == 0 ? between(random, 1, 9) : common);
    }
    for (int i = 0; i < received; ++i) one.sheets.push_back(sheet(random, one, favour));
    return one;
}

/// What the trustees would decrypt: (○, ×) added up for each candidate.
std::vector<std::uint32_t> totals_of(const Meeting& meeting) {
    std::vector<std::uint32_t> cells(2 * static_cast<std::size_t>(meeting.candidates), 0);
    for (const Sheet& marks : meeting.sheets) {
        for (std::size_t i = 0; i < marks.size(); ++i) {
            if (marks[i] == Mark::approve) ++cells[2 * i];
            if (marks[i] == Mark::reject) ++cells[2 * i + 1];
        }
    }
    return cells;
}

rules::Outcome engine(const Meeting& meeting) {
    const auto received = static_cast<std::uint32_t>(meeting.sheets.size());
    const auto votes = rules::count_votes(totals_of(meeting), received).value();
    const rules::Figures figures{.due = static_cast<std::uint32_t>(meeting.due),
                                 .present = static_cast<std::uint32_t>(meeting.present),
                                 .issued = static_cast<std::uint32_t>(meeting.issued),
                                 .received = received,
                                 .valid = received};
    const auto procedure = rules::preset_named("cpc-basic-committee-2020").value();
    return rules::decide(procedure, figures, static_cast<std::uint32_t>(meeting.seats), votes).value();
}

std::vector<VoidReason> reasons_of(const oracle::Judgement& judgement) {
    std::vector<VoidReason> reasons;
    if (!judgement.enough_candidates) reasons.push_back(VoidReason::too_few_candidates);
    if (!judgement.quorum) reasons.push_back(VoidReason::no_quorum);
    if (!judgement.issued_fits) reasons.push_back(VoidReason::issued_exceeds_present);
    if (!judgement.received_fits) reasons.push_back(VoidReason::received_exceeds_issued);
    return reasons;
}

Verdict verdict_of(Fate fate) {
    switch (fate) {
        case Fate::elected:
            return Verdict::elected;
        case Fate::tied:
            return Verdict::tied;
        case Fate::not_elected:
            break;
    }
    return Verdict::not_elected;
}

}  // namespace

TEST_CASE("2,000 random meetings end as the regulation by hand ends them") {
    const std::uint64_t seed = std::random_device{}();
    CAPTURE(seed);
    Random random(seed);
    int next_seen[4] = {};
    for (int round = 0; round < 2000; ++round) {
        const Meeting one = meeting(random);
        const auto outcome = engine(one);
        const auto judgement = oracle::judge(one);
        CAPTURE(round, one.due, one.present, one.issued, one.sheets.size(), one.seats, judgement.approve);
        REQUIRE(outcome.void_reasons == reasons_of(judgement));
        for (std::size_t i = 0; i < outcome.candidates.size(); ++i) {
            const auto& [votes, verdict] = outcome.candidates[i];
            REQUIRE(static_cast<int>(votes.approve) == judgement.approve[i]);
            REQUIRE(static_cast<int>(votes.reject) == judgement.reject[i]);
            REQUIRE(static_cast<int>(votes.abstain) == judgement.blank[i]);
            REQUIRE(verdict == verdict_of(judgement.fate[i]));
        }
        REQUIRE(rules::decode_outcome(encode(outcome)).value() == outcome);
        ++next_seen[static_cast<int>(next_after(outcome))];
    }
    CAPTURE(next_seen[0], next_seen[1], next_seen[2], next_seen[3]);
    for (const int seen : next_seen) CHECK(seen > 20);  // filled, tied, short and void all occurred
}
