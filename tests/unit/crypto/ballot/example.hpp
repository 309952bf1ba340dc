#pragma once

#include "crypto/ballot/make_body.hpp"
#include "tests/support/seeded_rng.hpp"

namespace gongdao::ballot {

/// n candidates, ○ or × or neither for each, ○ for at most `seats`.
inline ContestDefinition election(std::uint32_t n, std::uint32_t seats) {
    ContestDefinition definition;
    definition.title = "选举";
    definition.seats = seats;
    definition.cells = 2 * n;
    definition.boxes = {{0}};
    Sum sum{.cells = {}, .range = {.lo = 0, .hi = seats}};
    for (std::uint32_t i = 0; i < n; ++i) {
        definition.candidates.push_back({.name = "候选人", .note = ""});
        definition.choices.push_back({.first = 2 * i, .cells = 2, .blank = true});
        sum.cells.push_back(2 * i);
    }
    definition.sums.push_back(sum);
    return definition;
}

/// A contest, a slip's key and a seed, all from one number.
struct Voter {
    explicit Voter(ContestDefinition definition, std::uint32_t number = 1)
        : rng(number),
          contest{.definition = std::move(definition),
                  .y = elgamal::public_key_of(group::SecretScalar::draw(rng))},
          x(group::SecretScalar::draw(rng)),
          seed(base::draw_secret<seed_bytes>(rng)) {
        header.contest.bytes.fill(7);
        header.X = elgamal::public_key_of(x);
    }

    [[nodiscard]] base::Bytes make(std::span<const std::uint8_t> marks) const {
        return make_body(contest, header, Marks(marks), seed).value();
    }
    [[nodiscard]] Layout layout() const { return layout_of(contest.definition); }

    support::SeededRng rng;
    Contest contest;
    group::SecretScalar x;
    Seed seed;
    Header header;
};

}  // namespace gongdao::ballot
