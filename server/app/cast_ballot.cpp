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

/// Signed if the entry is the slip's own word about this body (SPEC §6.7): both are public, and anyone may put
/// another body behind an entry, or sign an entry of a new key for another's body. Needs: the entry's signature
/// holds.
VoterAnswer refuse(Room& room, const ballot::Entry& entry, base::BytesView body, Code code) {
    const bool begun =
        room.log.with_state([](const session::State& state) { return state.setup().has_value(); });
    if (!begun || !ballot::is_about(entry, body))
        return unsigned_refusal(room, subject_of(entry.fields), code);
    return padded(base::view_of(room.log.rejection(entry, code)), code);
}

/// The code of SPEC §6.6 for what a body's decoder found.
Code code_of_body(Code found) {
    return found == Code::wrong_length ? Code::wrong_length : Code::bad_proof;
}

/// All of SPEC §6.6 that needs no writer. Gives: what may be queued, or nothing if the entry is taken already.
base::Result<std::optional<log::CastJob>> check_ballot(Room& room, const ballot::Entry& entry,
                                                       base::BytesView body_bytes) {
    const auto form = room.log.form_of(entry.fields.contest);
    if (!form) return base::refuse(Code::unknown_contest);
    const auto standing = room.log.preview(entry);
    if (!standing) return standing.refusal();
    if (*standing == log::Standing::taken) return std::optional<log::CastJob>();
    auto body = ballot::decode_body(form->layout, body_bytes);
    if (!body) return base::refuse(code_of_body(body.refusal().code));
    if (auto fits = ballot::verify_entry_of(entry, *body, body_bytes); !fits) return fits.refusal();
    if (!ballot::verify_body(form->contest, *body).empty()) return base::refuse(Code::bad_proof);
    return std::optional(
        log::CastJob{.entry = entry, .body_bytes = base::copy_of(body_bytes), .body = std::move(*body)});
}

}  // namespace

VoterAnswer cast_ballot(Context& app, Room& room, base::BytesView request) {
    if (request.size() < ballot::entry_bytes) return unsigned_refusal(room, {}, Code::wrong_length);
    const auto entry = ballot::decode_entry(request.first(ballot::entry_bytes));
    if (!entry) return unsigned_refusal(room, {}, entry.refusal().code);
    const base::BytesView body = request.subspan(ballot::entry_bytes);
    base::Result<std::optional<log::CastJob>> job = base::refuse(Code::bad_signature);
    {
        const ProofPermit permit(app);
        if (!ballot::verify_entry(*entry))
            return unsigned_refusal(room, subject_of(entry->fields), Code::bad_signature);
        job = check_ballot(room, *entry, body);
    }
    if (!job) return refuse(room, *entry, body, job.refusal().code);
    if (!job->has_value()) return padded(base::view_of(room.log.promise(*entry)), std::nullopt);
    const auto promise = app.sequencer.cast(room.log, **job);
    if (promise) return padded(base::view_of(*promise), std::nullopt);
    const Code code = promise.refusal().code;
    if (code == Code::no_answer) throw store::StoreFault("whether a ballot was taken is not known");
    const bool machine = code == Code::busy || code == Code::storage;
    return machine ? unsigned_refusal(room, subject_of(entry->fields), code)
                   : refuse(room, *entry, body, code);
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
