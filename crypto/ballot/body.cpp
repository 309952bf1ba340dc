#include "crypto/ballot/body.hpp"

#include <algorithm>

#include "crypto/ballot/parts.hpp"

namespace gongdao::ballot {

using base::Code;
using elgamal::Ciphertext;
using encode::Reader;
using encode::Writer;

namespace {

Header read_header(Reader& in) {
    if (in.u16() != body_version) in.fail(Code::bad_version);
    Header header;
    header.contest.bytes = in.array<32>();
    header.box.value = in.u16();
    if (in.u8() != makers_admitted) in.fail(Code::out_of_range);
    header.X = elgamal::read_key(in);
    header.counter = in.u32();
    header.previous.bytes = in.array<base::sha256_bytes>();
    return header;
}

}  // namespace

base::ByteArray<header_bytes> encode_header(const Header& header) {
    const base::Bytes written = Writer()
                                    .u16(body_version)
                                    .raw(header.contest.bytes)
                                    .u16(header.box.value)
                                    .u8(makers_admitted)
                                    .raw(header.X.encoded())
                                    .u32(header.counter)
                                    .raw(header.previous.bytes)
                                    .take();
    return base::as_array<header_bytes>(written).value();
}

base::Bytes encode_body(const Body& body) {
    Writer out;
    out.raw(encode_header(body.header));
    for (const Ciphertext& ciphertext : body.ciphertexts) elgamal::write(out, ciphertext);
    for (const proof::OneOfMany& proof : body.proofs) proof::write(out, proof);
    return out.take();
}

base::Result<Body> decode_body(const Layout& layout, base::BytesView bytes) {
    if (bytes.size() != layout.body_bytes) return base::refuse(Code::wrong_length);
    Reader in(bytes);
    Body body;
    body.header = read_header(in);
    for (std::size_t i = 0; i < layout.ciphertexts(); ++i)
        body.ciphertexts.push_back(elgamal::read_ciphertext(in));
    for (const ProofPlace& place : layout.proofs) {
        body.proofs.push_back(proof::read_one_of_many(in, place.options.size()));
    }
    if (const auto finished = in.finish(); !finished) return finished.refusal();
    return body;
}

Tracker tracker_of(base::BytesView body) {
    return {base::sha256(body)};
}

base::Sha512 digest_of(const elgamal::PublicKey& y, const Header& header,
                       std::span<const Ciphertext> ciphertexts) {
    Writer joined;
    for (const Ciphertext& ciphertext : ciphertexts) elgamal::write(joined, ciphertext);
    return encode::Transcript("ballot")
        .absorb("y", y.encoded())
        .absorb("header", encode_header(header))
        .absorb("ciphertexts", joined.written())
        .digest();
}

std::vector<proof::Equation> equations_of(const Contest& contest, const Body& body) {
    const Layout layout = layout_of(contest.definition);
    GONGDAO_REQUIRE(body.ciphertexts.size() == layout.ciphertexts() &&
                    body.proofs.size() == layout.proofs.size());
    const base::Sha512 digest = digest_of(contest.y, body.header, body.ciphertexts);
    const auto statements = parts_of<Ciphertext>(contest.definition, body.ciphertexts);
    std::vector<proof::Equation> out;
    for (std::uint32_t p = 0; p < layout.proofs.size(); ++p) {
        const proof::OneOfManyStatement statement{.y = contest.y,
                                                  .digest = digest,
                                                  .p = p,
                                                  .ciphertexts = statements[p],
                                                  .options = layout.proofs[p].options};
        const proof::Label label{.claim = layout.proofs[p].claim, .number = p};
        auto equations = equations_of(statement, body.proofs[p], label);
        std::move(equations.begin(), equations.end(), std::back_inserter(out));
    }
    return out;
}

std::vector<proof::Label> verify_body(const Contest& contest, const Body& body) {
    return failing(equations_of(contest, body));
}

}  // namespace gongdao::ballot
