#include "crypto/ballot/entry.hpp"

#include <algorithm>

namespace gongdao::ballot {

using base::Code;
using encode::Reader;
using encode::Writer;

namespace {

constexpr std::uint16_t type_of_cast = 7;

std::uint16_t type_of(Disposition disposition) {
    return static_cast<std::uint16_t>(type_of_cast + static_cast<std::uint16_t>(disposition));
}

/// The 106 bytes before T.
base::Bytes signed_bytes(const EntryFields& fields) {
    return Writer()
        .u16(type_of(fields.disposition))
        .raw(fields.contest.bytes)
        .u16(fields.box.value)
        .u8(makers_admitted)
        .raw(fields.X.encoded())
        .u32(fields.counter)
        .u8(static_cast<std::uint8_t>(fields.disposition))
        .raw(fields.tracker.bytes)
        .take();
}

proof::Knowledge of_slip(const EntryFields& fields) {
    return {.name = "entry", .X = fields.X, .message = signed_bytes(fields)};
}

}  // namespace

EntryFields fields_of(const Header& header, const Tracker& tracker, Disposition disposition) {
    return {.contest = header.contest,
            .box = header.box,
            .X = header.X,
            .counter = header.counter,
            .disposition = disposition,
            .tracker = tracker};
}

Entry sign_entry(const EntryFields& fields, const group::SecretScalar& x, elgamal::Nonce&& w) {
    return {.fields = fields, .signature = proof::prove_knowledge(of_slip(fields), x, std::move(w))};
}

proof::Equation equation_of(const Entry& entry) {
    return proof::equation_of(of_slip(entry.fields), entry.signature,
                              {.claim = proof::Claim::entry_signature});
}

base::Check verify_entry(const Entry& entry) {
    if (!holds(equation_of(entry))) return base::refuse(Code::bad_signature);
    return base::Done{};
}

base::Bytes encode_entry(const Entry& entry) {
    Writer out;
    out.raw(signed_bytes(entry.fields));
    proof::write(out, entry.signature);
    return out.take();
}

base::Result<Entry> decode_entry(base::BytesView bytes) {
    Reader in(bytes);
    Entry entry;
    EntryFields& fields = entry.fields;
    const std::uint16_t type = in.u16();
    if (type != type_of(Disposition::cast) && type != type_of(Disposition::checked)) in.fail(Code::bad_type);
    fields.contest.bytes = in.array<32>();
    fields.box.value = in.u16();
    if (in.u8() != makers_admitted) in.fail(Code::out_of_range);
    fields.X = elgamal::read_key(in);
    fields.counter = in.u32();
    fields.disposition = static_cast<Disposition>(in.u8());
    if (type != type_of(fields.disposition)) in.fail(Code::bad_type);
    fields.tracker.bytes = in.array<base::sha256_bytes>();
    entry.signature = proof::read_schnorr(in);
    if (const auto finished = in.finish(); !finished) return finished.refusal();
    return entry;
}

bool is_about(const Entry& entry, base::BytesView body_bytes) {
    // Behind the type or version of two bytes both begin alike: Q, box, makers, X, counter (SPEC §6.4, §6.5).
    constexpr std::size_t begin = 2, alike = 32 + 2 + 1 + 32 + 4;
    if (body_bytes.size() < begin + alike || tracker_of(body_bytes) != entry.fields.tracker) return false;
    const base::Bytes own = signed_bytes(entry.fields);
    return std::ranges::equal(body_bytes.subspan(begin, alike), base::BytesView(own).subspan(begin, alike));
}

base::Check verify_entry_of(const Entry& entry, const Body& body, base::BytesView body_bytes) {
    if (fields_of(body.header, tracker_of(body_bytes), entry.fields.disposition) != entry.fields) {
        return base::refuse(Code::body_mismatch);
    }
    return base::Done{};
}

}  // namespace gongdao::ballot
