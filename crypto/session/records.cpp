#include "crypto/session/records.hpp"

#include <array>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/transcript.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/session/limits.hpp"
#include "crypto/session/record_fields.hpp"

namespace gongdao::session {

using base::BytesView;
using base::Code;
using encode::Reader;
using encode::Writer;

namespace {

constexpr std::uint16_t record_version = 1;

struct TypeName {
    RecordType type;
    std::string_view name;
};
constexpr auto type_names = std::to_array<TypeName>({
    {RecordType::setup, "setup"},
    {RecordType::key_ceremony, "key_ceremony"},
    {RecordType::manifest, "manifest"},
    {RecordType::attendance, "attendance"},
    {RecordType::slips_cancelled, "slips_cancelled"},
    {RecordType::opened, "opened"},
    {RecordType::ballot, "ballot"},
    {RecordType::challenged, "challenged"},
    {RecordType::closed, "closed"},
    {RecordType::settled, "settled"},
    {RecordType::tally, "tally"},
    {RecordType::share, "share"},
    {RecordType::result, "result"},
    {RecordType::outcome, "outcome"},
    {RecordType::paper, "paper"},
    {RecordType::round, "round"},
    {RecordType::void_, "void"},
    {RecordType::keys_destroyed, "keys_destroyed"},
    {RecordType::large, "large"},
});

/// In the order of the alternatives of `Fields`.
constexpr auto field_types = std::to_array<RecordType>(
    {RecordType::setup, RecordType::key_ceremony, RecordType::manifest, RecordType::attendance,
     RecordType::slips_cancelled, RecordType::opened, RecordType::closed, RecordType::settled,
     RecordType::tally, RecordType::share, RecordType::result, RecordType::outcome, RecordType::paper,
     RecordType::round, RecordType::void_, RecordType::keys_destroyed, RecordType::large});
static_assert(field_types.size() == std::variant_size_v<Fields>);

/// Reads the alternative of `Fields` whose type is `type`; fails the reader with bad_type if there is none.
template <std::size_t At = 0>
Fields read_alternative(RecordType type, Reader& in) {
    if constexpr (At == std::variant_size_v<Fields>) {
        in.fail(Code::bad_type);
        return {};
    } else {
        if (field_types[At] != type) return read_alternative<At + 1>(type, in);
        std::variant_alternative_t<At, Fields> fields{};
        read_fields(in, fields);
        return fields;
    }
}

Fields read_unsigned(Reader& in) {
    const auto type = static_cast<RecordType>(in.u16());
    if (in.u16() != record_version) in.fail(Code::bad_version);
    return read_alternative(type, in);
}

std::vector<Signature> read_signatures(Reader& in) {
    std::vector<Signature> signatures;
    const std::uint32_t count = in.count(max_trustees + 1);
    for (std::uint32_t i = 0; i < count; ++i) {
        Signature signature;
        signature.signer = in.u8();
        signature.bytes = in.array<64>();
        if (!signatures.empty() && signatures.back().signer >= signature.signer) in.fail(Code::out_of_order);
        signatures.push_back(signature);
    }
    return signatures;
}

}  // namespace

std::string origin_of(const Setup& setup) {
    return setup.host + "/s/" + base::to_hex(setup.session.bytes);
}

std::string_view name_of(RecordType type) {
    for (const auto& [known, name] : type_names) {
        if (known == type) return name;
    }
    return "unknown";
}

RecordType type_of(const Fields& fields) {
    return field_types.at(fields.index());
}

base::Bytes unsigned_bytes(const Fields& fields) {
    Writer out;
    out.u16(static_cast<std::uint16_t>(type_of(fields))).u16(record_version);
    std::visit([&out](const auto& alternative) { write_fields(out, alternative); }, fields);
    return out.take();
}

base::Sha256 record_hash(const Fields& fields) {
    return base::sha256(unsigned_bytes(fields));
}

base::Bytes encode(const Record& record) {
    Writer out;
    out.raw(unsigned_bytes(record.fields)).count(record.signatures.size());
    for (const Signature& signature : record.signatures) out.u8(signature.signer).raw(signature.bytes);
    return out.take();
}

base::Result<Record> decode_record(BytesView bytes) {
    Reader in(bytes);
    Record record{read_unsigned(in), {}};
    record.signatures = read_signatures(in);
    if (const auto whole = in.finish(); !whole) return whole.refusal();
    return record;
}

base::Result<Fields> decode_unsigned(BytesView bytes) {
    Reader in(bytes);
    Fields fields = read_unsigned(in);
    if (const auto whole = in.finish(); !whole) return whole.refusal();
    return fields;
}

base::Sha512 signing_digest(const SessionId& session, BytesView unsigned_bytes) {
    return encode::Transcript("record")
        .absorb("session", session.bytes)
        .absorb("bytes", unsigned_bytes)
        .digest();
}

base::Result<RecordType> peek_type(BytesView leaf) {
    if (leaf.size() < 2) return base::refuse(Code::wrong_length);
    const auto type = static_cast<RecordType>((leaf[0] << 8U) | leaf[1]);
    for (const TypeName& known : type_names) {
        if (known.type == type) return type;
    }
    return base::refuse(Code::bad_type);
}

}  // namespace gongdao::session
