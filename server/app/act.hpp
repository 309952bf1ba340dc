#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "crypto/session/records.hpp"

namespace gongdao::app {

// What one officer proposes and another confirms (server/API.md, table of acts).
struct RestartCeremony {
    std::string reason;
    std::vector<session::TrusteeIndex> trustees;
    bool operator==(const RestartCeremony&) const = default;
};
struct FreezeManifest {
    bool operator==(const FreezeManifest&) const = default;
};
struct LockAttendance {
    bool operator==(const LockAttendance&) const = default;
};
struct CancelSlips {
    session::SlipsCancelled slips;
    bool operator==(const CancelSlips&) const = default;
};
struct OpenContest {
    session::ContestId contest;
    std::string reason;
    bool operator==(const OpenContest&) const = default;
};
struct CloseContest {
    session::ContestId contest;
    bool operator==(const CloseContest&) const = default;
};
struct RaisedObjection {
    std::string text, decision;
    bool operator==(const RaisedObjection&) const = default;
};
struct SettleContest {
    session::ContestId contest;
    std::vector<RaisedObjection> objections;
    bool operator==(const SettleContest&) const = default;
};
struct PublishSession {
    bool operator==(const PublishSession&) const = default;
};
struct VoidContest {
    std::optional<session::ContestId> contest;
    std::string reason;
    bool operator==(const VoidContest&) const = default;
};

using Act = std::variant<RestartCeremony, FreezeManifest, LockAttendance, CancelSlips, OpenContest,
                         CloseContest, SettleContest, PublishSession, VoidContest>;

/// The act's name in the API: `restart`, `freeze`, `attendance`, …
std::string_view name_of(const Act& act);

/// 提议: an act that waits for another account's confirmation.
struct Proposal {
    std::string officer;
    Act act;
    bool operator==(const Proposal&) const = default;
};
base::Bytes encode(const Proposal& proposal);
base::Result<Proposal> decode_proposal(base::BytesView bytes);

/// A record that waits for the signatures of 监票人.
struct UnsignedRecord {
    std::string act;
    base::Bytes bytes;  // type ‖ version ‖ fields
    std::vector<session::Signature> signatures;
    bool operator==(const UnsignedRecord&) const = default;
};
base::Bytes encode(const UnsignedRecord& record);
base::Result<UnsignedRecord> decode_unsigned_record(base::BytesView bytes);

}  // namespace gongdao::app
