#pragma once

#include "crypto/elgamal/keys.hpp"
#include "crypto/elgamal/nonce.hpp"
#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/proof/equations.hpp"

namespace gongdao::proof {

/// "Y = s·G and D_k = s·alpha_k for every k, with one s." Needs: as many D as alpha.
struct EqualLogsStatement {
    base::BytesView context;
    const elgamal::PublicKey& Y;
    std::span<const group::Element> alpha;
    std::span<const group::Element> D;
};

struct EqualLogs {
    group::Element A;
    group::Element B;
    group::Scalar z;

    bool operator==(const EqualLogs&) const = default;
};

constexpr std::size_t equal_logs_bytes = 96;

/// One proof for a whole list, folded after all of it is fixed.
///
///   seed = H("share-fold"; context, Y, alpha: all, D: all)        ρ_k = Hs("share-fold-k"; seed, k)
///   alpha* = Σ ρ_k·alpha_k    D* = Σ ρ_k·D_k
///   A = w·G    B = w·alpha*    c = Hs("share"; seed, A, B)    z = w + c·s
///
/// Source: SPEC §9.3; Chaum, Pedersen 1992, folded as RFC 9497 §2.2.1. Timing: constant in s and w.
EqualLogs prove_equal_logs(const EqualLogsStatement& statement, const group::SecretScalar& s,
                           elgamal::Nonce&& w);

///   z·G − A − c·Y = 0        z·alpha* − B − c·D* = 0
std::vector<Equation> equations_of(const EqualLogsStatement& statement, const EqualLogs& proof, Label label);

/// A ‖ B ‖ z.
void write(encode::Writer& out, const EqualLogs& proof);
EqualLogs read_equal_logs(encode::Reader& in);

}  // namespace gongdao::proof
