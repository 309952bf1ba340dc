#pragma once

#include "crypto/proof/equal_logs.hpp"
#include "crypto/threshold/polynomial.hpp"

namespace gongdao::threshold {

/// Q ‖ closing root ‖ group u32 ‖ kind u8 (0 cells) ‖ list digest ‖ u32 j. Source: SPEC §9.3.
struct ShareContext {
    base::ByteArray<32> Q{};
    base::Sha256 closing_root{};
    std::uint32_t group = 0;  ///< its index in the `tally` record
    base::Sha256 list_digest{};
    TrusteeIndex trustee;

    [[nodiscard]] base::Bytes encoded() const;
};

/// A trustee's decryption share of a group's sums, with the proof that it is one.
struct PartialDecryption {
    std::vector<group::Element> D;  ///< D_k = s_j·alpha_k
    proof::EqualLogs proof;

    bool operator==(const PartialDecryption&) const = default;
};

/// Needs: s = s_j; alpha of the group's cells in their order. Timing: constant in s and w.
PartialDecryption make_partial_decryption(const ShareContext& context, const group::SecretScalar& s,
                                          std::span<const group::Element> alpha, elgamal::Nonce&& w);

/// Refuses: wrong_count (not one D an alpha), bad_share (the proof does not hold).
base::Check verify_partial_decryption(const ShareContext& context, const elgamal::PublicKey& Y,
                                      std::span<const group::Element> alpha, const PartialDecryption& share);

/// D list 32 ‖ A 32 ‖ B 32 ‖ z 32: the end of a `share` record.
void write(encode::Writer& out, const PartialDecryption& share);
/// Refuses: out_of_range above `most_cells`.
PartialDecryption read_partial_decryption(encode::Reader& in, std::size_t most_cells);

}  // namespace gongdao::threshold
