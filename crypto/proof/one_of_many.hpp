#pragma once

#include "crypto/elgamal/ciphertext.hpp"
#include "crypto/proof/equations.hpp"
#include "crypto/proof/options.hpp"

namespace gongdao::proof {

/// "The plaintexts of these ciphertexts are one of the options." `digest` binds the whole ballot, `p` is the
/// proof's number.
struct OneOfManyStatement {
    const elgamal::PublicKey& y;
    const base::Sha512& digest;
    std::uint32_t p;
    std::span<const elgamal::Ciphertext> ciphertexts;
    const Options& options;
};

struct Branch {
    group::Element A;
    group::Element B;
    group::Scalar z;

    bool operator==(const Branch&) const = default;
};

/// The challenge of branch 0 is not sent: it is the hash minus all others.
struct OneOfMany {
    std::vector<Branch> branches;
    std::vector<group::Scalar> challenges;  ///< c_1 … c_{m−1}

    bool operator==(const OneOfMany&) const = default;
};

/// λ_0 = 1, λ_k = Hs("fold"; digest, proof: p, k): only after all ciphertexts, or the row (2, −1) would fold
/// to 1.
std::vector<group::Scalar> fold_weights(const base::Sha512& digest, std::uint32_t p, std::size_t count);

/// c = Hs("one-of-many"; digest, proof: p, commitments: A_0 B_0 A_1 B_1 …)
group::Scalar one_of_many_challenge(const base::Sha512& digest, std::uint32_t p,
                                    std::span<const Branch> branches);

/// Proves the statement without saying which option it is.
///
///   true branch:    A = w·G    B = w·y                        z = w + c_j·r*
///   other branch:   A = u·G    B = u·y − c_j·d_j·G            z = u + c_j·r*        d_j = Σ λ_k·m_k − M*_j
///
/// Source: SPEC §6.2; Cramer, Damgård, Schoenmakers 1994 over Chaum, Pedersen 1992.
/// Needs: `openings` of the ciphertexts; their plaintexts are option `true_index` (otherwise the proof does
/// not hold).
/// Gives: 128·m − 32 bytes encoded. Takes c_j and u_j of each branch from `nonces`, in this order (SPEC §7).
/// Timing: constant in true_index, openings and nonces.
OneOfMany prove_one_of_many(const OneOfManyStatement& statement, std::span<const elgamal::Opening> openings,
                            std::uint32_t true_index, elgamal::NonceSource& nonces);

///   z_j·G − A_j − c_j·alpha* = 0        z_j·y − B_j − c_j·beta* + c_j·M*_j·G = 0        for each j
std::vector<Equation> equations_of(const OneOfManyStatement& statement, const OneOfMany& proof, Label label);

constexpr std::size_t one_of_many_bytes(std::size_t options) {
    return 128 * options - 32;
}
/// A_0 ‖ B_0 ‖ … ‖ c_1 … c_{m−1} ‖ z_0 … z_{m−1}.
void write(encode::Writer& out, const OneOfMany& proof);
OneOfMany read_one_of_many(encode::Reader& in, std::size_t options);

}  // namespace gongdao::proof
