#include "tests/support/forge_ballot.hpp"

#include <algorithm>
#include <optional>

#include "crypto/ballot/parts.hpp"

namespace gongdao::support {

using elgamal::Ciphertext;
using elgamal::Opening;
using group::Element;
using group::Scalar;
using group::SecretScalar;

namespace {

/// Any plaintext, unlike elgamal::encrypt_bit.
elgamal::Sealed encrypt(const elgamal::PublicKey& y, const Scalar& m, elgamal::Nonce&& nonce) {
    Opening opening{.m = SecretScalar::of(m), .r = std::move(nonce).spend()};
    return {.ciphertext = {.alpha = group::mul_base(opening.r),
                           .beta = group::mul(opening.r, y.element()) + group::mul_base_vartime(m)},
            .opening = std::move(opening)};
}

/// What an honest prover would claim: the option that the plaintexts are, or 0 if they are none.
std::uint32_t option_of(const proof::Options& options, std::span<const Opening> openings) {
    std::vector<Scalar> any;  // weights that tell the options apart
    Scalar m;
    for (std::size_t k = 0; k < openings.size(); ++k) {
        any.emplace_back(k == 0 ? 1 : 1000 + 7 * k);
        m = m + any.back() * openings[k].m.reveal();
    }
    for (std::uint32_t j = 0; j < options.size(); ++j) {
        if (options.folded(j, any) == m) return j;
    }
    return 0;
}

/// The proof as SPEC §6.2 makes it, with the weights given.
proof::OneOfMany prove_with(std::span<const Scalar> lambda, const proof::OneOfManyStatement& statement,
                            std::span<const Opening> openings, std::uint32_t claimed,
                            elgamal::NonceSource& nonces) {
    Scalar m_star;
    Scalar r_star;
    for (std::size_t k = 0; k < openings.size(); ++k) {
        m_star = m_star + lambda[k] * openings[k].m.reveal();
        r_star = r_star + lambda[k] * openings[k].r.reveal();
    }
    const std::size_t m = statement.options.size();
    std::vector<Scalar> c(m);
    std::vector<Scalar> u(m);
    proof::OneOfMany out;
    for (std::size_t j = 0; j < m; ++j) {
        c[j] = nonces.next().spend().reveal();
        u[j] = nonces.next().spend().reveal();
        const Scalar d = j == claimed ? Scalar() : m_star - statement.options.folded(j, lambda);
        out.branches.push_back(
            {.A = group::mul_base_vartime(u[j]),
             .B = group::mul_vartime(u[j], statement.y.element()) - group::mul_base_vartime(c[j] * d),
             .z = Scalar()});
    }
    Scalar rest = proof::one_of_many_challenge(statement.digest, statement.p, out.branches);
    for (std::size_t j = 0; j < m; ++j) rest = j == claimed ? rest : rest - c[j];
    c[claimed] = rest;
    for (std::size_t j = 0; j < m; ++j) out.branches[j].z = u[j] + c[j] * r_star;
    out.challenges.assign(c.begin() + 1, c.end());
    return out;
}

struct Encrypted {
    std::vector<Ciphertext> ciphertexts;
    std::vector<Opening> openings;
};

/// Cells and digits with everything that proofs need, and the proofs over `digest`.
base::Bytes prove_all(const Workshop& at, const Encrypted& encrypted, const base::Sha512& digest,
                      const std::vector<Lie>& lies) {
    const ballot::ContestDefinition& definition = at.contest.definition;
    const ballot::Layout layout = ballot::layout_of(definition);
    const auto statements = ballot::parts_of<Ciphertext>(definition, encrypted.ciphertexts);
    const auto witnesses = ballot::parts_of<Opening>(definition, encrypted.openings);
    ballot::Body body{.header = at.header, .ciphertexts = encrypted.ciphertexts, .proofs = {}};
    for (std::uint32_t p = 0; p < layout.proofs.size(); ++p) {
        const proof::OneOfManyStatement statement{.y = at.contest.y,
                                                  .digest = digest,
                                                  .p = p,
                                                  .ciphertexts = statements[p],
                                                  .options = layout.proofs[p].options};
        const auto lie = std::find_if(lies.begin(), lies.end(), [&](const Lie& one) { return one.p == p; });
        const bool lying = lie != lies.end();
        auto lambda = proof::fold_weights(digest, p, witnesses[p].size());
        if (lying && lie->constant_fold) std::fill(lambda.begin(), lambda.end(), Scalar(1));
        const std::uint32_t claimed = lying ? lie->claimed : option_of(statement.options, witnesses[p]);
        body.proofs.push_back(prove_with(lambda, statement, witnesses[p], claimed, at.nonces));
    }
    return ballot::encode_body(body);
}

Encrypted encrypt_all(const Workshop& at, const Forgery& forgery) {
    Encrypted out;
    for (const auto& list : {forgery.cells, forgery.digits}) {
        for (const Scalar& m : list) {
            elgamal::Sealed sealed = encrypt(at.contest.y, m, at.nonces.next());
            out.ciphertexts.push_back(sealed.ciphertext);
            out.openings.push_back(std::move(sealed.opening));
        }
    }
    return out;
}

std::vector<Scalar> blank(const Workshop& at) {
    return std::vector<Scalar>(at.contest.definition.cells);
}

std::optional<Scalar> root_of_square(const Scalar& a) {  // q = 5 mod 8, as of ristretto255
    const auto power = [](Scalar base, const base::ByteArray<32>& exponent) {
        Scalar out(1);
        for (std::size_t bit = 256; bit-- > 0;) {
            out = out * out;
            if ((exponent[bit / 8] >> (bit % 8)) & 1U) out = out * base;
        }
        return out;
    };
    const auto shifted = [](unsigned add, unsigned by) {  // (q + add − 1) >> by, little-endian
        const Scalar minus_one = -Scalar(1);
        base::ByteArray<33> wide{};
        unsigned carry = add;
        for (std::size_t i = 0; i < 32; ++i) {
            carry += minus_one.encoded()[i];
            wide[i] = static_cast<std::uint8_t>(carry);
            carry >>= 8U;
        }
        base::ByteArray<32> out{};
        for (std::size_t i = 0; i < 32; ++i) {
            out[i] = static_cast<std::uint8_t>((wide[i] >> by) | (wide[i + 1] << (8U - by)));
        }
        return out;
    };
    const Scalar r = power(a, shifted(4, 3));          // a^((q+3)/8)
    const Scalar i = power(Scalar(2), shifted(0, 2));  // 2^((q−1)/4)
    for (const Scalar& root : {r, r * i}) {
        if (root * root == a) return root;
    }
    return std::nullopt;
}

}  // namespace

base::Bytes forge_body(const Workshop& at, const Forgery& forgery) {
    const Encrypted encrypted = encrypt_all(at, forgery);
    return prove_all(at, encrypted, ballot::digest_of(at.contest.y, at.header, encrypted.ciphertexts),
                     forgery.lies);
}

base::Bytes forge_both_marks(const Workshop& at, std::uint32_t row) {
    Forgery forgery{.cells = blank(at), .digits = {}, .lies = {{.p = row, .claimed = 1}}};
    forgery.cells[2 * row] = Scalar(1);
    forgery.cells[2 * row + 1] = Scalar(1);
    return forge_body(at, forgery);
}

base::Bytes forge_too_many(const Workshop& at) {
    const ballot::ContestDefinition& definition = at.contest.definition;
    const auto& [cells, range] = definition.sums.front();
    Forgery forgery{.cells = blank(at), .digits = {}, .lies = {}};
    for (const std::uint32_t cell : cells) forgery.cells[cell] = Scalar(1);
    const auto p = static_cast<std::uint32_t>(definition.choices.size());
    if (const std::size_t digits = proof::digits_in(range); digits > 1) {
        forgery.digits.assign(digits - 1, Scalar(1));  // what is over stays in digit 0
        forgery.lies.push_back({.p = p, .claimed = 1});
    } else {
        forgery.lies.push_back({.p = p, .claimed = range.width()});
    }
    return forge_body(at, forgery);
}

base::Bytes forge_fold_constant(const Workshop& at, std::uint32_t row) {
    Forgery forgery{
        .cells = blank(at), .digits = {}, .lies = {{.p = row, .claimed = 1, .constant_fold = true}}};
    forgery.cells[2 * row] = Scalar(2);
    forgery.cells[2 * row + 1] = -Scalar(1);
    // The sum sees 2, which it allows: it is claimed as it is.
    return forge_body(at, forgery);
}

base::Bytes forge_copy(const Workshop& at, const ballot::Body& other) {
    Encrypted copied;
    for (const Ciphertext& cell : other.ciphertexts) {
        elgamal::Sealed shift = encrypt(at.contest.y, Scalar(), at.nonces.next());
        copied.ciphertexts.push_back(cell + shift.ciphertext);
        copied.openings.push_back(std::move(shift.opening));
    }
    return prove_all(at, copied, ballot::digest_of(at.contest.y, at.header, copied.ciphertexts), {});
}

base::Bytes forge_replay(const Workshop& at, const ballot::Body& other) {
    ballot::Body body = other;
    body.header = at.header;
    return ballot::encode_body(body);
}

base::Bytes forge_huge_number(const Workshop& at) {
    const auto draw = [&] { return at.nonces.next().spend().reveal(); };
    const Element G = Element::generator();
    const Element& y = at.contest.y.element();
    // A digest that hashes header and key and no ciphertext.
    const base::Sha512 weak = ballot::digest_of(at.contest.y, at.header, {});
    for (;;) {
        const Scalar b0 = draw();
        const Scalar b1 = draw();
        const Scalar d0 = draw();
        const Scalar d1 = draw();
        const auto branch = [&](const Scalar& b, const Scalar& d) {
            return proof::Branch{.A = group::mul_vartime(b, G),
                                 .B = group::mul_vartime(b, y) + group::mul_vartime(d, G),
                                 .z = Scalar()};
        };
        proof::OneOfMany proof{.branches = {branch(b0, d0), branch(b1, d1)}, .challenges = {}};
        const Scalar c = proof::one_of_many_challenge(weak, 0, proof.branches);
        const Scalar half = d0 + d1 - c;  // c·m² + (d_0 + d_1 − c)·m − d_0 = 0
        const auto root = root_of_square(half * half + Scalar(4) * c * d0);
        if (!root) continue;
        const Scalar m = (*root - half) * (Scalar(2) * c).inverse();
        const Scalar c1 = -d1 * (m - Scalar(1)).inverse();
        Forgery forgery{.cells = blank(at), .digits = {}, .lies = {}};
        forgery.cells[0] = m;
        const Encrypted encrypted = encrypt_all(at, forgery);
        const Scalar r = encrypted.openings[0].r.reveal();
        proof.challenges = {c1};
        proof.branches[0].z = b0 + (c - c1) * r;
        proof.branches[1].z = b1 + c1 * r;
        const base::Sha512 digest = ballot::digest_of(at.contest.y, at.header, encrypted.ciphertexts);
        const base::Bytes honest = prove_all(at, encrypted, digest, {});
        auto body = ballot::decode_body(ballot::layout_of(at.contest.definition), honest).value();
        body.proofs[0] = proof;
        return ballot::encode_body(body);
    }
}

}  // namespace gongdao::support
