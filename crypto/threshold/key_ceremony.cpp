#include "crypto/threshold/key_ceremony.hpp"

#include <algorithm>

namespace gongdao::threshold {

using base::Bytes;
using base::Code;
using elgamal::Nonce;
using elgamal::PublicKey;
using encode::Transcript;
using encode::Writer;
using group::Element;
using group::SecretScalar;

namespace {

constexpr std::size_t share_bytes = group::scalar_bytes;

proof::Knowledge of_key(const CeremonyContext& C, TrusteeIndex i, const PublicKey& E) {
    return {.name = "dkg-key", .X = E, .message = Writer().raw(C.encoded()).u32(i.value).take()};
}

proof::Knowledge of_constant(const CeremonyContext& C, TrusteeIndex i, const PublicKey& A_0,
                             std::span<const Element> A) {
    return {.name = "dkg-pok",
            .X = A_0,
            .message = Writer().raw(C.encoded()).u32(i.value).raw(group::encodings(A)).take()};
}

Bytes complaint_context(const CeremonyContext& C, Deal deal) {
    return Writer()
        .raw(C.encoded())
        .raw(base::view_of("complaint"))
        .u32(deal.dealer.value)
        .u32(deal.receiver.value)
        .take();
}

base::Secret<base::sha512_bytes> pad(const CeremonyContext& C, Deal deal, const PublicKey& E,
                                     const Element& R, const Element& S) {
    return Transcript("dkg-share")
        .absorb("context", C.encoded())
        .absorb("i", deal.dealer.value)
        .absorb("j", deal.receiver.value)
        .absorb("R", R.encoded())
        .absorb("E", E.encoded())
        .absorb("K", S.encoded())
        .secret_digest();
}

base::Secret<share_bytes> masked_by(const base::Secret<base::sha512_bytes>& pad,
                                    std::span<const std::uint8_t, share_bytes> share) {
    base::Secret<share_bytes> out;
    for (std::size_t i = 0; i < share_bytes; ++i) out.expose()[i] = share[i] ^ pad.expose()[i];
    return out;
}

/// Whether `box` is what was revealed for the receiver.
base::Check verify_box(const CeremonyContext& C, TrusteeIndex receiver, const ShareBox& box,
                       const Reveal& reveal) {
    const auto place = std::find(C.trustees.begin(), C.trustees.end(), receiver);
    const auto index = static_cast<std::size_t>(place - C.trustees.begin());
    if (place == C.trustees.end() || index >= reveal.boxes.size()) return base::refuse(Code::wrong_trustee);
    if (base::sha256(encode_share_box(box)) != reveal.boxes[index]) return base::refuse(Code::wrong_digest);
    return base::Done{};
}

/// Opens a box with S. Refuses: bad_share unless s < q and s·G = Σ_k j^k·A_k.
base::Result<SecretScalar> unmask(const CeremonyContext& C, Deal deal, const PublicKey& E, const Element& S,
                                  const ShareBox& box, const Reveal& reveal) {
    const auto bytes = masked_by(pad(C, deal, E, box.R, S), box.masked);
    auto s = SecretScalar::decode(bytes.expose());
    if (!s || group::mul_base(*s) != commitment_at(reveal.A, deal.receiver))
        return base::refuse(Code::bad_share);
    return s;
}

}  // namespace

Bytes CeremonyContext::encoded() const {
    Writer out;
    out.raw(K).u16(attempt);
    for (const TrusteeIndex trustee : trustees) out.u8(trustee.value);
    return out.take();
}

Keys make_keys(const CeremonyContext& C, TrusteeIndex i, const SecretScalar& e, Nonce&& w) {
    const PublicKey E = elgamal::public_key_of(e);
    return {.E = E, .proof = proof::prove_knowledge(of_key(C, i, E), e, std::move(w))};
}

base::Check verify_keys(const CeremonyContext& C, TrusteeIndex i, const Keys& keys) {
    const proof::Label label{.claim = proof::Claim::ceremony_keys, .number = i.value};
    if (!holds(equation_of(of_key(C, i, keys.E), keys.proof, label))) return base::refuse(Code::bad_proof);
    return base::Done{};
}

Commit make_commit(const CeremonyContext& C, TrusteeIndex i, std::span<const Element> A) {
    const base::Sha512 hash = Transcript("dkg-commit")
                                  .absorb("context", C.encoded())
                                  .absorb("i", i.value)
                                  .absorb("A", group::encodings(A))
                                  .digest();
    Commit out;
    std::copy_n(hash.begin(), out.commitment.size(), out.commitment.begin());
    return out;
}

Reveal make_reveal(const CeremonyContext& C, TrusteeIndex i, const Polynomial& f,
                   std::span<const ShareBox> boxes, Nonce&& w) {
    GONGDAO_REQUIRE(boxes.size() == C.trustees.size());
    Reveal out{.A = f.commitments(), .proof = {}, .boxes = {}};
    const PublicKey A_0 = elgamal::public_key_of(f.constant());
    out.proof = proof::prove_knowledge(of_constant(C, i, A_0, out.A), f.constant(), std::move(w));
    for (const ShareBox& box : boxes) out.boxes.push_back(base::sha256(encode_share_box(box)));
    return out;
}

base::Check verify_commit(const CeremonyContext& C, TrusteeIndex i, const Commit& commit,
                          const Reveal& reveal) {
    if (make_commit(C, i, reveal.A) != commit) return base::refuse(Code::wrong_digest);
    return base::Done{};
}

base::Check verify_reveal(const CeremonyContext& C, TrusteeIndex i, const Reveal& reveal) {
    const auto A_0 = PublicKey::of(reveal.A.front());
    if (!A_0) return A_0.refusal();
    const proof::Label label{.claim = proof::Claim::ceremony_reveal, .number = i.value};
    if (!holds(equation_of(of_constant(C, i, *A_0, reveal.A), reveal.proof, label)))
        return base::refuse(Code::bad_proof);
    return base::Done{};
}

ShareBox seal_share(const CeremonyContext& C, Deal deal, const PublicKey& E, const SecretScalar& s,
                    Nonce&& nonce) {
    const SecretScalar k = std::move(nonce).spend();
    const Element R = group::mul_base(k);
    const Element S = group::mul(k, E.element());
    const auto masked = masked_by(pad(C, deal, E, R, S), s.bytes().expose());
    ShareBox out{.R = R};
    std::copy(masked.expose().begin(), masked.expose().end(), out.masked.begin());
    return out;
}

base::Result<SecretScalar> open_share(const CeremonyContext& C, Deal deal, const SecretScalar& e,
                                      const ShareBox& box, const Reveal& reveal) {
    if (auto fits = verify_box(C, deal.receiver, box, reveal); !fits) return fits.refusal();
    return unmask(C, deal, elgamal::public_key_of(e), group::mul(e, box.R), box, reveal);
}

Complaint make_complaint(const CeremonyContext& C, Deal deal, const SecretScalar& e, const ShareBox& box,
                         Nonce&& w) {
    const PublicKey E = elgamal::public_key_of(e);
    const Element S = group::mul(e, box.R);
    const Bytes context = complaint_context(C, deal);
    const proof::EqualLogsStatement statement{
        .context = context, .Y = E, .alpha = std::span(&box.R, 1), .D = std::span(&S, 1)};
    return {.dealer = deal.dealer,
            .box = box,
            .S = S,
            .proof = proof::prove_equal_logs(statement, e, std::move(w))};
}

base::Result<Verdict> judge_complaint(const CeremonyContext& C, Deal deal, const PublicKey& E,
                                      const Complaint& complaint, const Reveal& reveal) {
    if (auto fits = verify_box(C, deal.receiver, complaint.box, reveal); !fits) return fits.refusal();
    const Bytes context = complaint_context(C, deal);
    const proof::EqualLogsStatement statement{
        .context = context, .Y = E, .alpha = std::span(&complaint.box.R, 1), .D = std::span(&complaint.S, 1)};
    const proof::Label label{.claim = proof::Claim::ceremony_complaint, .number = deal.receiver.value};
    if (!failing(equations_of(statement, complaint.proof, label)).empty())
        return base::refuse(Code::bad_proof);
    const bool share_fits = unmask(C, deal, E, complaint.S, complaint.box, reveal).has_value();
    return share_fits ? Verdict::unfounded : Verdict::founded;
}

base::Sha512 ceremony_digest(const CeremonyContext& C, std::span<const Bytes> records) {
    Writer joined;
    for (const Bytes& record : records) joined.bytes(record);
    return Transcript("dkg-transcript")
        .absorb("context", C.encoded())
        .absorb("records", joined.written())
        .digest();
}

base::Result<JointKey> derive_joint_key(const CeremonyContext& C, std::span<const Reveal> reveals) {
    Element sum = Element::identity();
    for (const Reveal& reveal : reveals) sum = sum + reveal.A.front();
    const auto y = PublicKey::of(sum);
    if (!y) return y.refusal();
    JointKey out{.y = *y, .trustees = {}};
    for (const TrusteeIndex j : C.trustees) {
        Element Y_j = Element::identity();
        for (const Reveal& reveal : reveals) Y_j = Y_j + commitment_at(reveal.A, j);
        const auto key = PublicKey::of(Y_j);
        if (!key) return key.refusal();
        out.trustees.push_back({.trustee = j, .Y = *key});
    }
    return out;
}

SecretScalar add_shares(std::span<const SecretScalar> shares) {
    SecretScalar sum;
    for (const SecretScalar& share : shares) sum = sum + share;
    return sum;
}

}  // namespace gongdao::threshold
