// Checks ballots one by one on one core, as server and verifier do: decode, signature of the entry, entry
// against body, every equation of every proof. Prints a line a kind of ballot: its name, bytes, ballots made
// and checked a second.
#include <algorithm>
#include <chrono>
#include <iostream>

#include "crypto/ballot/entry.hpp"
#include "crypto/ballot/make_body.hpp"

using namespace gongdao;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t ballots = 100;
constexpr std::size_t rounds = 7;

/// Ten choices of `width` cells, blank allowed; at most `seats` of the first cells are marked together.
struct Kind {
    std::string_view name;
    std::uint32_t width = 0;
    std::uint16_t seats = 0;
};

constexpr Kind kinds[] = {{"10 single choices, 3 at most", 1, 3}, {"10 candidates ○ × blank, 7 seats", 2, 7}};

ballot::ContestDefinition definition_of(const Kind& kind) {
    ballot::ContestDefinition definition;
    definition.title = "ten";
    definition.seats = kind.seats;
    definition.cells = 10 * kind.width;
    ballot::Sum sum{.cells = {}, .range = {.lo = 0, .hi = kind.seats}};
    for (std::uint32_t i = 0; i < 10; ++i) {
        definition.choices.push_back({.first = i * kind.width, .cells = kind.width, .blank = true});
        sum.cells.push_back(i * kind.width);
    }
    definition.sums = {sum};
    definition.boxes = {{0}};
    return definition;
}

/// Things a second, each round timed apart: the lowest, the one in the middle, the highest.
template <class Act>
std::string a_second(const Act& act) {
    std::vector<double> rates;
    for (std::size_t round = 0; round < rounds; ++round) {
        const auto begin = Clock::now();
        for (std::size_t i = 0; i < ballots; ++i) act(i);
        rates.push_back(ballots / std::chrono::duration<double>(Clock::now() - begin).count());
    }
    std::ranges::sort(rates);
    const auto whole = [](double rate) { return std::to_string(static_cast<int>(rate)); };
    return whole(rates[rounds / 2]) + " (" + whole(rates.front()) + "–" + whole(rates.back()) + ")";
}

struct Sent {
    base::Bytes entry, body;
};

int measure(const Kind& kind, base::Rng& rng) {
    const auto y = elgamal::public_key_of(group::SecretScalar::draw(rng));
    const ballot::Contest contest{.definition = definition_of(kind), .y = y};
    const ballot::Layout layout = ballot::layout_of(contest.definition);
    const auto make = [&](std::size_t i) {
        const auto x = group::SecretScalar::draw(rng);
        ballot::Marks marks(contest.definition.cells);
        for (std::uint32_t one = 0; one < i % (kind.seats + 1U); ++one)
            marks.set(contest.definition.choices[one].first);
        const ballot::Header header{
            .contest = {}, .box = {0}, .X = elgamal::public_key_of(x), .counter = 0, .previous = {}};
        const auto seed = base::draw_secret<ballot::seed_bytes>(rng);
        base::Bytes body = ballot::make_body(contest, header, marks, seed).value();
        const auto fields = ballot::fields_of(header, ballot::tracker_of(body), ballot::Disposition::cast);
        return Sent{ballot::encode_entry(ballot::sign_entry(fields, x, elgamal::Nonce::draw(rng))),
                    std::move(body)};
    };
    std::vector<Sent> sent(ballots);
    const std::string made = a_second([&](std::size_t i) { sent[i] = make(i); });
    std::size_t held = 0;
    const std::string checked = a_second([&](std::size_t i) {
        const auto entry = ballot::decode_entry(sent[i].entry);
        const auto body = ballot::decode_body(layout, sent[i].body);
        held += entry && body && ballot::verify_entry(*entry) &&
                ballot::verify_entry_of(*entry, *body, sent[i].body) &&
                ballot::verify_body(contest, *body).empty();
    });
    if (held != ballots * rounds) return 1;
    const std::string name = std::string(kind.name) + ", " + std::to_string(layout.body_bytes) + " bytes";
    std::cout << name << ": made a second | " << made << "\n"
              << name << ": checked one by one a second | " << checked << "\n";
    return 0;
}

}  // namespace

int main() {
    base::SystemRng rng;
    int failed = 0;
    for (const Kind& kind : kinds) failed += measure(kind, rng);
    return failed;
}
