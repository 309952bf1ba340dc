#include "server/cmd/key_file.hpp"

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/session/limits.hpp"
#include "server/cmd/private_file.hpp"
#include "server/ops/file.hpp"

namespace gongdao::cmd {

using base::Code;
using encode::Reader;
using encode::Writer;

namespace {

constexpr std::uint16_t version = 1;
constexpr std::size_t max_server_bytes = 1000;
constexpr std::size_t token_bytes = 64;
constexpr std::size_t max_given = session::max_slots * session::max_boxes;

void write(Writer& out, const TrusteeSeat& seat) {
    out.text(seat.server).raw(seat.session.bytes).u8(seat.number.value).text(seat.token);
}
void read(Reader& in, TrusteeSeat& seat) {
    seat.server = in.text(max_server_bytes);
    seat.session = {in.array<16>()};
    seat.number = {in.u8()};
    seat.token = in.text(token_bytes);
}

void write(Writer& out, const note::Checkpoint& seen) {
    out.text(seen.origin).u64(seen.size.value).raw(seen.root);
}
void read(Reader& in, note::Checkpoint& seen) {
    seen.origin = in.text(note::max_origin_bytes);
    seen.size = {in.u64()};
    seen.root = in.array<32>();
}

void write(Writer& out, const GivenShare& given) {
    out.raw(given.contest.bytes)
        .u32(given.group)
        .raw(given.list_digest)
        .raw(given.closing_root)
        .bytes(given.record);
}
void read(Reader& in, GivenShare& given) {
    given.contest = {in.array<32>()};
    given.group = in.u32();
    given.list_digest = in.array<32>();
    given.closing_root = in.array<32>();
    given.record = base::copy_of(in.bytes(in.left()));
}

void write(Writer& out, const SeenClosing& closing) {
    out.raw(closing.contest.bytes).u64(closing.at);
}
void read(Reader& in, SeenClosing& closing) {
    closing.contest = {in.array<32>()};
    closing.at = in.u64();
}

/// Everything but the secrets of the attempt; `a` gets as many places as there are coefficients.
void write_public(Writer& out, const AttemptSecrets& secrets) {
    out.u16(secrets.attempt).count(secrets.a.size()).count(secrets.boxes.size());
    for (const PostedBox& one : secrets.boxes) out.u8(one.other.value).raw(one.box);
}
void read_public(Reader& in, AttemptSecrets& secrets) {
    secrets.attempt = in.u16();
    secrets.a.resize(in.count(session::max_trustees));
    for (std::uint32_t left = in.count(session::max_trustees); left > 0; --left) {
        PostedBox one;
        one.other = {in.u8()};
        one.box = in.array<threshold::share_box_bytes>();
        secrets.boxes.push_back(one);
    }
}

/// The secrets' one order, for sealing and for opening.
template <class File, class Each>
void each_secret(File& file, const Each& each) {
    each(file.signing_seed);
    if (file.secrets) {
        each(file.secrets->e);
        for (auto& coefficient : file.secrets->a) each(coefficient);
    }
    if (file.share) each(file.share->s);
}

base::Bytes open_part(const KeyFile& file) {
    Writer out;
    out.u16(version);
    write(out, file.seat);
    out.boolean(file.K.has_value());
    if (file.K) out.raw(*file.K);
    out.boolean(file.seen.has_value());
    if (file.seen) write(out, *file.seen);
    out.boolean(file.secrets.has_value());
    if (file.secrets) write_public(out, *file.secrets);
    out.boolean(file.share.has_value());
    if (file.share) out.u16(file.share->attempt).raw(file.share->digest);
    out.count(file.given.size());
    for (const GivenShare& one : file.given) write(out, one);
    out.count(file.closings.size());
    for (const SeenClosing& one : file.closings) write(out, one);
    return out.boolean(file.destroyed).take();
}

base::Result<KeyFile> read_open_part(base::BytesView bytes) {
    Reader in(bytes);
    KeyFile file;
    if (in.u16() != version) in.fail(Code::bad_version);
    read(in, file.seat);
    if (in.boolean()) file.K = in.array<32>();
    if (in.boolean()) read(in, file.seen.emplace());
    if (in.boolean()) read_public(in, file.secrets.emplace());
    if (in.boolean()) {
        HeldShare& share = file.share.emplace();
        share.attempt = in.u16();
        share.digest = in.array<64>();
    }
    for (std::uint32_t left = in.count(max_given); left > 0; --left) read(in, file.given.emplace_back());
    for (std::uint32_t left = in.count(session::max_slots); left > 0; --left)
        read(in, file.closings.emplace_back());
    file.destroyed = in.boolean();
    if (auto whole = in.finish(); !whole) return whole.refusal();
    return file;
}

}  // namespace

seal::SecretBytes pack(const KeyFile& file) {
    const base::Bytes open = open_part(file);
    seal::PouchParts parts{.open = open, .secrets = {}};
    each_secret(file, [&](const Secret32& one) { parts.secrets.emplace_back(one); });
    return seal::pack(parts);
}

base::Result<KeyFile> unpack_key_file(const seal::SecretBytes& packed) {
    auto pouch = seal::unpack(packed);
    if (!pouch) return pouch.refusal();
    auto file = read_open_part(pouch->open);
    if (!file) return file.refusal();
    std::size_t wanted = 0;
    each_secret(*file, [&](const Secret32&) { ++wanted; });
    if (wanted != pouch->secrets.size()) return base::refuse(Code::wrong_count, "secrets");
    auto next = pouch->secrets.begin();
    each_secret(*file, [&](Secret32& one) { one = std::move(*next++); });
    return file;
}

bool SealedKeyStore::exists() const {
    return ops::read_file(path_).has_value();
}

base::Result<KeyFile> SealedKeyStore::load() const {
    const auto sealed = ops::read_file(path_);
    if (!sealed) return base::refuse(Code::not_found, path_);
    const auto packed = seal::open_sealed(*sealed, passphrase_);
    if (!packed) return packed.refusal();
    return unpack_key_file(*packed);
}

void SealedKeyStore::save(const KeyFile& file) {
    replace_private(path_, seal::seal(pack(file), passphrase_, effort_, rng_));
}

void SealedKeyStore::wipe() {
    wipe_private(path_);
}

}  // namespace gongdao::cmd
