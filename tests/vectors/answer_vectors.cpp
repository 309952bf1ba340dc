#include <catch2/catch.hpp>

#include "crypto/note/answer.hpp"
#include "crypto/note/receipt.hpp"
#include "tests/vectors/runner.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;

std::string as_text(const base::Bytes& bytes) {
    return std::string(base::text_of(bytes));
}

std::string hex_of(std::string_view text) {
    return base::to_hex(base::view_of(text));
}

sign::Ed25519SecretKey secret_key(const Inputs& in) {
    return sign::Ed25519SecretKey(sign::Ed25519Seed(in.array<sign::ed25519_seed_bytes>("seed")));
}

Result<Json> encode_receipt(const Inputs& in) {
    note::Receipt receipt{.entry = in.bytes("entry"),
                          .index = {in.number("index")},
                          .proof = {},
                          .checkpoint = as_text(in.bytes("checkpoint"))};
    for (const base::Bytes& hash : in.list("proof"))
        receipt.proof.push_back(base::as_array<32>(hash).value());
    const std::string text = note::encode_receipt(receipt);
    CHECK(note::decode_receipt(text).value() == receipt);
    return Json{{"receipt", hex_of(text)}};
}

Result<Json> open_receipt(const Inputs& in) {
    const auto policy = note::decode_policy(in.text("policy"));
    const auto logged = note::open_receipt(as_text(in.bytes("receipt")), policy.value());
    if (!logged) return logged.refusal();
    return Json{{"entry", base::to_hex(logged->entry)},
                {"index", decimal(logged->index.value)},
                {"origin", logged->checkpoint.origin},
                {"size", decimal(logged->checkpoint.size.value)},
                {"root", base::to_hex(logged->checkpoint.root)}};
}

note::AnswerSubject subject(const Inputs& in) {
    return {.origin = in.text("origin"),
            .contest = in.array<32>("contest"),
            .disposition = static_cast<note::Disposition>(in.number("disposition")),
            .tracker = in.array<32>("tracker")};
}

note::Rejection rejection(const Inputs& in) {
    return {subject(in), base::code_named(in.text("code")).value()};
}

Json json_of(const std::string& kind, const note::AnswerSubject& about) {
    return {{"kind", kind},
            {"origin", about.origin},
            {"contest", base::to_hex(about.contest)},
            {"disposition", decimal(static_cast<std::uint8_t>(about.disposition))},
            {"tracker", base::to_hex(about.tracker)}};
}

Json json_of(const std::string& kind, const note::Rejection& rejected) {
    Json json = json_of(kind, rejected.subject);
    json["code"] = base::name_of(rejected.code);
    return json;
}

struct Describe {
    Json operator()(const note::Promise& promise) const { return json_of("promise", promise.subject); }
    Json operator()(const note::SignedRejection& answer) const {
        return json_of("signed_rejection", answer.rejection);
    }
    Json operator()(const note::UnsignedRejection& answer) const {
        return json_of("unsigned_rejection", answer.rejection);
    }
};

Result<Json> open_answer(const Inputs& in) {
    const auto key = sign::Ed25519PublicKey::decode(in.bytes("key"));
    const auto answer = note::open_answer(in.bytes("answer"), key.value());
    if (!answer) return answer.refusal();
    return std::visit(Describe{}, *answer);
}

}  // namespace

TEST_CASE("every case of tlog_proof.json comes out as it says") {
    run_file("tlog_proof.json", {{"encode_receipt", encode_receipt}, {"open_receipt", open_receipt}});
}

TEST_CASE("every case of promise.json comes out as it says") {
    run_file("promise.json",
             {{"sign_promise",
               [](const Inputs& in) {
                   return Json{{"note", hex_of(note::sign_promise({subject(in)}, secret_key(in)))}};
               }},
              {"sign_rejection",
               [](const Inputs& in) {
                   return Json{{"note", hex_of(note::sign_rejection(rejection(in), secret_key(in)))}};
               }},
              {"encode_rejection",
               [](const Inputs& in) {
                   return Json{{"text", note::encode_rejection(rejection(in))}};
               }},
              {"pad_answer",
               [](const Inputs& in) {
                   return Json{{"answer", base::to_hex(note::pad_answer(in.bytes("content")))}};
               }},
              {"open_answer", open_answer}});
}

}  // namespace gongdao::vectors
