#pragma once

#include "crypto/group/group.hpp"

namespace gongdao::elgamal {

/// A secret number that may be used once (r of an encryption, w of a proof): whoever takes it takes `Nonce&&`
/// and spends it.
class Nonce {
public:
    explicit Nonce(group::SecretScalar&& value) : value_(std::move(value)) {}
    static Nonce draw(base::Rng& rng) { return Nonce(group::SecretScalar::draw(rng)); }

    group::SecretScalar spend() && { return std::move(value_); }

private:
    group::SecretScalar value_;
};

/// Where a prover takes its nonces, one after another: from chance, or from a ballot's seed (SPEC §7).
class NonceSource {
public:
    NonceSource() = default;
    NonceSource(const NonceSource&) = delete;
    NonceSource& operator=(const NonceSource&) = delete;
    virtual ~NonceSource() = default;

    virtual Nonce next() = 0;
};

/// Owns: nothing; `rng` outlives it.
class DrawnNonces final : public NonceSource {
public:
    explicit DrawnNonces(base::Rng& rng) : rng_(rng) {}
    Nonce next() override { return Nonce::draw(rng_); }

private:
    base::Rng& rng_;
};

}  // namespace gongdao::elgamal
