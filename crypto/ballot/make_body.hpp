#pragma once

#include "crypto/ballot/body.hpp"
#include "crypto/ballot/marks.hpp"
#include "crypto/elgamal/nonce.hpp"

namespace gongdao::ballot {

constexpr std::size_t seed_bytes = 32;
/// What all nonces of one ballot come from; erased once the ballot is cast.
using Seed = base::Secret<seed_bytes>;

/// Hs("nonce"; seed, header, index: u32) for index = 0, 1, 2, … Source: SPEC §7.
/// Owns: nothing; `seed` outlives it.
class SeededNonces final : public elgamal::NonceSource {
public:
    SeededNonces(const Seed& seed, const Header& header);
    elgamal::Nonce next() override;

private:
    encode::Transcript transcript_;
    std::uint32_t index_ = 0;
};

/// Encrypts the marks and proves them: a function of contest, header, marks and seed and of nothing else.
/// Source: SPEC §6, §7.
/// Refuses: what verify_marks refuses.
/// Timing: constant in marks and seed.
base::Result<base::Bytes> make_body(const Contest& contest, const Header& header, const Marks& marks,
                                    const Seed& seed);

/// Checks a ballot that was opened instead of cast (Benaloh 2006): the marks that it holds, if it is exactly
/// what an honest device makes of them and this seed.
/// Refuses: what decode_body refuses; body_mismatch for any other body.
base::Result<std::vector<std::uint8_t>> reveal_marks(const Contest& contest, base::BytesView body,
                                                     const Seed& seed);

}  // namespace gongdao::ballot
