#include "crypto/note/checkpoint.hpp"

#include "crypto/note/lines.hpp"

namespace gongdao::note {

using base::Code;
using base::refuse;
using base::Result;

std::string encode_checkpoint(const Checkpoint& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.size.value) + "\n" +
           base::to_base64(checkpoint.root) + "\n";
}

Result<Checkpoint> decode_checkpoint(std::string_view text) {
    const auto lines = lines_of(text);
    if (!lines) return lines.refusal();
    if (lines->size() != 3) return refuse(Code::bad_format, "a checkpoint has three lines");
    const std::string_view origin = lines->at(0);
    if (!is_key_name(origin) || origin.size() > max_origin_bytes) return refuse(Code::bad_format, "origin");
    const auto size = decode_decimal(lines->at(1));
    if (!size) return size.refusal();
    const auto root = decode_base64<merkle::hash_bytes>(lines->at(2));
    if (!root) return root.refusal();
    return Checkpoint{.origin = std::string(origin), .size = {*size}, .root = *root};
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const sign::Ed25519SecretKey& log_key) {
    const std::string text = encode_checkpoint(checkpoint);
    return SignedNote{.text = text, .signatures = {sign_text(text, log_key, checkpoint.origin)}}.encode();
}

Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& log) {
    const auto decoded = SignedNote::decode(note);
    if (!decoded) return decoded.refusal();
    const auto signers = verify_note(*decoded, {&log, 1});
    if (!signers) return signers.refusal();
    auto checkpoint = decode_checkpoint(decoded->text);
    if (!checkpoint) return checkpoint.refusal();
    if (checkpoint->origin != log.name())
        return refuse(Code::wrong_session, "the origin is not the log's name");
    return checkpoint;
}

}  // namespace gongdao::note
