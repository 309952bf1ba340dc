#include "crypto/proof/one_of_many.hpp"

#include "crypto/group/read.hpp"

namespace gongdao::proof {

using elgamal::Ciphertext;
using elgamal::Opening;
using group::Element;
using group::Scalar;
using group::SecretScalar;

namespace {

/// 1 if a = b, else 0. Timing: constant.
std::uint8_t same(std::uint32_t a, std::uint32_t b) {
    const std::uint64_t difference = std::uint64_t{a ^ b};
    return static_cast<std::uint8_t>(((difference - 1) >> 63U) & 1U);
}

/// Σ λ_k·opening_k.
Opening fold(std::span<const Opening> openings, std::span<const Scalar> lambda) {
    Opening sum;
    for (std::size_t k = 0; k < openings.size(); ++k) sum = sum + lambda[k] * openings[k];
    return sum;
}

/// alpha*, beta*.
Ciphertext fold(std::span<const Ciphertext> ciphertexts, std::span<const Scalar> lambda) {
    Ciphertext sum = ciphertexts.front();  // λ_0 = 1
    for (std::size_t k = 1; k < ciphertexts.size(); ++k)
        sum = sum + elgamal::mul_vartime(lambda[k], ciphertexts[k]);
    return sum;
}

}  // namespace

std::vector<Scalar> fold_weights(const base::Sha512& digest, std::uint32_t p, std::size_t count) {
    std::vector<Scalar> lambda{Scalar(1)};
    const auto transcript = encode::Transcript("fold").absorb("digest", digest).absorb("proof", p);
    for (std::size_t k = 1; k < count; ++k) {
        lambda.push_back(
            group::scalar_of(encode::Transcript(transcript).absorb("k", static_cast<std::uint32_t>(k))));
    }
    return lambda;
}

Scalar one_of_many_challenge(const base::Sha512& digest, std::uint32_t p, std::span<const Branch> branches) {
    encode::Writer commitments;
    for (const Branch& branch : branches) commitments.raw(branch.A.encoded()).raw(branch.B.encoded());
    return group::scalar_of(encode::Transcript("one-of-many")
                                .absorb("digest", digest)
                                .absorb("proof", p)
                                .absorb("commitments", commitments.written()));
}

OneOfMany prove_one_of_many(const OneOfManyStatement& statement, std::span<const Opening> openings,
                            std::uint32_t true_index, elgamal::NonceSource& nonces) {
    GONGDAO_REQUIRE(openings.size() == statement.options.cells());
    const auto lambda = fold_weights(statement.digest, statement.p, openings.size());
    const auto [m_star, r_star] = fold(openings, lambda);
    static const SecretScalar zero;
    static const SecretScalar one = SecretScalar::of_bit(1);
    struct Draw {
        SecretScalar c;
        SecretScalar u;  // w in the true branch
    };
    std::vector<Draw> draws;
    OneOfMany proof;
    for (std::size_t j = 0; j < statement.options.size(); ++j) {
        SecretScalar c = nonces.next().spend();
        SecretScalar u = nonces.next().spend();
        const SecretScalar d = m_star - SecretScalar::of(statement.options.folded(j, lambda));
        // In the true branch d = 0 and B = w·y. (1 − c·d)·G − G and not −c·d·G: no multiplication ends in the
        // identity there alone.
        const Element shift = group::mul_base(one - c * d) - Element::generator();
        proof.branches.push_back(
            {.A = group::mul_base(u), .B = group::mul(u, statement.y.element()) + shift, .z = Scalar()});
        draws.push_back({.c = std::move(c), .u = std::move(u)});
    }
    const Scalar c = one_of_many_challenge(statement.digest, statement.p, proof.branches);
    SecretScalar c_true = SecretScalar::of(c);
    for (std::size_t j = 0; j < draws.size(); ++j) {
        c_true = c_true - group::select(same(static_cast<std::uint32_t>(j), true_index), zero, draws[j].c);
    }
    for (std::size_t j = 0; j < draws.size(); ++j) {
        const SecretScalar c_j =
            group::select(same(static_cast<std::uint32_t>(j), true_index), c_true, draws[j].c);
        proof.branches[j].z = (draws[j].u + c_j * r_star).reveal();
        if (j != 0) proof.challenges.push_back(c_j.reveal());
    }
    return proof;
}

std::vector<Equation> equations_of(const OneOfManyStatement& statement, const OneOfMany& proof, Label label) {
    const std::size_t m = statement.options.size();
    GONGDAO_REQUIRE(statement.ciphertexts.size() == statement.options.cells());
    GONGDAO_REQUIRE(proof.branches.size() == m && proof.challenges.size() == m - 1);
    const auto lambda = fold_weights(statement.digest, statement.p, statement.ciphertexts.size());
    const Ciphertext star = fold(statement.ciphertexts, lambda);
    Scalar c_0 = one_of_many_challenge(statement.digest, statement.p, proof.branches);
    for (const Scalar& c_j : proof.challenges) c_0 = c_0 - c_j;
    const Element G = Element::generator();
    const Scalar minus_one = -Scalar(1);
    std::vector<Equation> out;
    for (std::size_t j = 0; j < m; ++j) {
        const auto& [A, B, z] = proof.branches[j];
        const Scalar c = j == 0 ? c_0 : proof.challenges[j - 1];
        const Scalar M_star = statement.options.folded(j, lambda);
        out.push_back({label, {{z, G}, {minus_one, A}, {-c, star.alpha}}});
        out.push_back(
            {label, {{z, statement.y.element()}, {minus_one, B}, {-c, star.beta}, {c * M_star, G}}});
    }
    return out;
}

void write(encode::Writer& out, const OneOfMany& proof) {
    for (const Branch& branch : proof.branches) out.raw(branch.A.encoded()).raw(branch.B.encoded());
    for (const Scalar& c : proof.challenges) out.raw(c.encoded());
    for (const Branch& branch : proof.branches) out.raw(branch.z.encoded());
}

OneOfMany read_one_of_many(encode::Reader& in, std::size_t options) {
    OneOfMany proof;
    for (std::size_t j = 0; j < options; ++j) {
        const Element A = group::read_element(in);
        const Element B = group::read_element(in);
        proof.branches.push_back({.A = A, .B = B, .z = Scalar()});
    }
    for (std::size_t j = 1; j < options; ++j) proof.challenges.push_back(group::read_scalar(in));
    for (Branch& branch : proof.branches) branch.z = group::read_scalar(in);
    return proof;
}

}  // namespace gongdao::proof
