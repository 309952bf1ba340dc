#include "server/rules/outcome.hpp"

#include <catch2/catch.hpp>

#include "server/rules/presets.hpp"

using namespace gongdao;
using base::Code;
using rules::Figures;
using rules::Next;
using rules::Outcome;
using rules::Verdict;
using rules::VoidReason;
using rules::Votes;

namespace {

using Places = std::vector<std::size_t>;

rules::Procedure committee() {
    return rules::preset_named("cpc-basic-committee-2020").value();
}

constexpr Figures all_28{.due = 31, .present = 28, .issued = 28, .received = 28, .valid = 28};

/// Whoever does not approve rejects.
std::vector<Votes> approvals(std::initializer_list<std::uint32_t> counts, std::uint32_t valid = 28) {
    std::vector<Votes> votes;
    for (const std::uint32_t approve : counts) votes.push_back({approve, valid - approve, 0});
    return votes;
}

Outcome decided(std::uint32_t seats, const std::vector<Votes>& votes, const Figures& figures = all_28) {
    return rules::decide(committee(), figures, seats, votes).value();
}

Code refusal_of(const Figures& figures, std::uint32_t seats, const std::vector<Votes>& votes) {
    return rules::decide(committee(), figures, seats, votes).refusal().code;
}

}  // namespace

TEST_CASE("vector 1: due 31, present 25 is valid and 24 is not") {
    const auto with_present = [](std::uint32_t present) {
        return decided(3, approvals({20, 18, 16, 2}, 24),
                       {.due = 31, .present = present, .issued = 24, .received = 24, .valid = 24});
    };
    CHECK(with_present(25).void_reasons.empty());
    CHECK(places_of(with_present(25), Verdict::elected) == Places{0, 1, 2});
    CHECK(with_present(24).void_reasons == std::vector{VoidReason::no_quorum});
    CHECK(places_of(with_present(24), Verdict::elected).empty());
    CHECK(next_after(with_present(24)) == Next::repeat);
}

TEST_CASE("vector 2: of 28 present, 15 approvals elect and 14 do not") {
    const Outcome outcome = decided(3, approvals({20, 15, 14, 3}));
    CHECK(places_of(outcome, Verdict::elected) == Places{0, 1});
    CHECK(outcome.candidates[2].verdict == Verdict::not_elected);
}

TEST_CASE("of 30 present, exactly half is not elected") {
    const Figures all_30{.due = 31, .present = 30, .issued = 30, .received = 30, .valid = 30};
    CHECK(places_of(decided(1, approvals({15, 15}, 30), all_30), Verdict::elected).empty());
}

TEST_CASE("vector 3: 20, 18, 15, 15 for 3 seats: two are safe, the equal two vote again for one seat") {
    const Outcome outcome = decided(3, approvals({20, 18, 15, 15}));
    CHECK(places_of(outcome, Verdict::elected) == Places{0, 1});
    CHECK(places_of(outcome, Verdict::tied) == Places{2, 3});
    CHECK(seats_left(outcome) == 1);
    CHECK(next_after(outcome) == Next::revote);
}

TEST_CASE("vector 4: two majorities for 3 seats leave one seat, which rank does not fill") {
    const Outcome outcome = decided(3, approvals({14, 20, 18, 14}));
    CHECK(places_of(outcome, Verdict::elected) == Places{1, 2});
    CHECK(places_of(outcome, Verdict::tied).empty());
    CHECK(seats_left(outcome) == 1);
    CHECK(next_after(outcome) == Next::another_round);
}

TEST_CASE("vector 5: a ballot with a ○ too many is spoiled and the base stays: 15 of 28 with 27 valid") {
    const Figures one_spoiled{.due = 31, .present = 28, .issued = 28, .received = 28, .valid = 27};
    CHECK(places_of(decided(1, approvals({15, 2}, 27), one_spoiled), Verdict::elected) == Places{0});
    CHECK(places_of(decided(1, approvals({14, 2}, 27), one_spoiled), Verdict::elected).empty());
}

TEST_CASE("vector 6: blank ballots are valid and help nobody") {
    const Outcome outcome = decided(1, {{0, 0, 28}, {0, 0, 28}});
    CHECK(outcome.void_reasons.empty());
    CHECK(seats_left(outcome) == 1);
}

