#pragma once

#include <vector>

#include "crypto/ballot/ids.hpp"
#include "crypto/elgamal/keys.hpp"

namespace gongdao::ballot {

/// The keys of all slips of a class, for one slot, strictly ascending by encoding.
using SlipRun = std::vector<elgamal::PublicKey>;

/// `slips/<class>`: u32 slots ‖ u32 slips ‖ for each slot (and maker: one in this version) slips × 32 bytes.
/// SPEC §4.2.
struct SlipList {
    std::uint32_t slips = 0;
    std::vector<SlipRun> runs;  ///< one a slot

    bool operator==(const SlipList&) const = default;
};

constexpr std::uint32_t max_slips = 1U << 20U;

base::Bytes encode_slip_list(const SlipList& list);
/// Refuses: out_of_range, out_of_order (not strictly ascending), and what keys refuse.
base::Result<SlipList> decode_slip_list(base::BytesView bytes);

/// SHA-256 of a run's keys one after another, as the manifest holds it.
base::Sha256 hash_of(const SlipRun& run);

}  // namespace gongdao::ballot
