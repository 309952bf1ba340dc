#pragma once

#include <optional>

#include "crypto/session/records.hpp"

namespace gongdao::session {

enum class Phase : std::uint8_t { defined, open, closed, settled, tallied, resulted, decided, void_ };
std::string_view name_of(Phase phase);

/// A cast ballot as the log names it.
struct CastBallot {
    BoxNumber box;
    ballot::Tracker tracker;
    bool superseded = false;  // a later ballot of the same key stands
};

struct LoggedShare {
    Share share;
    bool holds = false;
};

/// 选项事项: one contest or round, as far as the log has brought it.
struct Contest {
    ContestId id;
    ballot::ContestDefinition definition;
    Phase phase = Phase::defined;
    std::uint64_t defined_at = 0;  // leaf index of its `manifest` or `round`
    std::optional<Attendance> attendance;
    Opened opened;
    std::vector<CastBallot> cast;           // log order
    std::vector<std::uint32_t> challenged;  // a box
    Closed closed;
    std::optional<std::uint64_t> closed_at;  // leaf index of `closed`
    base::Sha256 closing_root{};
    Settled settled;
    Tally tally;
    std::vector<LoggedShare> shares;
    ResultRecord result;
    base::Bytes outcome;
    base::Sha256 outcome_hash{};
    std::string void_reason;

    /// Counted ballots of a box: the last of each slip.
    [[nodiscard]] std::uint32_t counted(BoxNumber box) const;
    /// Trackers of the counted ballots in these boxes, in log order.
    [[nodiscard]] std::vector<ballot::Tracker> counted_in(std::span<const BoxNumber> boxes) const;
    /// The group's share of this trustee, if there is one.
    [[nodiscard]] const LoggedShare* share_of(std::uint32_t group, TrusteeIndex trustee) const;
};

/// How the contest's boxes are parted for decryption (SPEC §9.1).
ballot::Grouping grouping_of(const Contest& contest, const Manifest& manifest);

/// The context of SPEC §9.3 for a share of this group. Needs: a tallied contest, group below its number of
/// groups.
threshold::ShareContext share_context(const Contest& contest, std::uint32_t group, TrusteeIndex trustee);
/// The alphas of the group's summed cells.
std::vector<group::Element> alphas_of(const TallyGroup& group);

/// H("contest"; manifest: M, after, definition), first 32 bytes.
ContestId contest_id(const base::Sha256& M, std::optional<base::Sha256> after,
                     const ballot::ContestDefinition& definition);

}  // namespace gongdao::session
