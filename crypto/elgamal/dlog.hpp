#pragma once

#include <optional>
#include <unordered_map>

#include "crypto/group/group.hpp"

namespace gongdao::elgamal {

/// Finds m in m·G for 0 ≤ m ≤ bound: baby-step giant-step (Shanks 1971).
/// Cost: √bound additions to make, and at most as many for each search.
/// Timing: varies with m, which is a published total.
class DiscreteLog {
public:
    explicit DiscreteLog(std::uint32_t bound);
    /// Nothing if there is no such m.
    [[nodiscard]] std::optional<std::uint32_t> of(const group::Element& M) const;

private:
    std::uint32_t bound_;
    std::uint32_t stride_;
    group::Element giant_step_;                                ///< stride·G
    std::unordered_map<std::uint64_t, std::uint32_t> babies_;  ///< last 8 bytes of i·G → i, 0 ≤ i < stride
};

}  // namespace gongdao::elgamal
