#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "server/rules/outcome.hpp"

namespace gongdao::rules {

using base::Code;
using encode::Reader;
using encode::Writer;

namespace {

constexpr std::uint16_t format = 1;

constexpr std::uint32_t Figures::*figure_fields[] = {
    &Figures::due, &Figures::present, &Figures::issued, &Figures::received, &Figures::valid,
};
constexpr std::uint32_t Votes::*vote_fields[] = {&Votes::approve, &Votes::reject, &Votes::abstain};

std::vector<VoidReason> read_reasons(Reader& in) {
    constexpr auto last = static_cast<std::uint8_t>(VoidReason::received_exceeds_issued);
    std::vector<VoidReason> reasons;
    const std::uint32_t count = in.count(last + 1);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint8_t value = in.u8();
        if (value > last) in.fail(Code::bad_option);
        const auto reason = static_cast<VoidReason>(value);
        if (!reasons.empty() && reason <= reasons.back()) in.fail(Code::out_of_order);
        reasons.push_back(reason);
    }
    return reasons;
}

CandidateResult read_candidate(Reader& in) {
    CandidateResult read{};
    for (const auto field : vote_fields) read.votes.*field = in.u32();
    const std::uint8_t verdict = in.u8();
    if (verdict > static_cast<std::uint8_t>(Verdict::tied)) in.fail(Code::bad_option);
    read.verdict = static_cast<Verdict>(verdict);
    return read;
}

/// Holds of every outcome that `decide` gives, under whatever procedure.
bool verdicts_fit(const Outcome& outcome) {
    const std::size_t elected = places_of(outcome, Verdict::elected).size();
    const std::size_t tied = places_of(outcome, Verdict::tied).size();
    if (!outcome.void_reasons.empty()) return elected + tied == 0;
    return elected <= outcome.seats &&
           (tied == 0 || (elected < outcome.seats && elected + tied > outcome.seats));
}

}  // namespace

base::Bytes encode(const Outcome& outcome) {
    Writer out;
    out.u16(format).u32(outcome.seats);
    for (const auto field : figure_fields) out.u32(outcome.figures.*field);
    out.count(outcome.void_reasons.size());
    for (const VoidReason reason : outcome.void_reasons) out.u8(static_cast<std::uint8_t>(reason));
    out.count(outcome.candidates.size());
    for (const CandidateResult& candidate : outcome.candidates) {
        for (const auto field : vote_fields) out.u32(candidate.votes.*field);
        out.u8(static_cast<std::uint8_t>(candidate.verdict));
    }
    return out.take();
}

base::Result<Outcome> decode_outcome(base::BytesView bytes) {
    Reader in(bytes);
    Outcome read{};
    if (in.u16() != format) in.fail(Code::bad_version);
    read.seats = in.u32();
    for (const auto field : figure_fields) read.figures.*field = in.u32();
    read.void_reasons = read_reasons(in);
    const std::uint32_t candidates = in.count(max_candidates);
    for (std::uint32_t i = 0; i < candidates; ++i) read.candidates.push_back(read_candidate(in));
    if (const base::Check whole = in.finish(); !whole) return whole.refusal();
    if (const base::Check checked = check_numbers(read); !checked) return checked.refusal();
    if (!verdicts_fit(read)) return base::refuse(Code::wrong_total, "verdicts");
    return read;
}

}  // namespace gongdao::rules
