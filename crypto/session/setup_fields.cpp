// The records that fix a session before anyone votes: setup, manifest, attendance, cancelled slips, rounds.
#include <algorithm>

#include "crypto/ballot/slip.hpp"
#include "crypto/session/limits.hpp"
#include "crypto/session/record_fields.hpp"

namespace gongdao::session {

using base::Code;
using encode::Reader;
using encode::Writer;

namespace {

template <class T, class Less>
bool strictly_ascending(const std::vector<T>& members, Less less) {
    return std::adjacent_find(members.begin(), members.end(),
                              [&](const T& a, const T& b) { return !less(a, b); }) == members.end();
}

SlipClass read_class(Reader& in) {
    SlipClass read;
    read.name = in.text(max_name_bytes);
    if (in.boolean()) read.joins = ClassNumber{in.u32()};
    read.makers = in.u8();
    if (read.makers != 1) in.fail(Code::out_of_range);
    read.slips = in.u32();
    if (read.slips == 0 || read.slips > max_slips) in.fail(Code::out_of_range);
    const std::uint32_t lists = in.count(max_slots);
    for (std::uint32_t i = 0; i < lists && !in.failed(); ++i) read.lists.push_back(in.array<32>());
    return read;
}

void check_limits(Reader& in, const Setup& setup) {
    const std::size_t n = setup.trustees.size();
    const std::size_t t = setup.threshold;
    if (n == 0 || t == 0 || t > n || 2 * t <= n) in.fail(Code::out_of_range);
    if (setup.slots <= spare_slots || setup.slots > max_slots) in.fail(Code::out_of_range);
    if (!ballot::is_short_name(setup.short_name)) in.fail(Code::bad_format);
    if (!ballot::is_host(setup.host)) in.fail(Code::bad_format);
    if (setup.server_key == setup.log_key) in.fail(Code::duplicate);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (setup.trustees[i].key == setup.trustees[j].key) in.fail(Code::duplicate);
        }
    }
}

}  // namespace

constexpr std::uint8_t suite_ristretto255 = 1;

void write_fields(Writer& out, const Setup& setup) {
    out.raw(setup.session.bytes).u8(suite_ristretto255);
    out.text(setup.title).text(setup.organisation).text(setup.host).text(setup.short_name);
    out.raw(setup.server_key).raw(setup.sm2_key).raw(setup.log_key).text(setup.witness_policy);
    out.count(setup.trustees.size());
    for (const TrusteeKey& trustee : setup.trustees) out.text(trustee.name).raw(trustee.key);
    out.u8(setup.threshold).u32(setup.slots).u32(setup.batch_floor).u64(setup.time);
}

void read_fields(Reader& in, Setup& setup) {
    setup.session = {in.array<16>()};
    if (in.u8() != suite_ristretto255) in.fail(Code::bad_option);
    setup.title = in.text(max_text_bytes);
    setup.organisation = in.text(max_text_bytes);
    setup.host = in.text(ballot::max_host_bytes);
    setup.short_name = in.text(ballot::max_short_name_bytes);
    setup.server_key = in.array<32>();
    setup.sm2_key = in.array<65>();
    setup.log_key = in.array<32>();
    setup.witness_policy = in.lines(max_policy_bytes);
    const std::uint32_t trustees = in.count(max_trustees);
    for (std::uint32_t i = 0; i < trustees && !in.failed(); ++i) {
        TrusteeKey trustee;
        trustee.name = in.text(max_name_bytes);
        trustee.key = in.array<32>();
        setup.trustees.push_back(trustee);
    }
    setup.threshold = in.u8();
    setup.slots = in.u32();
    setup.batch_floor = in.u32();
    setup.time = in.u64();
    check_limits(in, setup);
}

void write_fields(Writer& out, const threshold::CeremonyMessage& message) {
    threshold::write(out, message);
}

void read_fields(Reader& in, threshold::CeremonyMessage& message) {
    message = threshold::read_ceremony_message(in);
}

