#pragma once

#include <string>
#include <variant>
#include <vector>

#include "crypto/proof/equal_logs.hpp"
#include "crypto/proof/schnorr.hpp"
#include "crypto/threshold/polynomial.hpp"

namespace gongdao::threshold {

/// The encrypted share of one trustee for another. It passes through the server and is never logged, unless
/// in a complaint.
struct ShareBox {
    group::Element R;  ///< never the identity
    base::ByteArray<32> masked{};

    bool operator==(const ShareBox&) const = default;
};
constexpr std::size_t share_box_bytes = 64;
/// R ‖ masked.
base::ByteArray<share_box_bytes> encode_share_box(const ShareBox& box);
/// Refuses: wrong_length, trailing_bytes, not_in_group, identity.
base::Result<ShareBox> decode_share_box(base::BytesView bytes);

struct Keys {  ///< kind 0
    elgamal::PublicKey E;
    proof::Schnorr proof;
    bool operator==(const Keys&) const = default;
};

struct Commit {  ///< kind 1
    base::ByteArray<32> commitment{};
    bool operator==(const Commit&) const = default;
};

struct Reveal {                     ///< kind 2
    std::vector<group::Element> A;  ///< t of them, the first no identity
    proof::Schnorr proof;
    std::vector<base::Sha256> boxes;  ///< of the box for each trustee of the attempt, ascending
    bool operator==(const Reveal&) const = default;
};

struct Complaint {  ///< kind 3
    TrusteeIndex dealer;
    ShareBox box;
    group::Element S;  ///< never the identity
    proof::EqualLogs proof;
    bool operator==(const Complaint&) const = default;
};

enum class Tool : std::uint8_t { command_line = 0, single_file = 1, server_page = 2 };
enum class Kept : std::uint8_t { file = 0, browser = 1 };

struct Confirm {  ///< kind 4
    base::Sha512 digest{};
    Tool tool = Tool::command_line;
    Kept kept = Kept::file;
    bool operator==(const Confirm&) const = default;
};

struct Restart {  ///< kind 5
    std::string reason;
    std::vector<TrusteeIndex> trustees;
    bool operator==(const Restart&) const = default;
};

/// What a `key_ceremony` record says after type and version (SPEC §5.1).
struct CeremonyMessage {
    std::uint16_t attempt = 0;
    TrusteeIndex trustee;  ///< 0 for a restart
    std::variant<Keys, Commit, Reveal, Complaint, Confirm, Restart> content;
    bool operator==(const CeremonyMessage&) const = default;
};

/// kind u8 ‖ attempt u16 ‖ trustee u8 ‖ the kind's fields. A reveal's two lists are counted in u32, 1 … 15
/// each (SPEC §5.1); that they are t and the attempt's trustees is for `session::admit` to check.
void write(encode::Writer& out, const CeremonyMessage& message);
/// Refuses: bad_option (kind, tool, kept), out_of_range (a trustee not in 1 … 15; in a restart the signer not
/// 0), out_of_order (a restart's trustees), bad_text, identity (E, A_i,0, R, S), not_in_group, not_reduced.
CeremonyMessage read_ceremony_message(encode::Reader& in);
base::Bytes encode_ceremony_message(const CeremonyMessage& message);
base::Result<CeremonyMessage> decode_ceremony_message(base::BytesView bytes);

}  // namespace gongdao::threshold
