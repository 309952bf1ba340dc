#pragma once

#include <string>

#include "crypto/ballot/ids.hpp"
#include "crypto/elgamal/keys.hpp"

namespace gongdao::ballot {

/// First 15 bytes of H("code"; of: X) in six groups of four: what people compare aloud (SPEC §3.3).
std::string code_of(const base::ByteArray<32>& X);

/// First 20 bytes of H("anchor"; K, y) as 32 characters: what a slip's link carries, so that no other y is
/// taken.
std::string anchor_of(const base::Sha256& K, const elgamal::PublicKey& y);

/// First 15 bytes of the tracker itself in six groups of four (SPEC §6.4).
std::string text_of(const Tracker& tracker);

}  // namespace gongdao::ballot
