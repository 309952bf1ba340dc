#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "crypto/ballot/definition.hpp"
#include "crypto/ballot/groups.hpp"
#include "crypto/base/bytes.hpp"
#include "crypto/elgamal/ciphertext.hpp"
#include "crypto/threshold/ceremony_messages.hpp"
#include "crypto/threshold/partial_decryption.hpp"

namespace gongdao::session {

/// The numbers of SPEC §3.2. `ballot` and `challenged` are entries (§6.5), not records.
enum class RecordType : std::uint16_t {
    setup = 1,
    key_ceremony = 2,
    manifest = 3,
    attendance = 4,
    slips_cancelled = 5,
    opened = 6,
    ballot = 7,
    challenged = 8,
    closed = 9,
    settled = 10,
    tally = 11,
    share = 13,
    result = 14,
    outcome = 17,
    paper = 18,
    round = 21,
    void_ = 23,
    keys_destroyed = 24,
    large = 25,
};
std::string_view name_of(RecordType type);

using ballot::BoxNumber;
using ballot::ClassNumber;
using ballot::ContestId;
using ballot::SessionId;
using ballot::SlotNumber;
using threshold::TrusteeIndex;
using Time = std::uint64_t;  // seconds since 1970, UTC

struct TrusteeKey {
    std::string name;
    base::ByteArray<32> key{};
    bool operator==(const TrusteeKey&) const = default;
};

/// 场次: who and what a session is, before its key exists.
struct Setup {
    SessionId session;
    std::string title, organisation, host, short_name;
    base::ByteArray<32> server_key{};
    base::ByteArray<65> sm2_key{};
    base::ByteArray<32> log_key{};
    std::string witness_policy;
    std::vector<TrusteeKey> trustees;
    std::uint8_t threshold = 0;
    std::uint32_t slots = 0;
    std::uint32_t batch_floor = 0;
    Time time = 0;
    bool operator==(const Setup&) const = default;
};

/// `<host>/s/<session id, hex>`: what a session signs its notes under (SPEC §6.7).
std::string origin_of(const Setup& setup);

/// An electorate class (党员票 / 群众票, A/B/C 票) and the hashes of its lists of slip keys.
struct SlipClass {
    std::string name;
    std::optional<ClassNumber> joins;
    std::uint8_t makers = 1;
    std::uint32_t slips = 0;
    std::vector<base::Sha256> lists;
    bool operator==(const SlipClass&) const = default;
};

struct Bundle {
    std::string name;
    base::Sha256 hash{};
    bool operator==(const Bundle&) const = default;
};

/// 选举办法 and ballots of a session, fixed before anyone votes.
struct Manifest {
    base::Sha256 setup{};    // K
    elgamal::PublicKey key;  // y
    base::Sha512 ceremony{};
    std::vector<SlipClass> classes;
    std::vector<ballot::ContestDefinition> contests;
    std::uint32_t floor = 1;
    ballot::SmallRule small = ballot::SmallRule::join;
    std::string small_room;
    std::uint32_t pause = 0;  // seconds
    std::vector<Bundle> bundles;
    bool operator==(const Manifest&) const = default;
};

/// 签到: 应到, 实到, and a commitment to the private list.
struct Attendance {
    std::uint32_t due = 0, present = 0;
    base::Sha256 commitment{};
    Time time = 0;
    bool operator==(const Attendance&) const = default;
};

/// 剩余票证作废. Each slip: its keys of all makers and slots, or of one slot.
struct SlipsCancelled {
    ClassNumber of_class;
    std::optional<SlotNumber> slot;
    std::vector<std::vector<elgamal::PublicKey>> slips;
    std::string reason;
    bool operator==(const SlipsCancelled&) const = default;
};

struct OpenedBox {
    std::uint32_t made = 0, cancelled = 0, issued = 0;
    bool operator==(const OpenedBox&) const = default;
};
struct Opened {
    ContestId contest;
    std::vector<OpenedBox> boxes;
    std::string reason;
    Time time = 0;
    bool operator==(const Opened&) const = default;
};

struct ClosedBox {
    std::uint32_t counted = 0, challenged = 0;
    bool operator==(const ClosedBox&) const = default;
};
struct Closed {
    ContestId contest;
    std::vector<ClosedBox> boxes;
    Time time = 0;
    bool operator==(const Closed&) const = default;
};

struct Objection {
    base::Sha256 hash{};
    std::string decision;
    bool operator==(const Objection&) const = default;
};
/// 异议期满.
struct Settled {
    ContestId contest;
    std::vector<Objection> objections;
    Time time = 0;
    bool operator==(const Settled&) const = default;
};

struct TallyGroup {
    std::vector<BoxNumber> boxes;
    base::Sha256 list_digest{};
    std::uint32_t ballots = 0;
    std::vector<elgamal::Ciphertext> cells;  // empty: not decrypted
    bool operator==(const TallyGroup&) const = default;
};
struct Tally {
    ContestId contest;
    std::vector<TallyGroup> groups;
    bool operator==(const Tally&) const = default;
};

struct Share {
    ContestId contest;
    std::uint32_t group = 0;
    TrusteeIndex trustee;
    threshold::Tool tool = threshold::Tool::command_line;
    threshold::PartialDecryption decryption;
    bool operator==(const Share&) const = default;
};

struct ResultGroup {
    std::vector<TrusteeIndex> trustees;
    std::vector<std::uint32_t> totals;
    bool operator==(const ResultGroup&) const = default;
};
struct ResultRecord {
    ContestId contest;
    std::vector<ResultGroup> groups;
    bool operator==(const ResultRecord&) const = default;
};

struct OutcomeRecord {
    ContestId contest;
    base::Bytes outcome;
    bool operator==(const OutcomeRecord&) const = default;
};

struct Paper {
    std::string name;
    std::uint32_t length = 0;
    base::Sha256 hash{};
    bool operator==(const Paper&) const = default;
};

/// 再投一轮.
struct Round {
    base::Sha256 after{};
    ballot::ContestDefinition definition;
    std::string reason;
    bool operator==(const Round&) const = default;
};

struct Void {
    std::optional<ContestId> contest;  // nothing: the whole session
    std::string reason;
    Time time = 0;
    bool operator==(const Void&) const = default;
};

struct KeysDestroyed {
    TrusteeIndex trustee;
    std::string statement;
    Time time = 0;
    bool operator==(const KeysDestroyed&) const = default;
};

struct Large {
    RecordType type{};
    std::uint32_t length = 0;
    base::Sha256 hash{};
    bool operator==(const Large&) const = default;
};

using Fields = std::variant<Setup, threshold::CeremonyMessage, Manifest, Attendance, SlipsCancelled, Opened,
                            Closed, Settled, Tally, Share, ResultRecord, OutcomeRecord, Paper, Round, Void,
                            KeysDestroyed, Large>;

struct Signature {
    std::uint8_t signer = 0;  // 0 the server, i the trustee i
    base::ByteArray<64> bytes{};
    bool operator==(const Signature&) const = default;
};

/// One public fact of a session, in one canonical byte form (SPEC §3.2).
struct Record {
    Fields fields;
    std::vector<Signature> signatures;  // signers strictly ascending
    bool operator==(const Record&) const = default;
};

RecordType type_of(const Fields& fields);
/// type ‖ version ‖ fields: what is hashed and signed.
base::Bytes unsigned_bytes(const Fields& fields);
base::Sha256 record_hash(const Fields& fields);
base::Bytes encode(const Record& record);
/// Refuses: bad_type, bad_version, and whatever is not the one encoding within the limits of SPEC §3.4.
base::Result<Record> decode_record(base::BytesView bytes);
/// The fields alone, as `unsigned_bytes` gives them: what is shown to those who are asked to sign.
base::Result<Fields> decode_unsigned(base::BytesView bytes);
/// H("record"; session, bytes): the 64 bytes that every signer of a record signs.
base::Sha512 signing_digest(const SessionId& session, base::BytesView unsigned_bytes);

/// The type that the first two bytes name, if it is one. Refuses: bad_type, wrong_length.
base::Result<RecordType> peek_type(base::BytesView leaf);

}  // namespace gongdao::session
