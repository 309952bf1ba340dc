#include <catch2/catch.hpp>

#include "crypto/proof/equal_logs.hpp"
#include "crypto/proof/one_of_many.hpp"
#include "crypto/proof/schnorr.hpp"
#include "crypto/proof/sum.hpp"
#include "tests/support/seeded_rng.hpp"

using namespace gongdao;
using elgamal::Ciphertext;
using elgamal::Nonce;
using elgamal::PublicKey;
using group::Element;
using group::Scalar;
using group::SecretScalar;
using proof::Claim;
using proof::Label;
using proof::Options;

namespace {

/// Whether any change of one 32-byte field of a proof is refused.
template <class Proof, class Holds>
void check_every_field(const Proof& proof, Holds holds) {
    encode::Writer out;
    write(out, proof);
    base::Bytes bytes = out.take();
    for (std::size_t at = 0; at < bytes.size(); at += 32) {
        const base::Bytes kept(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                               bytes.begin() + static_cast<std::ptrdiff_t>(at) + 32);
        INFO("field at byte " << at);
        const auto put = [&](base::BytesView field) {
            std::copy(field.begin(), field.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
        };
        if (const auto scalar = Scalar::decode(kept)) {
            put((*scalar + Scalar(1)).encoded());
            encode::Reader in(bytes);
            if (auto changed = holds(in); in.finish()) CHECK_FALSE(changed);
        }
        if (const auto element = Element::decode(kept)) {
            put((*element + Element::generator()).encoded());
            encode::Reader in(bytes);
            if (auto changed = holds(in); in.finish()) CHECK_FALSE(changed);
        }
        put(kept);
    }
    encode::Reader in(bytes);
    CHECK(holds(in));
}

}  // namespace

TEST_CASE("failing tells the labels of what does not hold, each once and in order") {
    const Element G = Element::generator();
    const auto equation = [&](Claim claim, std::uint32_t number, std::uint64_t scalar) {
        return proof::Equation{{.claim = claim, .number = number}, {{Scalar(scalar), G}, {-Scalar(5), G}}};
    };
    const std::vector<proof::Equation> equations = {
        equation(Claim::choice_proof, 0, 5), equation(Claim::choice_proof, 1, 6),
        equation(Claim::choice_proof, 1, 5), equation(Claim::choice_proof, 1, 7),
        equation(Claim::sum_proof, 2, 4),    equation(Claim::choice_proof, 0, 5)};
    CHECK(holds(equations[0]));
    CHECK_FALSE(holds(equations[1]));
    const std::vector<Label> expected = {{.claim = Claim::choice_proof, .number = 1},
                                         {.claim = Claim::sum_proof, .number = 2}};
    CHECK(proof::failing(equations) == expected);
    CHECK(proof::name_of(Claim::choice_proof) == "choice_proof");
    CHECK(proof::name_of(Claim::share) == "share");
}

TEST_CASE("options are those of the specification") {
    const std::vector<Scalar> lambda = {Scalar(1), Scalar(10), Scalar(100)};
    const auto all = [&](const Options& options) {
        std::vector<Scalar> out;
        for (std::size_t j = 0; j < options.size(); ++j) {
            out.push_back(options.folded(j, std::span(lambda).first(options.cells())));
        }
        return out;
    };
    CHECK(all(Options::row(3, true)) == std::vector<Scalar>{Scalar(0), Scalar(1), Scalar(10), Scalar(100)});
    CHECK(all(Options::row(3, false)) == lambda);
    CHECK(all(Options::row(1, true)) == std::vector<Scalar>{Scalar(0), Scalar(1)});
    CHECK(all(Options::range({.lo = 2, .hi = 4})) == std::vector<Scalar>{Scalar(2), Scalar(3), Scalar(4)});
    CHECK(all(Options::digit()) == std::vector<Scalar>{Scalar(0), Scalar(1)});
}

TEST_CASE("a proof of knowledge holds for its name, key and message alone") {
    support::SeededRng rng(1);
    const SecretScalar x = SecretScalar::draw(rng);
    const PublicKey X = elgamal::public_key_of(x);
    const proof::Knowledge statement{.name = "entry", .X = X, .message = {1, 2, 3}};
    const auto made = proof::prove_knowledge(statement, x, Nonce::draw(rng));
    CHECK(holds(proof::equation_of(statement, made, {})));
    proof::Knowledge other = statement;
    other.name = "slip-state";
    CHECK_FALSE(holds(proof::equation_of(other, made, {})));
    other = statement;
    other.message.push_back(0);
    CHECK_FALSE(holds(proof::equation_of(other, made, {})));
    other = statement;
    other.X = elgamal::public_key_of(SecretScalar::draw(rng));
    CHECK_FALSE(holds(proof::equation_of(other, made, {})));
    check_every_field(made, [&](encode::Reader& in) {
        return holds(proof::equation_of(statement, proof::read_schnorr(in), {}));
    });
}

TEST_CASE("a row's proof holds for each option, and any changed field is refused") {
    support::SeededRng rng(2);
    const PublicKey y = elgamal::public_key_of(SecretScalar::draw(rng));
    const Options options = Options::row(2, true);
    for (std::uint32_t marked = 0; marked < 3; ++marked) {
        std::vector<Ciphertext> cells;
        std::vector<elgamal::Opening> openings;
        for (std::uint32_t k = 0; k < 2; ++k) {
            auto sealed = elgamal::encrypt_bit(y, marked == k + 1 ? 1 : 0, Nonce::draw(rng));
            cells.push_back(sealed.ciphertext);
            openings.push_back(std::move(sealed.opening));
        }
        const base::Sha512 digest = encode::Transcript("test").absorb("marked", marked).digest();
        const proof::OneOfManyStatement statement{
            .y = y, .digest = digest, .p = 3, .ciphertexts = cells, .options = options};
        elgamal::DrawnNonces nonces(rng);
        const auto made = proof::prove_one_of_many(statement, openings, marked, nonces);
        const auto lied = proof::prove_one_of_many(statement, openings, (marked + 1) % 3, nonces);
        CHECK_FALSE(proof::failing(proof::equations_of(statement, lied, {})).empty());
        encode::Writer out;
        write(out, made);
        CHECK(out.written().size() == proof::one_of_many_bytes(options.size()));
        check_every_field(made, [&](encode::Reader& in) {
            const auto read = proof::read_one_of_many(in, options.size());
            return proof::failing(proof::equations_of(statement, read, {})).empty();
        });
    }
}

TEST_CASE("digits and weights write exactly the values of a range") {
    for (std::uint32_t width = 6; width <= proof::max_sum_width; ++width) {
        for (const std::uint32_t lo : {0U, 1U, 17U}) {
            const proof::Range range{.lo = lo, .hi = lo + width};
            const auto weights = proof::digit_weights(range);
            CHECK(weights.size() == proof::digits_in(range));
            for (std::uint32_t value = lo; value <= lo + width; ++value) {
                const auto digits = proof::digits_of(value, range);
                std::uint32_t sum = lo;
                bool bits = true;
                for (std::size_t i = 0; i < weights.size(); ++i) {
                    sum += weights[i] * digits.expose()[i];
                    bits = bits && digits.expose()[i] <= 1;
                }
                if (!bits || sum != value) FAIL("width " << width << ", value " << value);
            }
            std::uint32_t most = 0;
            for (const std::uint32_t weight : weights) most += weight;
            CHECK(most == width);
        }
    }
    for (std::uint32_t width = 1; width <= proof::max_undivided_width; ++width) {
        CHECK(proof::digits_in({.lo = 2, .hi = 2 + width}) == 1);
    }
}

TEST_CASE("equal logarithms hold for the whole list and its context alone") {
    support::SeededRng rng(3);
    const SecretScalar s = SecretScalar::draw(rng);
    const PublicKey Y = elgamal::public_key_of(s);
    std::vector<Element> alpha;
    std::vector<Element> D;
    for (int k = 0; k < 3; ++k) {
        alpha.push_back(group::mul_base(SecretScalar::draw(rng)));
        D.push_back(group::mul(s, alpha.back()));
    }
    const base::Bytes context = {1, 2};
    const proof::EqualLogsStatement statement{.context = context, .Y = Y, .alpha = alpha, .D = D};
    const auto made = proof::prove_equal_logs(statement, s, Nonce::draw(rng));
    const auto all_hold = [](const std::vector<proof::Equation>& equations) {
        return proof::failing(equations).empty();
    };
    check_every_field(made, [&](encode::Reader& in) {
        return all_hold(proof::equations_of(statement, proof::read_equal_logs(in), {}));
    });
    const base::Bytes longer = {1, 2, 0};
    CHECK_FALSE(all_hold(proof::equations_of({.context = longer, .Y = Y, .alpha = alpha, .D = D}, made, {})));
    std::vector<Element> moved = D;
    moved[0] = moved[0] + Element::generator();
    moved[1] = moved[1] - Element::generator();
    CHECK_FALSE(
        all_hold(proof::equations_of({.context = context, .Y = Y, .alpha = alpha, .D = moved}, made, {})));
    const PublicKey other = elgamal::public_key_of(SecretScalar::draw(rng));
    CHECK_FALSE(
        all_hold(proof::equations_of({.context = context, .Y = other, .alpha = alpha, .D = D}, made, {})));
}
