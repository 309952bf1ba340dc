#include "crypto/note/answer.hpp"

#include <catch2/catch.hpp>

#include "crypto/note/checkpoint.hpp"

namespace gongdao::note {
namespace {

sign::Ed25519SecretKey key_of(std::uint8_t seed) {
    base::ByteArray<sign::ed25519_seed_bytes> bytes{};
    bytes.fill(seed);
    return sign::Ed25519SecretKey(sign::Ed25519Seed(bytes));
}

AnswerSubject subject(Disposition disposition) {
    return {.origin = std::string(max_origin_bytes, 'h'),
            .contest = base::sha256(base::view_of("Q")),
            .disposition = disposition,
            .tracker = base::sha256(base::view_of("body"))};
}

}  // namespace

TEST_CASE("every answer that a server can give fits, with the longest origin and each code") {
    const sign::Ed25519SecretKey server = key_of(1);
    std::size_t codes = 0;
    for (int i = 0;; ++i, ++codes) {
        const auto code = static_cast<base::Code>(i);
        if (code == base::Code::bad_answer) break;
        const Rejection rejection{subject(Disposition::checked), code};
        const base::Bytes answer = pad_answer(base::view_of(sign_rejection(rejection, server)));
        REQUIRE(answer.size() == answer_bytes);
        REQUIRE(open_answer(answer, server.public_key()).value() == Answer(SignedRejection{rejection}));
        const base::Bytes bare = pad_answer(base::view_of(encode_rejection(rejection)));
        REQUIRE(open_answer(bare, server.public_key()).value() == Answer(UnsignedRejection{rejection}));
    }
    CHECK(codes > 50);
}

TEST_CASE("a promise with the longest origin leaves room for the entry before it (SPEC §6.8)") {
    constexpr std::size_t slip_state_bytes = 1 + 170;
    const std::string note = sign_promise({subject(Disposition::cast)}, key_of(1));
    CHECK(slip_state_bytes + note.size() <= max_answer_content_bytes);
}

TEST_CASE("no changed byte of an answer gives the same promise") {
    const sign::Ed25519SecretKey server = key_of(1);
    const base::Bytes answer = pad_answer(base::view_of(sign_promise({subject(Disposition::cast)}, server)));
    for (std::size_t at = 0; at < answer.size(); ++at) {
        base::Bytes changed = answer;
        changed[at] ^= 1U;
        REQUIRE(!open_answer(changed, server.public_key()));
    }
}

}  // namespace gongdao::note
