// The records of one contest, from opening to outcome, and the few that stand beside it.
#include "crypto/session/limits.hpp"
#include "crypto/session/record_fields.hpp"

namespace gongdao::session {

using base::Code;
using encode::Reader;
using encode::Writer;

void write_fields(Writer& out, const Opened& opened) {
    out.raw(opened.contest.bytes).count(opened.boxes.size());
    for (const OpenedBox& box : opened.boxes) out.u32(box.made).u32(box.cancelled).u32(box.issued);
    out.text(opened.reason).u64(opened.time);
}

void read_fields(Reader& in, Opened& opened) {
    opened.contest = {in.array<32>()};
    const std::uint32_t boxes = in.count(max_boxes);
    for (std::uint32_t i = 0; i < boxes && !in.failed(); ++i) {
        OpenedBox box;
        box.made = in.u32();
        box.cancelled = in.u32();
        box.issued = in.u32();
        opened.boxes.push_back(box);
    }
    opened.reason = in.text(max_text_bytes);
    opened.time = in.u64();
}

void write_fields(Writer& out, const Closed& closed) {
    out.raw(closed.contest.bytes).count(closed.boxes.size());
    for (const ClosedBox& box : closed.boxes) out.u32(box.counted).u32(box.challenged);
    out.u64(closed.time);
}

void read_fields(Reader& in, Closed& closed) {
    closed.contest = {in.array<32>()};
    const std::uint32_t boxes = in.count(max_boxes);
    for (std::uint32_t i = 0; i < boxes && !in.failed(); ++i) {
        ClosedBox box;
        box.counted = in.u32();
        box.challenged = in.u32();
        closed.boxes.push_back(box);
    }
    closed.time = in.u64();
}

void write_fields(Writer& out, const Settled& settled) {
    out.raw(settled.contest.bytes).count(settled.objections.size());
    for (const Objection& objection : settled.objections) out.raw(objection.hash).text(objection.decision);
    out.u64(settled.time);
}

void read_fields(Reader& in, Settled& settled) {
    settled.contest = {in.array<32>()};
    const std::uint32_t objections = in.count(max_objections);
    for (std::uint32_t i = 0; i < objections && !in.failed(); ++i) {
        Objection objection;
        objection.hash = in.array<32>();
        objection.decision = in.text(max_text_bytes);
        settled.objections.push_back(objection);
    }
    settled.time = in.u64();
}

void write_fields(Writer& out, const Tally& tally) {
    out.raw(tally.contest.bytes).count(tally.groups.size());
    for (const TallyGroup& group : tally.groups) {
        out.count(group.boxes.size());
        for (const BoxNumber box : group.boxes) out.u32(box.value);
        out.raw(group.list_digest).u32(group.ballots).count(group.cells.size());
        for (const elgamal::Ciphertext& cell : group.cells) elgamal::write(out, cell);
    }
}

void read_fields(Reader& in, Tally& tally) {
    tally.contest = {in.array<32>()};
    const std::uint32_t groups = in.count(max_boxes);
    for (std::uint32_t i = 0; i < groups && !in.failed(); ++i) {
        TallyGroup group;
        const std::uint32_t boxes = in.count(max_boxes);
        for (std::uint32_t b = 0; b < boxes && !in.failed(); ++b) {
            const std::uint32_t box = in.u32();
            if (box >= max_boxes) in.fail(Code::out_of_range);
            group.boxes.push_back({static_cast<std::uint16_t>(box)});
            if (b > 0 && group.boxes[b - 1] >= group.boxes[b]) in.fail(Code::out_of_order);
        }
        group.list_digest = in.array<32>();
        group.ballots = in.u32();
        const std::uint32_t cells = in.count(max_cells);
        for (std::uint32_t c = 0; c < cells && !in.failed(); ++c) {
            group.cells.push_back(elgamal::read_sum(in));
        }
        tally.groups.push_back(std::move(group));
    }
}

void write_fields(Writer& out, const Share& share) {
    out.raw(share.contest.bytes)
        .u32(share.group)
        .u8(0)
        .u8(share.trustee.value)
        .u8(static_cast<std::uint8_t>(share.tool));
    threshold::write(out, share.decryption);
}

void read_fields(Reader& in, Share& share) {
    share.contest = {in.array<32>()};
    share.group = in.u32();
    if (in.u8() != 0) in.fail(Code::bad_option);  // kind: cells
    share.trustee = {in.u8()};
    const std::uint8_t tool = in.u8();
    if (tool > 2) in.fail(Code::bad_option);
    share.tool = static_cast<threshold::Tool>(tool);
    share.decryption = threshold::read_partial_decryption(in, max_cells);
}

void write_fields(Writer& out, const ResultRecord& result) {
    out.raw(result.contest.bytes).count(result.groups.size());
    for (const ResultGroup& group : result.groups) {
        out.count(group.trustees.size());
        for (const TrusteeIndex trustee : group.trustees) out.u8(trustee.value);
        out.count(group.totals.size());
        for (const std::uint32_t total : group.totals) out.u32(total);
    }
}

void read_fields(Reader& in, ResultRecord& result) {
    result.contest = {in.array<32>()};
    const std::uint32_t groups = in.count(max_boxes);
    for (std::uint32_t i = 0; i < groups && !in.failed(); ++i) {
        ResultGroup group;
        const std::uint32_t trustees = in.count(max_trustees);
        for (std::uint32_t k = 0; k < trustees && !in.failed(); ++k) {
            group.trustees.push_back({in.u8()});
            if (k > 0 && group.trustees[k - 1] >= group.trustees[k]) in.fail(Code::out_of_order);
        }
        const std::uint32_t totals = in.count(max_cells);
        for (std::uint32_t k = 0; k < totals && !in.failed(); ++k) group.totals.push_back(in.u32());
        result.groups.push_back(std::move(group));
    }
}

void write_fields(Writer& out, const OutcomeRecord& outcome) {
    out.raw(outcome.contest.bytes).bytes(outcome.outcome);
}

void read_fields(Reader& in, OutcomeRecord& outcome) {
    outcome.contest = {in.array<32>()};
    outcome.outcome = base::copy_of(in.bytes(max_outcome_bytes));
}

void write_fields(Writer& out, const Paper& paper) {
    out.text(paper.name).u32(paper.length).raw(paper.hash);
}

void read_fields(Reader& in, Paper& paper) {
    paper.name = in.text(max_name_bytes);
    paper.length = in.u32();
    paper.hash = in.array<32>();
}

void write_fields(Writer& out, const Void& ended) {
    out.boolean(ended.contest.has_value());
    if (ended.contest) out.raw(ended.contest->bytes);
    out.text(ended.reason).u64(ended.time);
}

void read_fields(Reader& in, Void& ended) {
    if (in.boolean()) ended.contest = ContestId{in.array<32>()};
    ended.reason = in.text(max_text_bytes);
    ended.time = in.u64();
}

void write_fields(Writer& out, const KeysDestroyed& destroyed) {
    out.u8(destroyed.trustee.value).text(destroyed.statement).u64(destroyed.time);
}

void read_fields(Reader& in, KeysDestroyed& destroyed) {
    destroyed.trustee = {in.u8()};
    destroyed.statement = in.text(max_text_bytes);
    destroyed.time = in.u64();
}

void write_fields(Writer& out, const Large& large) {
    out.u16(static_cast<std::uint16_t>(large.type)).u32(large.length).raw(large.hash);
}

void read_fields(Reader& in, Large& large) {
    large.type = static_cast<RecordType>(in.u16());
    large.length = in.u32();
    large.hash = in.array<32>();
    const bool nested = large.type == RecordType::large;
    if (nested || large.length <= max_log_entry_bytes) in.fail(Code::out_of_range);
}

}  // namespace gongdao::session
