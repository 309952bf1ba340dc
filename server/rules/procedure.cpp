#include "server/rules/procedure.hpp"

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"

namespace gongdao::rules {

using base::Code;
using encode::Reader;
using encode::Writer;

namespace {

constexpr std::uint16_t format = 1;
constexpr std::size_t max_name_bytes = 120;
constexpr std::uint32_t max_parts = 1000;
constexpr std::uint16_t max_article = 999;

constexpr std::uint16_t Articles::*article_fields[] = {
    &Articles::candidates, &Articles::quorum,   &Articles::order, &Articles::marks,
    &Articles::ballots,    &Articles::majority, &Articles::tie,   &Articles::shortfall,
};

std::string read_name(Reader& in) {
    std::string name = in.text(max_name_bytes);
    if (name.empty()) in.fail(Code::out_of_range);
    return name;
}

Text read_text(Reader& in) {
    std::string zh = read_name(in);
    return Text{.zh = std::move(zh), .en = read_name(in)};
}

void write(Writer& out, const Text& text) {
    out.text(text.zh).text(text.en);
}

/// A value of an enumeration whose last one is `last`.
template <class Enum>
Enum read_option(Reader& in, Enum last) {
    const std::uint8_t value = in.u8();
    if (value > static_cast<std::uint8_t>(last)) in.fail(Code::bad_option);
    return static_cast<Enum>(value);
}

Ratio read_ratio(Reader& in) {
    const std::uint32_t num = in.u32();
    const std::uint32_t den = in.u32();
    if (num == 0 || num > den || den > max_parts) in.fail(Code::out_of_range);
    return Ratio{.num = num, .den = den};
}

Share read_share(Reader& in) {
    const Ratio part = read_ratio(in);
    const bool strict = in.boolean();
    if (strict && part.num == part.den) in.fail(Code::out_of_range);  // more than all
    return Share{.num = part.num, .den = part.den, .strict = strict, .base = read_option(in, Base::present)};
}

void write(Writer& out, const Share& share) {
    out.u32(share.num).u32(share.den).boolean(share.strict).u8(static_cast<std::uint8_t>(share.base));
}

std::uint32_t read_positive(Reader& in) {
    const std::uint32_t value = in.u32();
    if (value == 0) in.fail(Code::out_of_range);
    return value;
}

}  // namespace

base::Bytes encode(const Procedure& procedure) {
    Writer out;
    out.u16(format).text(procedure.preset).u32(procedure.version);
    write(out, procedure.title);
    write(out, procedure.regulation);
    write(out, procedure.quorum);
    write(out, procedure.majority);
    out.u32(procedure.candidate_min_ratio.num).u32(procedure.candidate_min_ratio.den);
    out.u8(static_cast<std::uint8_t>(procedure.candidate_order));
    out.u8(static_cast<std::uint8_t>(procedure.tie));
    out.u8(static_cast<std::uint8_t>(procedure.shortfall));
    out.u8(static_cast<std::uint8_t>(procedure.write_in));
    out.u32(procedure.pause_seconds).u32(procedure.floor).boolean(procedure.remote_allowed);
    for (const auto field : article_fields) out.u16(procedure.articles.*field);
    return out.take();
}

base::Result<Procedure> decode_procedure(base::BytesView bytes) {
    Reader in(bytes);
    Procedure read{};
    if (in.u16() != format) in.fail(Code::bad_version);
    read.preset = read_name(in);
    read.version = read_positive(in);
    read.title = read_text(in);
    read.regulation = read_text(in);
    read.quorum = read_share(in);
    read.majority = read_share(in);
    read.candidate_min_ratio = read_ratio(in);
    read.candidate_order = read_option(in, CandidateOrder::surname_strokes);
    read.tie = read_option(in, Tie::revote);
    read.shortfall = read_option(in, Shortfall::another_round_or_fewer_seats);
    read.write_in = read_option(in, WriteIn::none);
    read.pause_seconds = in.u32();
    read.floor = read_positive(in);
    read.remote_allowed = in.boolean();
    for (const auto field : article_fields) {
        read.articles.*field = in.u16();
        if (read.articles.*field == 0 || read.articles.*field > max_article) in.fail(Code::out_of_range);
    }
    if (const base::Check whole = in.finish(); !whole) return whole.refusal();
    return read;
}

}  // namespace gongdao::rules
