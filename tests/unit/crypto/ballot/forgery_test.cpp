#include <catch2/catch.hpp>

#include "tests/support/forge_ballot.hpp"
#include "tests/unit/crypto/ballot/example.hpp"

using namespace gongdao;
using namespace gongdao::ballot;
using proof::Claim;
using proof::Label;

namespace {

std::vector<Label> failing(const Voter& voter, const base::Bytes& body) {
    return verify_body(voter.contest, decode_body(voter.layout(), body).value());
}

std::vector<Label> one(Claim claim, std::uint32_t p) {
    return {{.claim = claim, .number = p}};
}

/// A forger who votes in the same contest as `voter` under a key of its own.
struct Forger {
    explicit Forger(Voter& voter) : header(voter.header), nonces(voter.rng) {
        header.X = elgamal::public_key_of(group::SecretScalar::draw(voter.rng));
    }
    support::Workshop at(const Voter& voter) {
        return {.contest = voter.contest, .header = header, .nonces = nonces};
    }

    Header header;
    elgamal::DrawnNonces nonces;
};

}  // namespace

TEST_CASE("the forgers' own code makes honest ballots that hold") {
    for (const std::uint32_t n : {3U, 9U}) {
        Voter voter(election(n, n - 1));
        Forger forger(voter);
        support::Forgery honest{.cells = std::vector<group::Scalar>(2 * n), .digits = {}, .lies = {}};
        honest.cells[0] = group::Scalar(1);
        honest.cells[3] = group::Scalar(1);
        if (n == 9) honest.digits.assign(3, group::Scalar(0));
        CHECK(failing(voter, support::forge_body(forger.at(voter), honest)).empty());
    }
}

TEST_CASE("both marks in a row fail in that row alone") {
    Voter voter(election(4, 3));
    Forger forger(voter);
    for (std::uint32_t row = 0; row < 4; ++row) {
        CHECK(failing(voter, support::forge_both_marks(forger.at(voter), row)) ==
              one(Claim::choice_proof, row));
    }
}

TEST_CASE("more ○ than seats fail in the sum alone") {
    Voter few(election(4, 3));
    CHECK(failing(few, support::forge_too_many(Forger(few).at(few))) == one(Claim::sum_proof, 4));
    Voter many(election(9, 7));  // a sum in digits: what is over stays in digit 0
    CHECK(failing(many, support::forge_too_many(Forger(many).at(many))) == one(Claim::digit_proof, 9));
}

TEST_CASE("2 and −1 in a row, folded with constant weights, fail in that row alone") {
    Voter voter(election(4, 3));
    Forger forger(voter);
    CHECK(failing(voter, support::forge_fold_constant(forger.at(voter), 2)) == one(Claim::choice_proof, 2));
}

TEST_CASE("another's ballot is no ballot of one's own, re-randomised or as it stands") {
    Voter voter(election(4, 3));
    const base::Bytes other = voter.make(std::vector<std::uint8_t>{1, 0, 0, 1, 1, 0, 0, 1});
    const Body body = decode_body(voter.layout(), other).value();
    Forger forger(voter);
    CHECK(failing(voter, support::forge_copy(forger.at(voter), body)).size() == 5);
    CHECK(failing(voter, support::forge_replay(forger.at(voter), body)).size() == 5);
    // Also where the claim is true: what is missing is knowledge of the other's nonces.
    const base::Bytes blank = voter.make(std::vector<std::uint8_t>(8));
    CHECK(failing(voter, support::forge_copy(forger.at(voter), decode_body(voter.layout(), blank).value()))
              .size() == 5);
}

TEST_CASE("a huge number whose ciphertext was fitted to the commitments fails in its proof alone") {
    ContestDefinition definition;
    definition.cells = 2;
    definition.choices = {{.first = 0, .cells = 1, .blank = true}, {.first = 1, .cells = 1, .blank = true}};
    Voter voter(definition);
    Forger forger(voter);
    CHECK(failing(voter, support::forge_huge_number(forger.at(voter))) == one(Claim::choice_proof, 0));
}
