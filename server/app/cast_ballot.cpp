#include "server/app/cast_ballot.hpp"

#include "crypto/ballot/slip_state.hpp"
#include "crypto/note/answer.hpp"

namespace gongdao::app {

using base::Code;

namespace {

/// Holds one of the permits for proof checks: as many at a time as there are cores, however many wait for the
/// disk.
class ProofPermit {
public:
    explicit ProofPermit(Context& app) : permits_(app.proof_permits) { permits_.acquire(); }
    ProofPermit(const ProofPermit&) = delete;
    ProofPermit& operator=(const ProofPermit&) = delete;
    ~ProofPermit() { permits_.release(); }

private:
    std::counting_semaphore<>& permits_;
};

VoterAnswer padded(base::BytesView content, std::optional<Code> refused) {
    return {.refused = refused, .bytes = note::pad_answer(content)};
}

/// What anyone could have sent: evidence of nothing.
VoterAnswer unsigned_refusal(Room& room, const note::AnswerSubject& about, Code code) {
    note::AnswerSubject subject = about;
    subject.origin = room.draft.host + "/s/" + base::to_hex(room.log.session().bytes);
    return padded(base::view_of(note::encode_rejection({.subject = subject, .code = code})), code);
}

note::AnswerSubject subject_of(const ballot::EntryFields& fields) {
    return {.origin = {},
            .contest = fields.contest.bytes,
            .disposition = static_cast<note::Disposition>(fields.disposition),
            .tracker = fields.tracker.bytes};
}

/// The same code twice for a slip that is not listed and an entry that is not signed by it would help nobody:
/// lists are public. What is not well signed gets no signature (SPEC §6.7).
VoterAnswer refuse(Room& room, const ballot::Entry& entry, Code code) {
    const bool begun =
        room.log.with_state([](const session::State& state) { return state.setup().has_value(); });
    if (!begun || !ballot::verify_entry(entry)) return unsigned_refusal(room, subject_of(entry.fields), code);
    return padded(base::view_of(room.log.rejection(entry, code)), code);
}

/// The code of SPEC §6.6 for what a body's decoder found.
Code code_of_body(Code found) {
    return found == Code::wrong_length ? Code::wrong_length : Code::bad_proof;
}

}  // namespace

VoterAnswer cast_ballot(Context& app, Room& room, base::BytesView request) {
    if (request.size() < ballot::entry_bytes) return unsigned_refusal(room, {}, Code::wrong_length);
    const auto entry = ballot::decode_entry(request.first(ballot::entry_bytes));
    if (!entry) return unsigned_refusal(room, {}, entry.refusal().code);
    const base::BytesView body_bytes = request.subspan(ballot::entry_bytes);
    const auto form = room.log.form_of(entry->fields.contest);
    if (!form) return refuse(room, *entry, Code::unknown_contest);
    if (body_bytes.size() != form->layout.body_bytes) return refuse(room, *entry, Code::wrong_length);

    log::CastJob job{.entry = *entry, .body_bytes = base::copy_of(body_bytes), .body = {}};
    {
        const ProofPermit permit(app);
        if (!ballot::verify_entry(*entry))
            return unsigned_refusal(room, subject_of(entry->fields), Code::bad_signature);
        // Most of what comes again or too late is told before a single proof is checked.
        const auto misplaced =
            room.log.with_state([&](const session::State& state) { return state.fault_in_place(*entry); });
        const bool late = misplaced && misplaced->refusal.code == Code::closed;
        if (misplaced && !late) return refuse(room, *entry, misplaced->refusal.code);
        auto body = ballot::decode_body(form->layout, body_bytes);
        if (!body) return refuse(room, *entry, code_of_body(body.refusal().code));
        if (auto fits = ballot::verify_entry_of(*entry, *body, body_bytes); !fits)
            return refuse(room, *entry, fits.refusal().code);
        if (!ballot::verify_body(form->contest, *body).empty()) return refuse(room, *entry, Code::bad_proof);
        job.body = std::move(*body);
    }
    const auto promise = app.sequencer.cast(room.log, job);
    if (promise) return padded(base::view_of(*promise), std::nullopt);
    const Code code = promise.refusal().code;
    const bool machine = code == Code::busy || code == Code::storage;
    return machine ? unsigned_refusal(room, subject_of(entry->fields), code) : refuse(room, *entry, code);
}

VoterAnswer tell_slip_state(Context& app, Room& room, base::BytesView request) {
    const auto asked = ballot::decode_slip_state(request);
    if (!asked) return unsigned_refusal(room, {}, asked.refusal().code);
    note::AnswerSubject about;
    about.contest = asked->contest.bytes;
    const auto refused = [&](Code code) { return unsigned_refusal(room, about, code); };
    {
        const ProofPermit permit(app);
        if (!ballot::verify_slip_state(*asked)) return refused(Code::bad_signature);
    }
    bool cancelled = false;
    const auto code = room.log.with_state([&](const session::State& state) -> std::optional<Code> {
        const session::Contest* contest = state.contest(asked->contest);
        if (contest == nullptr) return Code::unknown_contest;
        if (asked->box.value >= contest->definition.boxes.size()) return Code::unknown_box;
        const auto of_class = contest->definition.boxes[asked->box.value];
        if (!state.lists(of_class, contest->definition.slot, asked->X)) return Code::unknown_slip;
        cancelled = state.cancelled(asked->X);
        return std::nullopt;
    });
    if (code) return refused(*code);
    if (const auto last = room.log.last_cast(asked->X)) {
        base::Bytes content = {1};
        base::append(content, ballot::encode_entry(*last));
        base::append(content, base::view_of(room.log.promise(*last)));
        return padded(content, std::nullopt);
    }
    if (cancelled) return refused(Code::cancelled_slip);
    return padded(base::Bytes{0}, std::nullopt);
}

}  // namespace gongdao::app
