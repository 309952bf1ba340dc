#pragma once

#include <compare>
#include <cstdint>

#include "crypto/base/bytes.hpp"

namespace gongdao::ballot {

/// 16 random bytes, drawn when a session is created.
struct SessionId {
    base::ByteArray<16> bytes{};
    auto operator<=>(const SessionId&) const = default;
};

/// Q of a contest (SPEC §3.1): what everything in it is bound to.
struct ContestId {
    base::ByteArray<32> bytes{};
    auto operator<=>(const ContestId&) const = default;
};

/// SHA-256 of a ballot's body (查票码).
struct Tracker {
    base::Sha256 bytes{};
    auto operator<=>(const Tracker&) const = default;
};

/// A class of slips of the session, from 0.
struct ClassNumber {
    std::uint32_t value = 0;
    auto operator<=>(const ClassNumber&) const = default;
};

/// A box (票箱) of a contest: its place in the definition's list of boxes, from 0.
struct BoxNumber {
    std::uint16_t value = 0;
    auto operator<=>(const BoxNumber&) const = default;
};

/// The place in a slip's list of keys that a contest or round takes, from 0.
struct SlotNumber {
    std::uint32_t value = 0;
    auto operator<=>(const SlotNumber&) const = default;
};

constexpr std::uint32_t max_slots = 32;
constexpr std::uint8_t makers_admitted = 1;

}  // namespace gongdao::ballot
