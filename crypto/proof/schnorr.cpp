#include "crypto/proof/schnorr.hpp"

#include "crypto/group/read.hpp"

namespace gongdao::proof {

using group::Element;
using group::Scalar;

namespace {

Scalar challenge(const Knowledge& statement, const Element& T) {
    return group::scalar_of(encode::Transcript(statement.name)
                                .absorb("X", statement.X.encoded())
                                .absorb("R", T.encoded())
                                .absorb("message", statement.message));
}

}  // namespace

Schnorr prove_knowledge(const Knowledge& statement, const group::SecretScalar& x, elgamal::Nonce&& nonce) {
    const group::SecretScalar w = std::move(nonce).spend();
    const Element T = group::mul_base(w);
    const Scalar c = challenge(statement, T);
    return {.T = T, .z = (w + c * x).reveal()};
}

Equation equation_of(const Knowledge& statement, const Schnorr& proof, Label label) {
    const Scalar c = challenge(statement, proof.T);
    return {.label = label,
            .terms = {{proof.z, Element::generator()}, {-Scalar(1), proof.T}, {-c, statement.X.element()}}};
}

void write(encode::Writer& out, const Schnorr& proof) {
    out.raw(proof.T.encoded()).raw(proof.z.encoded());
}

Schnorr read_schnorr(encode::Reader& in) {
    const Element T = group::read_element(in);
    const Scalar z = group::read_scalar(in);
    return {.T = T, .z = z};
}

}  // namespace gongdao::proof
