#include "crypto/threshold/ceremony_messages.hpp"

#include <algorithm>

#include "crypto/group/read.hpp"

namespace gongdao::threshold {

using base::Code;
using encode::Reader;
using encode::Writer;
using group::Element;

namespace {

constexpr std::size_t max_reason_bytes = 1'000;

TrusteeIndex read_trustee(Reader& in) {
    const TrusteeIndex trustee{in.u8()};
    if (trustee.value == 0 || trustee.value > max_trustees) in.fail(Code::out_of_range);
    return trustee;
}

/// An element that stands where the identity is refused but that is no key.
Element read_nonzero(Reader& in) {
    const Element element = group::read_element(in);
    if (element.is_identity()) in.fail(Code::identity);
    return element;
}

template <class Option>
Option read_option(Reader& in, Option last) {
    const std::uint8_t value = in.u8();
    if (value > static_cast<std::uint8_t>(last)) in.fail(Code::bad_option);
    return static_cast<Option>(value);
}

ShareBox read_share_box(Reader& in) {
    const Element R = read_nonzero(in);
    return {.R = R, .masked = in.array<32>()};
}

// One writer and one reader a kind, in the order of SPEC §5.1.

void write_fields(Writer& out, const Keys& keys) {
    out.raw(keys.E.encoded());
    proof::write(out, keys.proof);
}

Keys read_keys(Reader& in) {
    const elgamal::PublicKey E = elgamal::read_key(in);
    return {.E = E, .proof = proof::read_schnorr(in)};
}

void write_fields(Writer& out, const Commit& commit) {
    out.raw(commit.commitment);
}

Commit read_commit(Reader& in) {
    return {.commitment = in.array<32>()};
}

void write_fields(Writer& out, const Reveal& reveal) {
    out.count(reveal.A.size()).raw(group::encodings(reveal.A));
    proof::write(out, reveal.proof);
    out.count(reveal.boxes.size());
    for (const base::Sha256& box : reveal.boxes) out.raw(box);
}

/// The number of members of a list that has one at least and at most one a trustee.
std::uint32_t read_count(Reader& in) {
    const std::uint32_t members = in.count(max_trustees);
    if (members == 0) in.fail(Code::out_of_range);
    return members;
}

Reveal read_reveal(Reader& in) {
    Reveal reveal;
    const std::uint32_t threshold = read_count(in);
    reveal.A.push_back(read_nonzero(in));
    while (reveal.A.size() < threshold) reveal.A.push_back(group::read_element(in));
    reveal.proof = proof::read_schnorr(in);
    const std::uint32_t trustees = read_count(in);
    while (reveal.boxes.size() < trustees) reveal.boxes.push_back(in.array<base::sha256_bytes>());
    return reveal;
}

void write_fields(Writer& out, const Complaint& complaint) {
    out.u8(complaint.dealer.value).raw(encode_share_box(complaint.box)).raw(complaint.S.encoded());
    proof::write(out, complaint.proof);
}

Complaint read_complaint(Reader& in) {
    Complaint complaint;
    complaint.dealer = read_trustee(in);
    complaint.box = read_share_box(in);
    complaint.S = read_nonzero(in);
    complaint.proof = proof::read_equal_logs(in);
    return complaint;
}

void write_fields(Writer& out, const Confirm& confirm) {
    out.raw(confirm.digest)
        .u8(static_cast<std::uint8_t>(confirm.tool))
        .u8(static_cast<std::uint8_t>(confirm.kept));
}

Confirm read_confirm(Reader& in) {
    Confirm confirm;
    confirm.digest = in.array<base::sha512_bytes>();
    confirm.tool = read_option(in, Tool::server_page);
    confirm.kept = read_option(in, Kept::browser);
    return confirm;
}

void write_fields(Writer& out, const Restart& restart) {
    out.text(restart.reason).count(restart.trustees.size());
    for (const TrusteeIndex trustee : restart.trustees) out.u8(trustee.value);
}

Restart read_restart(Reader& in) {
    Restart restart{.reason = in.text(max_reason_bytes), .trustees = {}};
    for (std::uint32_t left = in.count(max_trustees); left > 0; --left) {
        const TrusteeIndex trustee = read_trustee(in);
        if (!restart.trustees.empty() && trustee <= restart.trustees.back()) in.fail(Code::out_of_order);
        restart.trustees.push_back(trustee);
    }
    return restart;
}

constexpr std::uint8_t kinds = std::variant_size_v<decltype(CeremonyMessage::content)>;
constexpr std::uint8_t kind_of_restart = kinds - 1;

}  // namespace

base::ByteArray<share_box_bytes> encode_share_box(const ShareBox& box) {
    base::ByteArray<share_box_bytes> out{};
    const auto R = box.R.encoded();
    std::copy(box.masked.begin(), box.masked.end(), std::copy(R.begin(), R.end(), out.begin()));
    return out;
}

base::Result<ShareBox> decode_share_box(base::BytesView bytes) {
    Reader in(bytes);
    const ShareBox box = read_share_box(in);
    if (const auto finished = in.finish(); !finished) return finished.refusal();
    return box;
}

void write(Writer& out, const CeremonyMessage& message) {
    out.u8(static_cast<std::uint8_t>(message.content.index())).u16(message.attempt).u8(message.trustee.value);
    std::visit([&](const auto& content) { write_fields(out, content); }, message.content);
}

CeremonyMessage read_ceremony_message(Reader& in) {
    const std::uint8_t kind = in.u8();
    if (kind >= kinds) in.fail(Code::bad_option);
    CeremonyMessage message;
    message.attempt = in.u16();
    message.trustee = TrusteeIndex{in.u8()};
    const bool by_server = message.trustee.value == 0;
    if (by_server != (kind == kind_of_restart) || message.trustee.value > max_trustees)
        in.fail(Code::out_of_range);
    switch (kind) {
        case 0:
            message.content = read_keys(in);
            break;
        case 1:
            message.content = read_commit(in);
            break;
        case 2:
            message.content = read_reveal(in);
            break;
        case 3:
            message.content = read_complaint(in);
            break;
        case 4:
            message.content = read_confirm(in);
            break;
        case 5:
            message.content = read_restart(in);
            break;
        default:
            break;  // refused above
    }
    return message;
}

base::Bytes encode_ceremony_message(const CeremonyMessage& message) {
    Writer out;
    write(out, message);
    return out.take();
}

base::Result<CeremonyMessage> decode_ceremony_message(base::BytesView bytes) {
    Reader in(bytes);
    CeremonyMessage message = read_ceremony_message(in);
    if (const auto finished = in.finish(); !finished) return finished.refusal();
    return message;
}

}  // namespace gongdao::threshold
