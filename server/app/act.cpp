#include "server/app/act.hpp"

#include <array>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/session/limits.hpp"
#include "crypto/session/record_fields.hpp"

namespace gongdao::app {

using base::Code;
using encode::Reader;
using encode::Writer;
using session::max_text_bytes;

namespace {

constexpr auto act_names = std::to_array<std::string_view>(
    {"restart", "freeze", "attendance", "cancel_slips", "open", "close", "settle", "publish", "void"});
static_assert(act_names.size() == std::variant_size_v<Act>);

void write(Writer& out, const RestartCeremony& act) {
    out.text(act.reason).count(act.trustees.size());
    for (const auto trustee : act.trustees) out.u8(trustee.value);
}
void read(Reader& in, RestartCeremony& act) {
    act.reason = in.text(max_text_bytes);
    for (std::uint32_t n = in.count(session::max_trustees); n > 0; --n) act.trustees.push_back({in.u8()});
}

void write(Writer&, const FreezeManifest&) {}
void read(Reader&, FreezeManifest&) {}
void write(Writer&, const LockAttendance&) {}
void read(Reader&, LockAttendance&) {}
void write(Writer&, const PublishSession&) {}
void read(Reader&, PublishSession&) {}

void write(Writer& out, const CancelSlips& act) {
    session::write_fields(out, act.slips);
}
void read(Reader& in, CancelSlips& act) {
    session::read_fields(in, act.slips);
}

void write(Writer& out, const OpenContest& act) {
    out.raw(act.contest.bytes).text(act.reason);
}
void read(Reader& in, OpenContest& act) {
    act.contest = {in.array<32>()};
    act.reason = in.text(max_text_bytes);
}

void write(Writer& out, const CloseContest& act) {
    out.raw(act.contest.bytes);
}
void read(Reader& in, CloseContest& act) {
    act.contest = {in.array<32>()};
}

void write(Writer& out, const SettleContest& act) {
    out.raw(act.contest.bytes).count(act.objections.size());
    for (const RaisedObjection& one : act.objections) out.text(one.text).text(one.decision);
}
void read(Reader& in, SettleContest& act) {
    act.contest = {in.array<32>()};
    for (std::uint32_t n = in.count(session::max_objections); n > 0; --n) {
        RaisedObjection one;
        one.text = in.text(max_text_bytes);
        one.decision = in.text(max_text_bytes);
        act.objections.push_back(std::move(one));
    }
}

void write(Writer& out, const VoidContest& act) {
    out.boolean(act.contest.has_value());
    if (act.contest) out.raw(act.contest->bytes);
    out.text(act.reason);
}
void read(Reader& in, VoidContest& act) {
    if (in.boolean()) act.contest = session::ContestId{in.array<32>()};
    act.reason = in.text(max_text_bytes);
}

template <std::size_t At = 0>
Act read_alternative(std::size_t index, Reader& in) {
    if constexpr (At == std::variant_size_v<Act>) {
        in.fail(Code::bad_option);
        return {};
    } else {
        if (index != At) return read_alternative<At + 1>(index, in);
        std::variant_alternative_t<At, Act> act{};
        read(in, act);
        return act;
    }
}

}  // namespace

std::string_view name_of(const Act& act) {
    return act_names.at(act.index());
}

base::Bytes encode(const Proposal& proposal) {
    Writer out;
    out.text(proposal.officer).u8(static_cast<std::uint8_t>(proposal.act.index()));
    std::visit([&out](const auto& act) { write(out, act); }, proposal.act);
    return out.take();
}

base::Result<Proposal> decode_proposal(base::BytesView bytes) {
    Reader in(bytes);
    Proposal proposal;
    proposal.officer = in.text(max_text_bytes);
    proposal.act = read_alternative(in.u8(), in);
    if (auto whole = in.finish(); !whole) return whole.refusal();
    return proposal;
}

base::Bytes encode(const UnsignedRecord& record) {
    Writer out;
    out.text(record.act).bytes(record.bytes).count(record.signatures.size());
    for (const session::Signature& signature : record.signatures)
        out.u8(signature.signer).raw(signature.bytes);
    return out.take();
}

base::Result<UnsignedRecord> decode_unsigned_record(base::BytesView bytes) {
    Reader in(bytes);
    UnsignedRecord record;
    record.act = in.text(max_text_bytes);
    record.bytes = base::copy_of(in.bytes(bytes.size()));
    for (std::uint32_t n = in.count(session::max_trustees); n > 0; --n) {
        session::Signature signature;
        signature.signer = in.u8();
        signature.bytes = in.array<64>();
        record.signatures.push_back(signature);
    }
    if (auto whole = in.finish(); !whole) return whole.refusal();
    return record;
}

}  // namespace gongdao::app
