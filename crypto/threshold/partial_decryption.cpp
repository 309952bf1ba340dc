#include "crypto/threshold/partial_decryption.hpp"

#include "crypto/group/read.hpp"

namespace gongdao::threshold {

using group::Element;

namespace {

constexpr std::uint8_t kind_of_cells = 0;

}  // namespace

base::Bytes ShareContext::encoded() const {
    return encode::Writer()
        .raw(Q)
        .raw(closing_root)
        .u32(group)
        .u8(kind_of_cells)
        .raw(list_digest)
        .u32(trustee.value)
        .take();
}

PartialDecryption make_partial_decryption(const ShareContext& context, const group::SecretScalar& s,
                                          std::span<const Element> alpha, elgamal::Nonce&& w) {
    PartialDecryption share;
    for (const Element& alpha_k : alpha) share.D.push_back(group::mul(s, alpha_k));
    const base::Bytes bound = context.encoded();
    const elgamal::PublicKey Y = elgamal::public_key_of(s);
    share.proof =
        proof::prove_equal_logs({.context = bound, .Y = Y, .alpha = alpha, .D = share.D}, s, std::move(w));
    return share;
}

base::Check verify_partial_decryption(const ShareContext& context, const elgamal::PublicKey& Y,
                                      std::span<const Element> alpha, const PartialDecryption& share) {
    if (share.D.size() != alpha.size()) return base::refuse(base::Code::wrong_count);
    const base::Bytes bound = context.encoded();
    const proof::Label label{.claim = proof::Claim::share, .number = context.trustee.value};
    const auto equations =
        equations_of({.context = bound, .Y = Y, .alpha = alpha, .D = share.D}, share.proof, label);
    if (!failing(equations).empty()) return base::refuse(base::Code::bad_share);
    return base::Done{};
}

void write(encode::Writer& out, const PartialDecryption& share) {
    out.count(share.D.size()).raw(group::encodings(share.D));
    proof::write(out, share.proof);
}

PartialDecryption read_partial_decryption(encode::Reader& in, std::size_t most_cells) {
    PartialDecryption share;
    for (std::uint32_t left = in.count(most_cells); left > 0; --left)
        share.D.push_back(group::read_element(in));
    share.proof = proof::read_equal_logs(in);
    return share;
}

}  // namespace gongdao::threshold
