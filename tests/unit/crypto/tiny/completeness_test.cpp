// Links the tests' tiny group: every input is gone through. Identities occur here, which they never do in the
// real group.
#include <catch2/catch.hpp>

#include "crypto/proof/equal_logs.hpp"
#include "crypto/proof/schnorr.hpp"
#include "crypto/threshold/combine.hpp"
#include "crypto/threshold/key_ceremony.hpp"
#include "tests/unit/crypto/ballot/example.hpp"

using namespace gongdao;
using namespace gongdao::ballot;
using elgamal::Nonce;
using group::Scalar;
using group::SecretScalar;

namespace {

constexpr std::uint64_t q = 1019;

/// How many bodies of all marks that the definition allows do not hold. An alpha that is the identity, one in
/// q cells here, is made again under the next counter, as a device would never have to.
struct Outcome {
    int bodies = 0;
    int wrong = 0;
};

Outcome make_all(const ContestDefinition& definition, std::uint32_t number) {
    REQUIRE(verify_definition(definition).has_value());
    Outcome out;
    Voter voter(definition, number);
    for (std::uint32_t bits = 0; bits < (1U << definition.cells); ++bits) {
        std::vector<std::uint8_t> marks;
        for (std::uint32_t cell = 0; cell < definition.cells; ++cell) marks.push_back((bits >> cell) & 1U);
        if (!verify_marks(definition, Marks(marks))) continue;
        for (bool made = false; !made; ++voter.header.counter) {
            const base::Bytes bytes = voter.make(marks);
            const auto body = decode_body(voter.layout(), bytes);
            if (!body && body.refusal().code == base::Code::identity) continue;
            made = true;
            ++out.bodies;
            const bool holds = body && verify_body(voter.contest, *body).empty();
            const auto opened = reveal_marks(voter.contest, bytes, voter.seed);
            if (!holds || !opened || *opened != marks) ++out.wrong;
        }
    }
    return out;
}

}  // namespace

TEST_CASE("the tiny group keeps the laws that everything above relies on") {
    const group::Element G = group::Element::generator();
    group::Element sum = group::Element::identity();
    for (std::uint64_t k = 0; k <= q; ++k) {
        if (group::mul_base_vartime(Scalar(k)) != sum) FAIL(k);
        if (group::Element::decode(sum.encoded()).value() != sum) FAIL(k);
        if (!(sum - sum).is_identity()) FAIL(k);
        if (k % q != 0 && Scalar(k) * Scalar(k).inverse() != Scalar(1)) FAIL(k);
        sum = sum + G;
    }
    CHECK(Scalar(q).is_zero());
    CHECK(sum == G);  // q + 1 steps
}

TEST_CASE("every vector of marks of every small contest gives a body that holds") {
    for (std::uint32_t cells = 1; cells <= 5; ++cells) {
        for (const bool blank : {true, false}) {
            ContestDefinition row;
            row.cells = cells;
            row.choices = {{.first = 0, .cells = cells, .blank = blank}};
            const Outcome out = make_all(row, cells);
            CHECK(out.bodies == static_cast<int>(cells + (blank ? 1 : 0)));
            CHECK(out.wrong == 0);
        }
    }
    // single cells, a sum over all in every range, below and above the width at which digits begin
    for (std::uint32_t hi = 1; hi <= 8; ++hi) {
        for (std::uint32_t lo = 0; lo < hi; lo += 1 + lo) {
            ContestDefinition singles;
            singles.cells = 8;
            Sum sum{.cells = {}, .range = {.lo = lo, .hi = hi}};
            for (std::uint32_t cell = 0; cell < 8; ++cell) {
                singles.choices.push_back({.first = cell, .cells = 1, .blank = true});
                sum.cells.push_back(cell);
            }
            singles.sums = {sum};
            INFO("sum in " << lo << " … " << hi);
            CHECK(make_all(singles, 10 * hi + lo).wrong == 0);
        }
    }
    CHECK(make_all(election(4, 3), 77).wrong == 0);
}

