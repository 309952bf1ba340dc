#pragma once

#include <cstdint>
#include <string>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace gongdao::rules {

/// What a share is taken of.
enum class Base : std::uint8_t {
    due,      // 应到会
    present,  // 实到会
};

/// "Not less than num/den of the base"; if strict, "more than".
struct Share {
    std::uint32_t num, den;
    bool strict;
    Base base;

    bool operator==(const Share&) const = default;
};

/// 差额: how many candidates more than seats, at least, for each seat.
struct Ratio {
    std::uint32_t num, den;

    bool operator==(const Ratio&) const = default;
};

enum class CandidateOrder : std::uint8_t { surname_strokes };          // 以姓氏笔画为序
enum class Tie : std::uint8_t { revote };                              // 重新投票
enum class Shortfall : std::uint8_t { another_round_or_fewer_seats };  // 另行选举, 减少名额
enum class WriteIn : std::uint8_t { none };                            // 另选他人

/// A sentence in the two languages of the house.
struct Text {
    std::string zh, en;

    bool operator==(const Text&) const = default;
};

/// Numbers of the articles that are printed beside the figures.
struct Articles {
    std::uint16_t candidates, quorum, order, marks, ballots, majority, tie, shortfall;

    bool operator==(const Articles&) const = default;
};

/// The rules of one kind of contest (选举办法), as the manifest fixes them. Seats and candidates are the
/// contest's.
///
/// Source: the regulation that it names; `presets/`.
struct Procedure {
    std::string preset;
    std::uint32_t version;
    Text title, regulation;
    Share quorum, majority;
    Ratio candidate_min_ratio;
    CandidateOrder candidate_order;
    Tie tie;
    Shortfall shortfall;
    WriteIn write_in;
    std::uint32_t pause_seconds;
    std::uint32_t floor;
    bool remote_allowed;
    Articles articles;

    bool operator==(const Procedure&) const = default;
};

/// The `rules` bytes of a contest's definition (SPEC §3.5):
///
///   format u16 (1) · preset text · version u32 · title, regulation: zh text, en text · quorum, majority: num
///   u32, den u32, strict bool, base u8 · ratio: num u32, den u32 · order, tie, shortfall, write-in u8 ·
///   pause u32 · floor u32 · remote bool · 8 articles u16 in the order of `Articles`
base::Bytes encode(const Procedure& procedure);

/// Refuses: bad_version, bad_option, bad_text, out_of_range (a share above the whole, an article or a floor
/// of 0,
///          an empty name), wrong_length, trailing_bytes.
base::Result<Procedure> decode_procedure(base::BytesView bytes);

}  // namespace gongdao::rules
