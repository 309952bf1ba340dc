#pragma once

#include <optional>

#include "crypto/note/checkpoint.hpp"

namespace gongdao::note {

/// Which checkpoints count: those of a listed log, cosigned by a quorum of witnesses. Source: C2SP
/// tlog-policy.
struct Policy {
    /// A witness, or a group of members named before it, which are places in `parties`.
    struct Party {
        std::string name;
        std::optional<VerifierKey> witness;
        std::size_t threshold = 0;
        std::vector<std::size_t> members;
        bool operator==(const Party&) const = default;
    };

    std::vector<VerifierKey> logs;
    std::vector<Party> parties;
    std::optional<std::size_t> quorum;  ///< a place in `parties`, or nobody: `quorum none`

    bool operator==(const Policy&) const = default;
};

/// The policy of a session without witnesses, and its text: two lines.
Policy policy_of(const VerifierKey& log);
std::string policy_text(const VerifierKey& log);

/// Reads all of tlog-policy, except that a log's key must be of type 0x01 and a witness's 0x04.
///
/// Refuses: bad_text (a control character but tab and newline), bad_format (a line of no known form, no
/// newline at the end),
///          missing_field (no quorum), duplicate (a name, a key, a member, the quorum), not_found (a name not
///          defined before), out_of_range (k), wrong_count (above 32 logs, witnesses or groups), a key's
///          refusals (bad_type, bad_key …).
base::Result<Policy> decode_policy(std::string_view text);

/// A checkpoint that satisfies the policy. Refuses: as the other open_checkpoint; no_quorum.
base::Result<Checkpoint> open_checkpoint(std::string_view note, const Policy& policy);

}  // namespace gongdao::note
