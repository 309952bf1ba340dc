#include <catch2/catch.hpp>

#include "server/rules/outcome.hpp"

using namespace gongdao;
using base::Bytes;
using base::Code;
using rules::Outcome;
using rules::Verdict;
using rules::VoidReason;

namespace {

/// Seats 3, votes 20, 18, 15, 15: two elected, two tied.
Outcome tie() {
    return {.seats = 3,
            .figures = {.due = 31, .present = 28, .issued = 28, .received = 28, .valid = 28},
            .void_reasons = {},
            .candidates = {{{20, 8, 0}, Verdict::elected},
                           {{18, 9, 1}, Verdict::elected},
                           {{15, 13, 0}, Verdict::tied},
                           {{15, 3, 10}, Verdict::tied}}};
}

Outcome void_one() {
    Outcome outcome = tie();
    outcome.void_reasons = {VoidReason::no_quorum, VoidReason::received_exceeds_issued};
    for (auto& candidate : outcome.candidates) candidate.verdict = Verdict::not_elected;
    return outcome;
}

Code refusal_of(const Outcome& outcome) {
    return rules::decode_outcome(encode(outcome)).refusal().code;
}

}  // namespace

TEST_CASE("an outcome survives its bytes, and the bytes survive the outcome") {
    for (const Outcome& outcome : {tie(), void_one()}) {
        const Bytes bytes = encode(outcome);
        const auto read = rules::decode_outcome(bytes);
        REQUIRE(read);
        CHECK(*read == outcome);
        CHECK(encode(*read) == bytes);
    }
}

TEST_CASE("an outcome's bytes are as its header says") {
    Outcome outcome = void_one();
    outcome.candidates.resize(1);
    CHECK(base::to_hex(encode(outcome)) ==
          "0001"
          "00000003"
          "0000001f"
          "0000001c"
          "0000001c"
          "0000001c"
          "0000001c"
          "00000002"
          "01"
          "03"
          "00000001"
          "00000014"
          "00000008"
          "00000000"
          "00");
}

TEST_CASE("every outcome cut short, and every one with a byte more, is refused") {
    const Bytes bytes = encode(tie());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(rules::decode_outcome(base::BytesView(bytes).first(size)));
    }
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK(rules::decode_outcome(longer).refusal().code == Code::trailing_bytes);
}

TEST_CASE("no byte of an outcome can be changed without a change of meaning") {
    for (const Outcome& outcome : {tie(), void_one()}) {
        const Bytes bytes = encode(outcome);
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (int value = 0; value < 256; ++value) {
                Bytes changed = bytes;
                changed[at] = static_cast<std::uint8_t>(value);
                const auto read = rules::decode_outcome(changed);
                if (!read) continue;
                CAPTURE(at, value);
                CHECK(encode(*read) == changed);
                CHECK((*read == outcome) == (changed == bytes));
            }
        }
    }
}

TEST_CASE("an outcome that no rules give is refused") {
    Outcome outcome = tie();
    SECTION("another format") {
        Bytes bytes = encode(outcome);
        bytes[1] = 2;
        CHECK(rules::decode_outcome(bytes).refusal().code == Code::bad_version);
    }
    SECTION("an unknown verdict") {
        outcome.candidates[0].verdict = static_cast<Verdict>(3);
        CHECK(refusal_of(outcome) == Code::bad_option);
    }
    SECTION("an unknown reason") {
        outcome.void_reasons = {static_cast<VoidReason>(4)};
        CHECK(refusal_of(outcome) == Code::bad_option);
    }
    SECTION("reasons out of order, or twice") {
        outcome = void_one();
        outcome.void_reasons = {VoidReason::received_exceeds_issued, VoidReason::no_quorum};
        CHECK(refusal_of(outcome) == Code::out_of_order);
        outcome.void_reasons = {VoidReason::no_quorum, VoidReason::no_quorum};
        CHECK(refusal_of(outcome) == Code::out_of_order);
    }
    SECTION("somebody elected although void") {
        outcome = void_one();
        outcome.candidates[0].verdict = Verdict::elected;
        CHECK(refusal_of(outcome) == Code::wrong_total);
    }
    SECTION("somebody tied although void") {
        outcome = void_one();
        outcome.candidates[0].verdict = Verdict::tied;
        CHECK(refusal_of(outcome) == Code::wrong_total);
    }
    SECTION("more elected than seats") {
        for (auto& candidate : outcome.candidates) candidate.verdict = Verdict::elected;
        CHECK(refusal_of(outcome) == Code::wrong_total);
    }
    SECTION("tied although all fit") {
        outcome.candidates[3].verdict = Verdict::not_elected;
        CHECK(refusal_of(outcome) == Code::wrong_total);
    }
    SECTION("tied although no seat is left") {
        outcome.candidates[2].verdict = Verdict::elected;
        CHECK(refusal_of(outcome) == Code::wrong_total);
    }
    SECTION("votes that do not add up to the valid ballots") {
        outcome.candidates[0].votes.abstain = 1;
        CHECK(refusal_of(outcome) == Code::wrong_figures);
    }
    SECTION("more present than due") {
        outcome.figures.present = 32;
        CHECK(refusal_of(outcome) == Code::wrong_figures);
    }
    SECTION("121 candidates") {
        outcome.candidates.assign(121, {{0, 0, 28}, Verdict::not_elected});
        CHECK(refusal_of(outcome) == Code::out_of_range);
    }
    SECTION("no seats") {
        outcome.seats = 0;
        CHECK(refusal_of(outcome) == Code::wrong_count);
    }
}
