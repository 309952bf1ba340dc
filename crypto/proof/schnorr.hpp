#pragma once

#include "crypto/elgamal/keys.hpp"
#include "crypto/elgamal/nonce.hpp"
#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/proof/equations.hpp"

namespace gongdao::proof {

constexpr std::size_t schnorr_bytes = group::element_bytes + group::scalar_bytes;

/// "I know x in X = x·G", bound to a message under a name of SPEC §1.3.
struct Knowledge {
    std::string_view name;
    elgamal::PublicKey X;
    base::Bytes message;
};

struct Schnorr {
    group::Element T;
    group::Scalar z;

    bool operator==(const Schnorr&) const = default;
};

/// Proves knowledge of x, and so signs the message.
///
///   T = w·G        c = Hs(name; X, R: T, message)        z = w + c·x
///
/// Source: SPEC §5; Schnorr 1991. Needs: X = x·G. Timing: constant in x and w.
Schnorr prove_knowledge(const Knowledge& statement, const group::SecretScalar& x, elgamal::Nonce&& w);

///   z·G − T − c·X = 0
Equation equation_of(const Knowledge& statement, const Schnorr& proof, Label label);

/// T ‖ z.
void write(encode::Writer& out, const Schnorr& proof);
Schnorr read_schnorr(encode::Reader& in);

}  // namespace gongdao::proof
