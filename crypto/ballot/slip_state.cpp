#include "crypto/ballot/slip_state.hpp"

#include <algorithm>

#include "crypto/note/answer.hpp"

namespace gongdao::ballot {
namespace {

base::Bytes message_of(const SlipStateFields& fields) {
    return encode::Writer().raw(fields.contest.bytes).u16(fields.box.value).take();
}

proof::Knowledge of_slip(const SlipStateFields& fields, const elgamal::PublicKey& X) {
    return {.name = "slip-state", .X = X, .message = message_of(fields)};
}

}  // namespace

SlipStateRequest ask_slip_state(const SlipStateFields& fields, const group::SecretScalar& x,
                                elgamal::Nonce&& w) {
    const elgamal::PublicKey X = elgamal::public_key_of(x);
    return {.contest = fields.contest,
            .box = fields.box,
            .X = X,
            .proof = proof::prove_knowledge(of_slip(fields, X), x, std::move(w))};
}

base::Check verify_slip_state(const SlipStateRequest& request) {
    const proof::Knowledge statement = of_slip({.contest = request.contest, .box = request.box}, request.X);
    if (!holds(proof::equation_of(statement, request.proof, {.claim = proof::Claim::slip_state})))
        return base::refuse(base::Code::bad_signature);
    return base::Done{};
}

base::Bytes encode_slip_state(const SlipStateRequest& request) {
    encode::Writer out;
    out.raw(message_of({.contest = request.contest, .box = request.box})).raw(request.X.encoded());
    proof::write(out, request.proof);
    return out.take();
}

base::Result<SlipStateRequest> decode_slip_state(base::BytesView bytes) {
    encode::Reader in(bytes);
    SlipStateRequest request;
    request.contest.bytes = in.array<32>();
    request.box.value = in.u16();
    request.X = elgamal::read_key(in);
    request.proof = proof::read_schnorr(in);
    if (const auto finished = in.finish(); !finished) return finished.refusal();
    return request;
}

base::Result<std::optional<Entry>> open_slip_state(base::BytesView answer, const SlipStateRequest& asked,
                                                   const Answerer& answerer) {
    const auto content = note::unpad_answer(answer);
    if (!content) return content.refusal();
    const base::BytesView rest = base::BytesView(*content).subspan(1);
    if (content->front() == 'g') {
        const auto rejection = note::decode_rejection(base::text_of(*content));
        return rejection ? base::refuse(rejection->code) : rejection.refusal();
    }
    if (content->front() > 1) return base::refuse(base::Code::bad_option);
    if (content->front() == 0) {
        if (!rest.empty()) return base::refuse(base::Code::trailing_bytes);
        return std::optional<Entry>();
    }
    auto entry = decode_entry(rest.first(std::min(rest.size(), entry_bytes)));
    if (!entry) return entry.refusal();
    if (auto holds = verify_entry(*entry); !holds) return holds.refusal();
    const auto promise = note::open_promise(base::text_of(rest.subspan(entry_bytes)), answerer.server);
    if (!promise) return promise.refusal();
    const EntryFields& fields = entry->fields;
    const bool own = fields.disposition == Disposition::cast && fields.contest == asked.contest &&
                     fields.box == asked.box && fields.X == asked.X;
    const note::AnswerSubject subject{.origin = answerer.origin,
                                      .contest = asked.contest.bytes,
                                      .disposition = note::Disposition::cast,
                                      .tracker = fields.tracker.bytes};
    if (!own || promise->subject != subject) return base::refuse(base::Code::body_mismatch);
    return std::optional(*entry);
}

}  // namespace gongdao::ballot
