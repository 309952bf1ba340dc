#pragma once

#include <variant>

#include "crypto/note/promise.hpp"

namespace gongdao::note {

/// Every answer to a cast or a check is this long, so that its length tells nothing (SPEC §6.7).
constexpr std::size_t answer_bytes = 1'024;
constexpr std::size_t max_answer_content_bytes = answer_bytes - 2;

/// u16 length ‖ content ‖ zeros. Needs: 1 … max_answer_content_bytes.
base::Bytes pad_answer(base::BytesView content);
/// Gives: the content. Refuses: wrong_length (of the whole, or of the content), not_zero.
base::Result<base::Bytes> unpad_answer(base::BytesView answer);

/// A rejection that the server signed: evidence.
struct SignedRejection {
    Rejection rejection;
    bool operator==(const SignedRejection&) const = default;
};
/// A rejection that anyone could have sent: to be shown, and evidence of nothing.
struct UnsignedRejection {
    Rejection rejection;
    bool operator==(const UnsignedRejection&) const = default;
};
using Answer = std::variant<Promise, SignedRejection, UnsignedRejection>;

/// Reads an answer of answer_bytes. The caller still compares the subject with what was sent.
/// Refuses: as unpad_answer, open_promise, open_rejection, decode_rejection.
base::Result<Answer> open_answer(base::BytesView answer, const sign::Ed25519PublicKey& server_key);

}  // namespace gongdao::note