TEST_CASE("a bit's proof holds for every nonce of the ciphertext and every key") {
    support::SeededRng rng(1);
    elgamal::DrawnNonces nonces(rng);
    const base::Sha512 digest = encode::Transcript("test").digest();
    const proof::Options options = proof::Options::digit();
    int wrong = 0;
    for (std::uint64_t k = 1; k < q; ++k) {
        const elgamal::PublicKey y = elgamal::public_key_of(SecretScalar::of(Scalar(k)));
        for (std::uint8_t m = 0; m < 2; ++m) {
            const auto sealed = elgamal::encrypt_bit(y, m, Nonce(SecretScalar::of(Scalar(k * k + m))));
            const proof::OneOfManyStatement statement{.y = y,
                                                      .digest = digest,
                                                      .p = 0,
                                                      .ciphertexts = std::span(&sealed.ciphertext, 1),
                                                      .options = options};
            const auto made = proof::prove_one_of_many(statement, std::span(&sealed.opening, 1), m, nonces);
            if (!proof::failing(proof::equations_of(statement, made, {})).empty()) ++wrong;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("knowledge and equal logarithms hold for every secret and every nonce") {
    support::SeededRng rng(2);
    const std::vector<group::Element> alpha = {group::mul_base_vartime(Scalar(5)),
                                               group::Element::identity()};
    const base::Bytes context = {1};
    int wrong = 0;
    for (std::uint64_t k = 1; k < q; ++k) {
        const SecretScalar x = SecretScalar::of(Scalar(k));
        const elgamal::PublicKey X = elgamal::public_key_of(x);
        const auto w = [&] { return Nonce(SecretScalar::of(Scalar(k * 7))); };
        const proof::Knowledge statement{.name = "entry", .X = X, .message = {}};
        if (!holds(proof::equation_of(statement, proof::prove_knowledge(statement, x, w()), {}))) ++wrong;
        const std::vector<group::Element> D = {group::mul(x, alpha[0]), group::mul(x, alpha[1])};
        const proof::EqualLogsStatement logs{.context = context, .Y = X, .alpha = alpha, .D = D};
        if (!proof::failing(proof::equations_of(logs, proof::prove_equal_logs(logs, x, w()), {})).empty())
            ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("every threshold, every set of trustees present and every total") {
    using namespace threshold;
    support::SeededRng rng(3);
    constexpr std::uint32_t most = 40;
    const elgamal::DiscreteLog logs(most);
    for (std::uint8_t n = 1; n <= 5; ++n) {
        for (std::size_t t = n / 2U + 1U; t <= n; ++t) {
            const Polynomial f = Polynomial::draw(t, rng);
            const SecretScalar r = SecretScalar::draw(rng);
            std::vector<elgamal::Ciphertext> cells;
            for (std::uint32_t m = 0; m <= most; ++m) {
                cells.push_back(
                    {.alpha = group::mul_base(r),
                     .beta = group::mul_base(r * f.constant()) + group::mul_base_vartime(Scalar(m))});
            }
            for (unsigned set = 0; set < (1U << n); ++set) {
                std::vector<std::vector<group::Element>> D;
                std::vector<TrusteeIndex> present;
                for (std::uint8_t i = 1; i <= n; ++i) {
                    if (((set >> (i - 1U)) & 1U) == 0) continue;
                    present.push_back({i});
                    D.emplace_back(cells.size(), group::mul(f.at({i}), cells[0].alpha));
                }
                if (present.size() != t) continue;
                std::vector<Contribution> contributions;
                for (std::size_t i = 0; i < t; ++i)
                    contributions.push_back({.trustee = present[i], .D = D[i]});
                const auto totals = combine_totals(cells, contributions, logs).value();
                bool right = true;
                for (std::uint32_t m = 0; m <= most; ++m) right = right && totals[m] == m;
                CHECK(right);
            }
        }
    }
}
