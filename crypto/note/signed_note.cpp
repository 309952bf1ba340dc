#include "crypto/note/signed_note.hpp"

#include <algorithm>
#include <set>

#include "crypto/encode/reader.hpp"
#include "crypto/note/lines.hpp"

namespace gongdao::note {

using base::Bytes;
using base::BytesView;
using base::Check;
using base::Code;
using base::refuse;
using base::Result;

namespace {

constexpr std::string_view dash = "\u2014 ";  // what a signature line begins with
constexpr std::size_t time_bytes = 8;

bool is_note_text(std::string_view text) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
    return encode::is_utf8(base::view_of(text)) && std::ranges::none_of(text, control);
}

Result<NoteSignature> decode_line(std::string_view line) {
    if (!line.starts_with(dash)) return refuse(Code::bad_format, "a signature line without its dash");
    line.remove_prefix(dash.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos)
        return refuse(Code::bad_format, "a signature line without signature");
    const std::string_view name = line.substr(0, space);
    if (!is_key_name(name)) return refuse(Code::bad_format, "not a key name");
    const auto bytes = base::from_base64(line.substr(space + 1));
    if (!bytes) return bytes.refusal();
    if (bytes->size() <= key_id_bytes) return refuse(Code::wrong_length, "no signature after the key's id");
    const BytesView view(*bytes);
    return NoteSignature{.name = std::string(name),
                         .id = *base::as_array<key_id_bytes>(view.first(key_id_bytes)),
                         .bytes = base::copy_of(view.subspan(key_id_bytes))};
}

/// What a witness signs (C2SP tlog-cosignature): its time, then the checkpoint.
std::string cosigned_text(std::string_view text, std::uint64_t time) {
    return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
}

Check verify_one(std::string_view text, BytesView signature, const VerifierKey& key) {
    std::string cosigned;
    if (key.type() == KeyType::ed25519_cosignature) {
        encode::Reader in(signature);
        const std::uint64_t time = in.u64();
        if (in.failed() || time > INT64_MAX) return refuse(Code::bad_signature, key.name());
        cosigned = cosigned_text(text, time);
        text = cosigned;
        signature = signature.subspan(time_bytes);
    }
    const auto ed25519 = base::as_array<sign::ed25519_signature_bytes>(signature);
    if (!ed25519 || !sign::verify(key.key(), base::view_of(text), *ed25519)) {
        return refuse(Code::bad_signature, key.name());
    }
    return base::Done{};
}

}  // namespace

Result<SignedNote> SignedNote::decode(std::string_view note) {
    if (!is_note_text(note)) return refuse(Code::bad_text);
    const std::size_t split = note.rfind("\n\n");
    if (split == std::string_view::npos)
        return refuse(Code::bad_format, "no empty line before the signatures");
    const auto lines = lines_of(note.substr(split + 2));
    if (!lines) return lines.refusal();
    if (lines->size() > max_note_signatures) return refuse(Code::wrong_count, "too many signatures");
    SignedNote decoded{.text = std::string(note.substr(0, split + 1)), .signatures = {}};
    for (const std::string_view line : *lines) {
        auto signature = decode_line(line);
        if (!signature) return signature.refusal();
        decoded.signatures.push_back(std::move(*signature));
    }
    return decoded;
}

std::string SignedNote::encode() const {
    std::string note = text + "\n";
    for (const NoteSignature& signature : signatures) {
        Bytes bytes = base::copy_of(signature.id);
        base::append(bytes, signature.bytes);
        note.append(dash).append(signature.name).append(" ").append(base::to_base64(bytes)).append("\n");
    }
    return note;
}

NoteSignature sign_text(std::string_view text, const sign::Ed25519SecretKey& key, std::string name) {
    GONGDAO_REQUIRE(is_note_text(text) && text.ends_with('\n'));
    const VerifierKey verifier(std::move(name), KeyType::ed25519, key.public_key());
    return {
        .name = verifier.name(), .id = verifier.id(), .bytes = base::copy_of(key.sign(base::view_of(text)))};
}

Result<std::vector<std::size_t>> verify_note(const SignedNote& note, std::span<const VerifierKey> known) {
    std::set<std::size_t> signers;
    for (const NoteSignature& signature : note.signatures) {
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (known[i].name() != signature.name || known[i].id() != signature.id) continue;
            const Check holds = verify_one(note.text, signature.bytes, known[i]);
            if (!holds) return holds.refusal();
            signers.insert(i);
        }
    }
    if (signers.empty()) return refuse(Code::unknown_signer);
    return std::vector<std::size_t>(signers.begin(), signers.end());
}

}  // namespace gongdao::note
