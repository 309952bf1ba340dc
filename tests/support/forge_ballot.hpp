#pragma once

#include <vector>

#include "crypto/ballot/make_body.hpp"

namespace gongdao::support {

/// Where a forger lies: in proof p it claims that option `claimed` is the true one.
struct Lie {
    std::uint32_t p = 0;
    std::uint32_t claimed = 0;
    bool constant_fold = false;  ///< λ = 1, 1, …: weights that do not hang on the ciphertexts
};

/// A body whose plaintexts may be any numbers. Every proof without a lie is made as an honest device makes
/// it; whether it holds is for the verifier to say. Of a sum in digits, `digits` are the plaintexts of digits
/// 1 … κ−1, all sums.
struct Forgery {
    std::vector<group::Scalar> cells;
    std::vector<group::Scalar> digits;
    std::vector<Lie> lies;
};

/// What a forger forges with.
struct Workshop {
    const ballot::Contest& contest;
    const ballot::Header& header;
    elgamal::NonceSource& nonces;
};

base::Bytes forge_body(const Workshop& at, const Forgery& forgery);

/// Both cells of a row of two: fails in the row's choice proof alone. Needs: an election's definition.
base::Bytes forge_both_marks(const Workshop& at, std::uint32_t row);
/// ○ for every candidate, more than there are seats: fails in the sum's proof, or of a sum in digits in one
/// or more of its digit proofs, and nowhere else.
/// Needs: an election's definition with fewer seats than candidates.
base::Bytes forge_too_many(const Workshop& at);
/// `fold_constant`: ○ 2 and × −1 in a row, which with constant weights folds to ○ 1 (SPEC §6.2). Fails in the
/// row's choice proof alone.
base::Bytes forge_fold_constant(const Workshop& at, std::uint32_t row);
/// Another's ballot under the forger's own key, cells re-randomised: the forger knows the shifts alone, and
/// claims each row blank. Fails in every proof, also where the row is blank.
/// Needs: no sum in digits.
base::Bytes forge_copy(const Workshop& at, const ballot::Body& other);
/// Another's cells and proofs as they stand, under the forger's own header. Fails in every proof.
base::Bytes forge_replay(const Workshop& at, const ballot::Body& other);
/// Weak Fiat–Shamir (Bernhard, Pereira, Warinschi 2012): a ○ that encrypts a huge number, with commitments
/// made first and the ciphertext fitted to them, as if the digest did not hash it. Fails in proof 0 alone.
/// Needs: choice 0 is a single cell with blank and in no sum.
base::Bytes forge_huge_number(const Workshop& at);

}  // namespace gongdao::support
