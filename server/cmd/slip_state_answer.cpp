#include "server/cmd/slip_state_answer.hpp"

#include "crypto/note/answer.hpp"

namespace gongdao::cmd {

using base::Code;

namespace {

base::Result<std::optional<ballot::Entry>> refusal_of(base::BytesView answer, const Answerer& answerer) {
    const auto opened = note::open_answer(answer, answerer.server);
    if (!opened) return opened.refusal();
    const auto* refused = std::get_if<note::UnsignedRejection>(&*opened);
    if (refused == nullptr) return base::refuse(Code::bad_option);
    return base::refuse(refused->rejection.code);
}

}  // namespace

base::Result<std::optional<ballot::Entry>> open_slip_state(base::BytesView answer,
                                                           const ballot::SlipStateRequest& asked,
                                                           const Answerer& answerer) {
    const auto content = note::unpad_answer(answer);
    if (!content) return content.refusal();
    if (content->front() == 'g') return refusal_of(answer, answerer);
    if (content->front() > 1) return base::refuse(Code::bad_option);
    const base::BytesView rest = base::BytesView(*content).subspan(1);
    if (content->front() == 0) {
        if (!rest.empty()) return base::refuse(Code::trailing_bytes);
        return std::optional<ballot::Entry>();
    }
    if (rest.size() < ballot::entry_bytes) return base::refuse(Code::wrong_length);
    auto entry = ballot::decode_entry(rest.first(ballot::entry_bytes));
    if (!entry) return entry.refusal();
    if (auto holds = ballot::verify_entry(*entry); !holds) return holds.refusal();
    const ballot::EntryFields& fields = entry->fields;
    const bool own = fields.disposition == ballot::Disposition::cast && fields.contest == asked.contest &&
                     fields.box == asked.box && fields.X == asked.X;
    const auto promise =
        note::open_promise(base::text_of(rest.subspan(ballot::entry_bytes)), answerer.server);
    if (!promise) return promise.refusal();
    const note::AnswerSubject subject{.origin = answerer.origin,
                                      .contest = asked.contest.bytes,
                                      .disposition = note::Disposition::cast,
                                      .tracker = fields.tracker.bytes};
    if (!own || promise->subject != subject) return base::refuse(Code::body_mismatch);
    return std::optional(std::move(*entry));
}

}  // namespace gongdao::cmd