TEST_CASE("vector 9: 29 received of 28 issued is void") {
    const Figures one_more{.due = 31, .present = 28, .issued = 28, .received = 29, .valid = 29};
    const Outcome outcome = decided(3, approvals({20, 18, 16, 3}, 29), one_more);
    CHECK(outcome.void_reasons == std::vector{VoidReason::received_exceeds_issued});
    CHECK(places_of(outcome, Verdict::elected).empty());
    CHECK(next_after(outcome) == Next::repeat);
}

TEST_CASE("vector 13: 8 candidates for 7 seats are too few, 9 are enough") {
    const Outcome eight = decided(7, approvals({20, 20, 20, 20, 20, 20, 20, 1}));
    CHECK(eight.void_reasons == std::vector{VoidReason::too_few_candidates});
    CHECK(decided(7, approvals({20, 20, 20, 20, 20, 20, 20, 1, 1})).void_reasons.empty());
}

TEST_CASE("29 issued to 28 present is void, and all reasons are named") {
    const Figures figures{.due = 40, .present = 28, .issued = 29, .received = 30, .valid = 30};
    CHECK(decided(3, approvals({20, 18, 16}, 30), figures).void_reasons ==
          std::vector{VoidReason::too_few_candidates, VoidReason::no_quorum,
                      VoidReason::issued_exceeds_present, VoidReason::received_exceeds_issued});
}

TEST_CASE("a majority behind those elected is not elected") {
    const Outcome outcome = decided(2, approvals({15, 20, 18}));
    CHECK(places_of(outcome, Verdict::elected) == Places{1, 2});
    CHECK(seats_left(outcome) == 0);
    CHECK(next_after(outcome) == Next::nothing);
}

TEST_CASE("equal votes that all fit are no tie") {
    CHECK(places_of(decided(3, approvals({18, 18, 18, 2})), Verdict::elected) == Places{0, 1, 2});
    CHECK(places_of(decided(2, approvals({20, 18, 2})), Verdict::tied).empty());
}

TEST_CASE("if all are equal and too many, nobody is safe") {
    const Outcome outcome = decided(3, approvals({20, 20, 20, 20}));
    CHECK(places_of(outcome, Verdict::tied) == Places{0, 1, 2, 3});
    CHECK(seats_left(outcome) == 3);
}

TEST_CASE("names are announced in the order of the ballot paper, not by votes") {
    CHECK(places_of(decided(3, approvals({16, 3, 18, 20})), Verdict::elected) == Places{0, 2, 3});
}

TEST_CASE("before opening the same reasons are asked with nothing received") {
    const Figures before{.due = 31, .present = 27, .issued = 27, .received = 0, .valid = 0};
    CHECK(rules::void_reasons(committee(), 3, 4, before).empty());
}

TEST_CASE("numbers that contradict each other are refused") {
    const auto votes = approvals({20, 15, 14, 3});
    CHECK(refusal_of({31, 32, 28, 28, 28}, 3, votes) == Code::wrong_figures);
    CHECK(refusal_of({31, 0, 0, 28, 28}, 3, votes) == Code::wrong_figures);
    CHECK(refusal_of({31, 28, 28, 27, 28}, 3, votes) == Code::wrong_figures);
    CHECK(refusal_of({31, 28, 28, 28, 27}, 3, votes) == Code::wrong_figures);
    CHECK(refusal_of(all_28, 1, approvals({15, 14})) ==
          Code::wrong_figures);  // 29 ○ on 28 ballots for one seat
    CHECK(refusal_of(all_28, 0, votes) == Code::wrong_count);
    CHECK(refusal_of(all_28, 121, votes) == Code::wrong_count);
    CHECK(refusal_of(all_28, 3, {}) == Code::wrong_count);
    CHECK(refusal_of(all_28, 3, std::vector<Votes>(121, Votes{0, 0, 28})) == Code::wrong_count);
    CHECK(refusal_of(all_28, 3, {{29, 0xffffffffU, 0}, {0, 0, 28}}) == Code::wrong_figures);
}
