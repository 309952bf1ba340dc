#include "crypto/note/answer.hpp"

#include <algorithm>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"

namespace gongdao::note {

using base::Bytes;
using base::BytesView;
using base::Code;
using base::refuse;
using base::Result;

Bytes pad_answer(BytesView content) {
    GONGDAO_REQUIRE(!content.empty() && content.size() <= max_answer_content_bytes);
    Bytes answer = encode::Writer().u16(static_cast<std::uint16_t>(content.size())).raw(content).take();
    answer.resize(answer_bytes);
    return answer;
}

Result<Bytes> unpad_answer(BytesView answer) {
    if (answer.size() != answer_bytes) return refuse(Code::wrong_length, "of the answer");
    encode::Reader in(answer);
    const std::size_t length = in.u16();
    if (length == 0 || length > max_answer_content_bytes) return refuse(Code::wrong_length, "of its content");
    const BytesView content = in.raw(length);
    const BytesView padding = in.raw(in.left());
    if (std::ranges::any_of(padding, [](std::uint8_t byte) { return byte != 0; }))
        return refuse(Code::not_zero);
    return base::copy_of(content);
}

Result<Answer> open_answer(BytesView answer, const sign::Ed25519PublicKey& server_key) {
    const auto content = unpad_answer(answer);
    if (!content) return content.refusal();
    const std::string_view text = base::text_of(*content);
    const bool is_note = text.find("\n\n") != std::string_view::npos;
    if (!is_note) {
        auto rejection = decode_rejection(text);
        if (!rejection) return rejection.refusal();
        return Answer(UnsignedRejection{std::move(*rejection)});
    }
    if (text.starts_with("gongdao promise")) {
        auto promise = open_promise(text, server_key);
        if (!promise) return promise.refusal();
        return Answer(std::move(*promise));
    }
    auto rejection = open_rejection(text, server_key);
    if (!rejection) return rejection.refusal();
    return Answer(SignedRejection{std::move(*rejection)});
}

}  // namespace gongdao::note
