#include "crypto/note/promise.hpp"

#include "crypto/note/checkpoint.hpp"
#include "crypto/note/lines.hpp"

namespace gongdao::note {

using base::Code;
using base::refuse;
using base::Result;
using sign::Ed25519PublicKey;
using sign::Ed25519SecretKey;

namespace {

constexpr std::string_view promise_line = "gongdao promise v1";
constexpr std::string_view rejection_line = "gongdao refusal v1";
constexpr std::size_t promise_lines = 5;
constexpr std::size_t rejection_lines = 6;

bool is_origin(std::string_view origin) {
    return is_key_name(origin) && origin.size() <= max_origin_bytes;
}

std::string key_name(const AnswerSubject& subject) {
    return subject.origin + "/server";
}

std::string encode(std::string_view first, const AnswerSubject& subject) {
    GONGDAO_REQUIRE(is_origin(subject.origin));
    std::string text(first);
    text.append("\n").append(subject.origin).append("\n");
    text.append(base::to_base64(subject.contest)).append("\n");
    text.append(subject.disposition == Disposition::cast ? "0\n" : "1\n");
    return text.append(base::to_base64(subject.tracker)).append("\n");
}

using Lines = std::vector<std::string_view>;

Result<Lines> split(std::string_view text, std::string_view first, std::size_t count) {
    auto lines = lines_of(text);
    if (!lines) return lines.refusal();
    if (lines->front() != first) return refuse(Code::bad_type, "first line");
    if (lines->size() != count) return refuse(Code::wrong_count, "lines");
    return lines;
}

Result<AnswerSubject> decode_subject(const Lines& lines) {
    if (!is_origin(lines.at(1))) return refuse(Code::bad_format, "origin");
    const auto contest = decode_base64<contest_digest_bytes>(lines.at(2));
    if (!contest) return contest.refusal();
    if (lines.at(3) != "0" && lines.at(3) != "1") return refuse(Code::bad_option, "disposition");
    const auto tracker = decode_base64<base::sha256_bytes>(lines.at(4));
    if (!tracker) return tracker.refusal();
    return AnswerSubject{.origin = std::string(lines.at(1)),
                         .contest = *contest,
                         .disposition = lines.at(3) == "0" ? Disposition::cast : Disposition::checked,
                         .tracker = *tracker};
}

Result<Promise> decode_promise(std::string_view text) {
    const auto lines = split(text, promise_line, promise_lines);
    if (!lines) return lines.refusal();
    const auto subject = decode_subject(*lines);
    if (!subject) return subject.refusal();
    return Promise{*subject};
}

std::string signed_by_server(const std::string& text, const AnswerSubject& subject,
                             const Ed25519SecretKey& key) {
    return SignedNote{.text = text, .signatures = {sign_text(text, key, key_name(subject))}}.encode();
}

/// A note with one signature line, by the server of the origin that its text names.
template <class T>
Result<T> open_by_server(std::string_view text, const Ed25519PublicKey& key,
                         Result<T> (*decode)(std::string_view)) {
    const auto note = SignedNote::decode(text);
    if (!note) return note.refusal();
    if (note->signatures.size() != 1) return refuse(Code::wrong_count, "signatures");
    auto decoded = decode(note->text);
    if (!decoded) return decoded.refusal();
    const VerifierKey server(key_name(decoded->subject), KeyType::ed25519, key);
    const auto signers = verify_note(*note, {&server, 1});
    if (!signers) return signers.refusal();
    return decoded;
}

}  // namespace

std::string encode_rejection(const Rejection& rejection) {
    return encode(rejection_line, rejection.subject).append(base::name_of(rejection.code)).append("\n");
}

Result<Rejection> decode_rejection(std::string_view text) {
    const auto lines = split(text, rejection_line, rejection_lines);
    if (!lines) return lines.refusal();
    const auto subject = decode_subject(*lines);
    if (!subject) return subject.refusal();
    const auto code = base::code_named(lines->at(5));
    if (!code) return refuse(Code::bad_option, "code");
    return Rejection{*subject, *code};
}

std::string sign_promise(const Promise& promise, const Ed25519SecretKey& server_key) {
    return signed_by_server(encode(promise_line, promise.subject), promise.subject, server_key);
}

std::string sign_rejection(const Rejection& rejection, const Ed25519SecretKey& server_key) {
    return signed_by_server(encode_rejection(rejection), rejection.subject, server_key);
}

Result<Promise> open_promise(std::string_view note, const Ed25519PublicKey& server_key) {
    return open_by_server<Promise>(note, server_key, decode_promise);
}

Result<Rejection> open_rejection(std::string_view note, const Ed25519PublicKey& server_key) {
    return open_by_server<Rejection>(note, server_key, decode_rejection);
}

}  // namespace gongdao::note
