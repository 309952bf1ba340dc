#include "crypto/proof/equal_logs.hpp"

#include "crypto/group/read.hpp"

namespace gongdao::proof {

using group::Element;
using group::Scalar;

namespace {

struct Folded {
    base::Sha512 seed;
    std::vector<Scalar> rho;
};

Folded fold(const EqualLogsStatement& statement) {
    GONGDAO_REQUIRE(statement.alpha.size() == statement.D.size());
    const base::Sha512 seed = encode::Transcript("share-fold")
                                  .absorb("context", statement.context)
                                  .absorb("Y", statement.Y.encoded())
                                  .absorb("alpha", group::encodings(statement.alpha))
                                  .absorb("D", group::encodings(statement.D))
                                  .digest();
    Folded out{.seed = seed, .rho = {}};
    const auto transcript = encode::Transcript("share-fold-k").absorb("seed", seed);
    for (std::size_t k = 0; k < statement.alpha.size(); ++k) {
        out.rho.push_back(
            group::scalar_of(encode::Transcript(transcript).absorb("k", static_cast<std::uint32_t>(k))));
    }
    return out;
}

/// Σ factor·ρ_k·P_k as terms.
void append_folded(std::vector<group::Term>& terms, const Scalar& factor, std::span<const Scalar> rho,
                   std::span<const Element> P) {
    for (std::size_t k = 0; k < P.size(); ++k) terms.push_back({factor * rho[k], P[k]});
}

Scalar challenge(const base::Sha512& seed, const Element& A, const Element& B) {
    return group::scalar_of(
        encode::Transcript("share").absorb("seed", seed).absorb("A", A.encoded()).absorb("B", B.encoded()));
}

}  // namespace

EqualLogs prove_equal_logs(const EqualLogsStatement& statement, const group::SecretScalar& s,
                           elgamal::Nonce&& nonce) {
    const auto [seed, rho] = fold(statement);
    std::vector<group::Term> terms;
    append_folded(terms, Scalar(1), rho, statement.alpha);
    const Element alpha_star = group::multi_exp_vartime(terms);
    const group::SecretScalar w = std::move(nonce).spend();
    const Element A = group::mul_base(w);
    const Element B = group::mul(w, alpha_star);
    return {.A = A, .B = B, .z = (w + challenge(seed, A, B) * s).reveal()};
}

std::vector<Equation> equations_of(const EqualLogsStatement& statement, const EqualLogs& proof, Label label) {
    const auto [seed, rho] = fold(statement);
    const Scalar c = challenge(seed, proof.A, proof.B);
    const Scalar minus_one = -Scalar(1);
    std::vector<group::Term> folded{{minus_one, proof.B}};
    append_folded(folded, proof.z, rho, statement.alpha);
    append_folded(folded, -c, rho, statement.D);
    return {{label, {{proof.z, Element::generator()}, {minus_one, proof.A}, {-c, statement.Y.element()}}},
            {label, std::move(folded)}};
}

void write(encode::Writer& out, const EqualLogs& proof) {
    out.raw(proof.A.encoded()).raw(proof.B.encoded()).raw(proof.z.encoded());
}

EqualLogs read_equal_logs(encode::Reader& in) {
    const Element A = group::read_element(in);
    const Element B = group::read_element(in);
    const Scalar z = group::read_scalar(in);
    return {.A = A, .B = B, .z = z};
}

}  // namespace gongdao::proof