void write_fields(Writer& out, const Manifest& manifest) {
    out.raw(manifest.setup).raw(manifest.key.encoded()).raw(manifest.ceremony);
    out.count(manifest.classes.size());
    for (const SlipClass& one : manifest.classes) {
        out.text(one.name).boolean(one.joins.has_value());
        if (one.joins) out.u32(one.joins->value);
        out.u8(one.makers).u32(one.slips).count(one.lists.size());
        for (const base::Sha256& list : one.lists) out.raw(list);
    }
    out.count(manifest.contests.size());
    for (const ballot::ContestDefinition& contest : manifest.contests)
        out.bytes(ballot::encode_definition(contest));
    out.u32(manifest.floor).u8(static_cast<std::uint8_t>(manifest.small)).text(manifest.small_room);
    out.u32(manifest.pause).u8(0);
    out.count(manifest.bundles.size());
    for (const Bundle& bundle : manifest.bundles) out.text(bundle.name).raw(bundle.hash);
}

void read_fields(Reader& in, Manifest& manifest) {
    manifest.setup = in.array<32>();
    manifest.key = elgamal::read_key(in);
    manifest.ceremony = in.array<64>();
    const std::uint32_t classes = in.count(max_classes);
    for (std::uint32_t i = 0; i < classes && !in.failed(); ++i) manifest.classes.push_back(read_class(in));
    const std::uint32_t contests = in.count(max_contests);
    for (std::uint32_t i = 0; i < contests && !in.failed(); ++i) {
        auto definition = in.take(ballot::decode_definition(in.bytes(max_log_entry_bytes)));
        if (definition) manifest.contests.push_back(std::move(*definition));
    }
    manifest.floor = in.u32();
    const std::uint8_t small = in.u8();
    if (small > 1 || manifest.floor == 0) in.fail(Code::bad_option);
    manifest.small = static_cast<ballot::SmallRule>(small);
    manifest.small_room = in.text(max_text_bytes);
    manifest.pause = in.u32();
    if (in.u8() != 0) in.fail(Code::bad_option);
    const std::uint32_t bundles = in.count(max_bundles);
    for (std::uint32_t i = 0; i < bundles && !in.failed(); ++i) {
        Bundle bundle;
        bundle.name = in.text(max_name_bytes);
        bundle.hash = in.array<32>();
        manifest.bundles.push_back(bundle);
    }
    if (!strictly_ascending(manifest.bundles,
                            [](const Bundle& a, const Bundle& b) { return a.name < b.name; })) {
        in.fail(Code::out_of_order);
    }
    if (manifest.classes.empty() || manifest.contests.empty()) in.fail(Code::wrong_count);
}

void write_fields(Writer& out, const Attendance& attendance) {
    out.u32(attendance.due).u32(attendance.present).raw(attendance.commitment).u64(attendance.time);
}

void read_fields(Reader& in, Attendance& attendance) {
    attendance.due = in.u32();
    attendance.present = in.u32();
    attendance.commitment = in.array<32>();
    attendance.time = in.u64();
}

void write_fields(Writer& out, const SlipsCancelled& cancelled) {
    out.u32(cancelled.of_class.value).boolean(cancelled.slot.has_value());
    if (cancelled.slot) out.u32(cancelled.slot->value);
    out.count(cancelled.slips.size());
    for (const auto& keys : cancelled.slips) {
        out.count(keys.size());
        for (const elgamal::PublicKey& key : keys) out.raw(key.encoded());
    }
    out.text(cancelled.reason);
}

void read_fields(Reader& in, SlipsCancelled& cancelled) {
    cancelled.of_class = {in.u32()};
    if (in.boolean()) cancelled.slot = SlotNumber{in.u32()};
    const std::uint32_t slips = in.count(max_slips);
    if (slips == 0) in.fail(Code::wrong_count);
    for (std::uint32_t i = 0; i < slips && !in.failed(); ++i) {
        std::vector<elgamal::PublicKey> keys;
        const std::uint32_t count = in.count(max_slots);
        for (std::uint32_t k = 0; k < count && !in.failed(); ++k) keys.push_back(elgamal::read_key(in));
        cancelled.slips.push_back(std::move(keys));
    }
    cancelled.reason = in.text(max_text_bytes);
}

void write_fields(Writer& out, const Round& round) {
    out.raw(round.after).bytes(ballot::encode_definition(round.definition)).text(round.reason);
}

void read_fields(Reader& in, Round& round) {
    round.after = in.array<32>();
    auto definition = in.take(ballot::decode_definition(in.bytes(max_log_entry_bytes)));
    if (definition) round.definition = std::move(*definition);
    round.reason = in.text(max_text_bytes);
}

}  // namespace gongdao::session
