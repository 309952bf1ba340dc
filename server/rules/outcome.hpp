#pragma once

#include "server/rules/counting.hpp"
#include "server/rules/procedure.hpp"

namespace gongdao::rules {

constexpr std::uint32_t max_candidates = 120;  // SPEC §3.4; of seats as well

/// The numbers of every report. 废票 is received − valid.
struct Figures {
    std::uint32_t due;       // 应到会
    std::uint32_t present;   // 实到会
    std::uint32_t issued;    // 发出
    std::uint32_t received;  // 收回
    std::uint32_t valid;     // 有效票

    bool operator==(const Figures&) const = default;
};

std::uint32_t base_of(const Share& share, const Figures& figures);

/// Why a contest elects nobody, whatever was counted (选举无效).
enum class VoidReason : std::uint8_t {
    too_few_candidates,       // 差额不足
    no_quorum,                // 到会不足
    issued_exceeds_present,   // 发出多于实到
    received_exceeds_issued,  // 收回多于发出
};

enum class Verdict : std::uint8_t {
    not_elected,  // 未当选
    elected,      // 当选
    tied,         // 得票相等, 重新投票
};

struct CandidateResult {
    Votes votes;
    Verdict verdict;

    bool operator==(const CandidateResult&) const = default;
};

/// What the rules make of a count and of attendance (结果). Whatever else is said of it follows from this.
struct Outcome {
    std::uint32_t seats;
    Figures figures;
    std::vector<VoidReason> void_reasons;     // ascending; if there is any, nobody is elected or tied
    std::vector<CandidateResult> candidates;  // in the order of the ballot paper

    bool operator==(const Outcome&) const = default;
};

/// What has to happen after it.
enum class Next : std::uint8_t {
    nothing,        // all seats are filled
    revote,         // among the tied, for the seats left
    another_round,  // 另行选举 for the seats left, or 减少名额
    repeat,         // 重新选举: this one is void
};

/// The reasons that hold, ascending. Before opening: with `received` and `valid` 0.
std::vector<VoidReason> void_reasons(const Procedure& procedure, std::uint32_t seats, std::size_t candidates,
                                     const Figures& figures);

/// The numbers alone, under whatever procedure: 0 < present ≤ due, valid ≤ received, 赞成 + 不赞成 + 弃权 =
/// 有效票 for each candidate, Σ 赞成 ≤ seats · 有效票; seats and candidates are 1 … 120 (SPEC §3.4).
///
/// Refuses: wrong_figures, wrong_count.
base::Check check_numbers(const Outcome& outcome);

/// P = those whose approvals reach the majority; |P| ≤ seats: all elected; otherwise the seats go by votes,
/// and those who are equal where the seats end are tied, unless they all fit.
///
/// Source:  《中国共产党基层组织选举工作条例》 13, 19, 27, 29 (`Procedure::articles`).
/// Needs:   `votes` in the order of the ballot paper.
/// Refuses: as `check_numbers`.
base::Result<Outcome> decide(const Procedure& procedure, const Figures& figures, std::uint32_t seats,
                             std::span<const Votes> votes);

/// Places in the order of the ballot paper, which is the order in which names are announced (按姓氏笔画为序).
std::vector<std::size_t> places_of(const Outcome& outcome, Verdict verdict);
std::uint32_t seats_left(const Outcome& outcome);
Next next_after(const Outcome& outcome);

/// The `outcome` bytes of the record of that name (SPEC §3.2):
///
///   format u16 (1) · seats u32 · due, present, issued, received, valid u32 · void reasons list u8 ·
///   candidates list{ approve, reject, abstain u32 · verdict u8 }
base::Bytes encode(const Outcome& outcome);

/// Refuses: what no `decide` gives under any procedure: as `check_numbers`; out_of_order for reasons not
/// ascending;
///          wrong_total for somebody elected or tied in a void contest, more elected than seats, or tied who
///          would fit; and bad_version, bad_option, wrong_length, trailing_bytes, out_of_range.
base::Result<Outcome> decode_outcome(base::BytesView bytes);

}  // namespace gongdao::rules
