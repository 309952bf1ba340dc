#pragma once

#include <optional>
#include <string>

#include "server/app/context.hpp"

namespace gongdao::app {

/// A trustee's place (监票人席位) before and after somebody has taken it.
struct Seat {
    std::string name;
    base::Sha256 code{};                     // hash of the one-time code
    std::optional<base::ByteArray<32>> key;  // Ed25519, once joined
    base::Sha256 token{};
    bool operator==(const Seat&) const = default;
};
base::Bytes encode(const Seat& seat);
base::Result<Seat> decode_seat(base::BytesView bytes);

/// Ascending by number, from 1.
std::vector<Seat> seats_of(const Context& app, const Room& room);

struct JoinedTrustee {
    std::uint8_t number = 0;
    std::string token;
};

/// Takes the seat that the code belongs to. Refuses: unauthorised (no such code, or used), bad_key, conflict
/// (the key has another seat).
base::Result<JoinedTrustee> join_trustee(Context& app, Room& room, std::string_view code,
                                         base::BytesView key);

std::optional<session::TrusteeIndex> trustee_of_token(const Context& app, const Room& room,
                                                      std::string_view token);

/// Encrypted shares on their way from trustee to trustee (SPEC §5.1): stored, handed out, never logged.
struct AddressedBox {
    session::TrusteeIndex other;  // receiver when put, dealer when taken
    base::ByteArray<64> box{};
};
/// Refuses: not_now (another attempt), wrong_trustee, conflict (a box for this receiver is there and
/// differs).
base::Check put_boxes(Context& app, Room& room, session::TrusteeIndex dealer, std::uint16_t attempt,
                      const std::vector<AddressedBox>& boxes);
std::vector<AddressedBox> boxes_for(const Context& app, const Room& room, session::TrusteeIndex receiver,
                                    std::uint16_t attempt);

}  // namespace gongdao::app
