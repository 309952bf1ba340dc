#pragma once

#include "crypto/elgamal/keys.hpp"
#include "crypto/elgamal/nonce.hpp"
#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"

namespace gongdao::elgamal {

constexpr std::size_t ciphertext_bytes = 2 * group::element_bytes;

/// (alpha, beta) = (r·G, r·y + m·G): exponential ElGamal, so that sums of ciphertexts encrypt sums.
/// Source: SPEC §6.1.
struct Ciphertext {
    group::Element alpha;
    group::Element beta;

    bool operator==(const Ciphertext&) const = default;
};

Ciphertext operator+(const Ciphertext& a, const Ciphertext& b);
Ciphertext operator-(const Ciphertext& a, const Ciphertext& b);
Ciphertext mul_vartime(const group::Scalar& factor, const Ciphertext& ciphertext);

/// What a ciphertext hides, and with it the witness of its proofs.
struct Opening {
    group::SecretScalar m;
    group::SecretScalar r;

    [[nodiscard]] Opening copy() const { return {.m = m.copy(), .r = r.copy()}; }
};

Opening operator+(const Opening& a, const Opening& b);
Opening operator-(const Opening& a, const Opening& b);
Opening operator*(const group::Scalar& factor, const Opening& opening);

struct Sealed {
    Ciphertext ciphertext;
    Opening opening;
};

/// Encrypts a cell. Needs: m is 0 or 1. Timing: constant in m and r.
Sealed encrypt_bit(const PublicKey& y, std::uint8_t m, Nonce&& r);

/// alpha ‖ beta.
void write(encode::Writer& out, const Ciphertext& ciphertext);
/// A cell, digit or chunk. Refuses: not_in_group; identity for alpha.
Ciphertext read_ciphertext(encode::Reader& in);
/// A sum of ciphertexts, whose alpha may be the identity. Refuses: not_in_group.
Ciphertext read_sum(encode::Reader& in);
/// `read_ciphertext` of exactly these bytes. Refuses: also wrong_length, trailing_bytes.
base::Result<Ciphertext> decode_ciphertext(base::BytesView bytes);

}  // namespace gongdao::elgamal
