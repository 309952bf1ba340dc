#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/ballot/ids.hpp"
#include "crypto/elgamal/keys.hpp"

namespace gongdao::ballot {

constexpr std::size_t slip_characters = 26;
constexpr std::size_t anchor_characters = 32;

/// The secret of a slip (票证): 26 characters of Crockford's base32, in their one form.
using SlipSecret = base::Secret<slip_characters>;

/// 130 bits from 26 bytes of chance, five a byte. Timing: constant in what is drawn.
SlipSecret draw_slip(base::Rng& rng);

/// The first 10 bits of SHA-256 of the 26 characters, as two characters. Timing: constant in the characters.
base::Secret<2> check_characters(const SlipSecret& slip);

/// As printed: seven groups of four, the last two characters the check. Timing: constant in the characters.
std::string printed(const SlipSecret& slip);

/// Reads what was typed or scanned: hyphens and spaces are passed over, lower case is upper, O is 0, I and L
/// are 1.
/// Refuses: bad_format for another length, another character or a check that does not fit.
/// Timing: varies with what is typed, on the device of its holder.
base::Result<SlipSecret> read_slip(std::string_view typed);

/// Which of a slip's keys: one for each slot, so that its ballots in different contests are not linked.
struct SlipPlace {
    SessionId session;
    ClassNumber of_class;
    SlotNumber slot;
};

/// x_k = Hs("slip"; session: session id, class, slot: k, code). Timing: constant in the code.
group::SecretScalar slip_secret_key(const SlipPlace& place, const SlipSecret& slip);
/// X_k = x_k·G. Timing: constant in the code.
elgamal::PublicKey slip_key(const SlipPlace& place, const SlipSecret& slip);

/// First 5 bytes of H("tag"; session: session id, code) as 8 characters: what is compared with a heap of
/// left-over slips.
std::string tag_of(const SessionId& session, const SlipSecret& slip);

constexpr std::size_t max_host_bytes = 253;
constexpr std::size_t max_short_name_bytes = 4;
/// A name or address, with a port if need be, that nobody reads as more than that: ASCII letters, digits and
/// . - _ : [ ], at most max_host_bytes (SPEC §3.4).
bool is_host(std::string_view text);
/// 1 to 4 characters of Crockford's alphabet in their one form.
bool is_short_name(std::string_view text);

/// The link of a slip's square code: https://<host>/<short name>#<26 + 2 characters><anchor or nothing>.
struct SlipLink {
    std::string host;
    std::string short_name;
    SlipSecret slip;
    std::optional<std::string> anchor;
};
std::string printed(const SlipLink& link);
/// Refuses: bad_format unless it is exactly such a link, with 28 or 60 characters in their one form after the
/// #.
base::Result<SlipLink> read_link(std::string_view text);

}  // namespace gongdao::ballot
