#pragma once

#include "crypto/threshold/ceremony_messages.hpp"

namespace gongdao::threshold {

/// C = K ‖ attempt u16 ‖ the attempt's trustees (u8 each, ascending). Source: SPEC §5.
struct CeremonyContext {
    base::Sha256 K{};
    std::uint16_t attempt = 1;
    std::vector<TrusteeIndex> trustees;

    [[nodiscard]] base::Bytes encoded() const;
};

/// Who deals a share, and to whom.
struct Deal {
    TrusteeIndex dealer;    ///< i
    TrusteeIndex receiver;  ///< j
};

/// "dkg-key" of e_i over C ‖ u32 i. Needs: e is fresh for this attempt. Timing: constant in e and w.
Keys make_keys(const CeremonyContext& C, TrusteeIndex i, const group::SecretScalar& e, elgamal::Nonce&& w);
/// Refuses: bad_proof.
base::Check verify_keys(const CeremonyContext& C, TrusteeIndex i, const Keys& keys);

/// First 32 bytes of H("dkg-commit"; context: C, i, A: A_i,0 … A_i,t−1).
Commit make_commit(const CeremonyContext& C, TrusteeIndex i, std::span<const group::Element> A);
/// "dkg-pok" of a_i,0 over C ‖ u32 i ‖ all A_i,k. Needs: `boxes` for each trustee of the attempt, ascending.
Reveal make_reveal(const CeremonyContext& C, TrusteeIndex i, const Polynomial& f,
                   std::span<const ShareBox> boxes, elgamal::Nonce&& w);
/// Refuses: wrong_digest if A is not what `commit` committed to.
base::Check verify_commit(const CeremonyContext& C, TrusteeIndex i, const Commit& commit,
                          const Reveal& reveal);
/// Refuses: identity (A_i,0), bad_proof.
base::Check verify_reveal(const CeremonyContext& C, TrusteeIndex i, const Reveal& reveal);

/// Encrypts the share s = f_i(j) for j: hashed ElGamal with sender and receiver in the hash.
///
///   R = k·G    S = k·E_j    masked = s ⊕ H("dkg-share"; context: C, i, j, R, E: E_j, K: S)[0..32)
///
/// Timing: constant in s and k.
ShareBox seal_share(const CeremonyContext& C, Deal deal, const elgamal::PublicKey& E,
                    const group::SecretScalar& s, elgamal::Nonce&& k);
/// Opens and checks the box that i made for j.
///
///   SHA-256(box) is the revealed one        s < q        s·G − Σ_k j^k·A_i,k = 0
///
/// Needs: e = e_j; `reveal` is i's.
/// Refuses: wrong_digest (not the revealed box: ask for it again), bad_share (complain), wrong_trustee (no
/// box for j).
base::Result<group::SecretScalar> open_share(const CeremonyContext& C, Deal deal,
                                             const group::SecretScalar& e, const ShareBox& box,
                                             const Reveal& reveal);

/// Publishes S with the proof that it is e_j·R, so that anyone can open the box. Timing: constant in e and w.
Complaint make_complaint(const CeremonyContext& C, Deal deal, const group::SecretScalar& e,
                         const ShareBox& box, elgamal::Nonce&& w);
enum class Verdict {
    founded,    ///< the dealer lied
    unfounded,  ///< the share fits: whoever complains lied
};
/// Refuses: wrong_digest (the box is not the revealed one), bad_proof, wrong_trustee (no box for j): not
/// admitted then.
base::Result<Verdict> judge_complaint(const CeremonyContext& C, Deal deal, const elgamal::PublicKey& E,
                                      const Complaint& complaint, const Reveal& reveal);

/// H("dkg-transcript"; context: C, records: each as u32 length ‖ bytes).
/// Needs: the attempt's `key_ceremony` records of kinds 0–2 in log order, whole.
base::Sha512 ceremony_digest(const CeremonyContext& C, std::span<const base::Bytes> records);

struct VerificationKey {
    TrusteeIndex trustee;
    elgamal::PublicKey Y;
    bool operator==(const VerificationKey&) const = default;
};
/// What anyone derives from the reveals.
struct JointKey {
    elgamal::PublicKey y;
    std::vector<VerificationKey> trustees;  ///< ascending
    bool operator==(const JointKey&) const = default;
};
///   y = Σ_i A_i,0        Y_j = Σ_i Σ_k j^k·A_i,k        Refuses: identity.
base::Result<JointKey> derive_joint_key(const CeremonyContext& C, std::span<const Reveal> reveals);
/// s_j = Σ_i f_i(j).
group::SecretScalar add_shares(std::span<const group::SecretScalar> shares);

}  // namespace gongdao::threshold
