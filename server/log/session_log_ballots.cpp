// Ballots: taken in one commit, logged in another.
#include <algorithm>
#include <unordered_set>

#include "server/log/batches.hpp"
#include "server/log/session_log.hpp"

namespace gongdao::log {

using ballot::Disposition;
using base::Code;

namespace {

base::ByteArray<32> bytes_of(base::BytesView encoded) {
    return base::as_array<32>(encoded).value();
}

note::AnswerSubject subject_of(const std::string& origin, const ballot::Entry& entry) {
    const auto& fields = entry.fields;
    const bool cast = fields.disposition == Disposition::cast;
    return {.origin = origin,
            .contest = fields.contest.bytes,
            .disposition = cast ? note::Disposition::cast : note::Disposition::checked,
            .tracker = fields.tracker.bytes};
}

}  // namespace

/// Ballots that are committed together: none that must be checked against another of them.
struct SessionLog::Batch {
    std::vector<std::size_t> places;                                    // among the jobs
    std::unordered_set<base::ByteArray<32>, session::FirstBytes> seen;  // slip keys and alphas

    [[nodiscard]] bool touches(const CastJob& job) const {
        return seen.contains(bytes_of(job.entry.fields.X.encoded())) ||
               std::ranges::any_of(job.body.ciphertexts, [this](const elgamal::Ciphertext& ciphertext) {
                   return seen.contains(bytes_of(ciphertext.alpha.encoded()));
               });
    }
    void take(std::size_t place, const CastJob& job) {
        places.push_back(place);
        seen.insert(bytes_of(job.entry.fields.X.encoded()));
        for (const auto& ciphertext : job.body.ciphertexts) seen.insert(bytes_of(ciphertext.alpha.encoded()));
    }
};

base::Check SessionLog::check_entry(const ballot::Entry& entry) const {
    if (const auto found = fold_.state.fault_in_place(entry)) return found->refusal;
    if (stopped_.contains(entry.fields.contest)) return base::refuse(Code::closed);
    return fold_.accepted.check(entry, fold_.forms.at(entry.fields.contest)->contest.definition.recast);
}

base::Check SessionLog::check_job(const CastJob& job) const {
    if (auto checked = check_entry(job.entry); !checked) return checked;
    return fold_.accepted.check_body(job.body);
}

/// What was signed; the same may be signed again with another nonce.
bool SessionLog::holds(const ballot::Entry& entry) const {
    const auto there = store_.begin()->ballot(session_, entry.fields.tracker);
    return there && ballot::decode_entry(there->entry).value().fields == entry.fields;
}

base::Result<Standing> SessionLog::preview(const ballot::Entry& entry) {
    base::Check checked = base::Done{};
    {
        const auto lock = reading();
        checked = check_entry(entry);
    }
    if (checked) return Standing::fresh;
    // Asked after the check: what the check has seen of this very entry is in the store by then.
    if (holds(entry)) return Standing::taken;
    return checked.refusal();
}

std::vector<base::Check> SessionLog::accept(std::span<const CastJob* const> jobs) {
    std::vector<base::Check> answers(jobs.size(), base::refuse(Code::storage));
    try {
        take_all(jobs, answers);
        return answers;
    } catch (const store::StoreFull& fault) {
        lines_.write(ops::Level::fault, "ballots_not_taken", {{"cause", fault.what()}});
        look_again(jobs, answers, Commit::did_not_happen);
    } catch (const std::exception& fault) {
        lines_.write(ops::Level::fault, "ballots_not_taken", {{"cause", fault.what()}});
        look_again(jobs, answers, Commit::unknown);
    }
    return answers;
}

/// After a commit of which nobody knows whether it happened the store tells, once it takes something again: what
/// a failed commit has left in its journal is then overwritten, and cannot come back at the next start.
void SessionLog::look_again(std::span<const CastJob* const> jobs, std::vector<base::Check>& answers,
                            Commit commit) {
    std::size_t i = 0;
    try {
        const auto lock = writing();
        if (commit == Commit::unknown) store_.probe();
        for (; i < jobs.size(); ++i) {
            if (!answers[i] && holds(jobs[i]->entry)) answers[i] = base::Done{};
        }
    } catch (const std::exception& fault) {
        lines_.write(ops::Level::fault, "ballots_not_known", {{"cause", fault.what()}});
        for (; i < jobs.size(); ++i) {
            if (!answers[i] && answers[i].refusal().code == Code::storage)
                answers[i] = base::refuse(Code::no_answer);
        }
    }
}

void SessionLog::take_all(std::span<const CastJob* const> jobs, std::vector<base::Check>& answers) {
    const auto lock = writing();
    std::vector<std::size_t> left(jobs.size());
    for (std::size_t i = 0; i < jobs.size(); ++i) left[i] = i;
    while (!left.empty()) {
        Batch batch;
        std::vector<std::size_t> later;
        for (const std::size_t i : left) {
            const CastJob& job = *jobs[i];
            if (batch.touches(job)) {
                later.push_back(i);
            } else if (auto checked = check_job(job); checked) {
                batch.take(i, job);
            } else if (holds(job.entry)) {
                answers[i] = base::Done{};  // the same again: the same promise
            } else {
                answers[i] = std::move(checked);
            }
        }
        take(batch, jobs);
        for (const std::size_t i : batch.places) answers[i] = base::Done{};
        left = std::move(later);
    }
}

void SessionLog::take(const Batch& batch, std::span<const CastJob* const> jobs) {
    if (batch.places.empty()) return;
    change(
        [&](store::Transaction& tx) {
            for (const std::size_t i : batch.places) {
                const CastJob& job = *jobs[i];
                tx.put_ballot(session_, {.tracker = job.entry.fields.tracker,
                                         .entry = ballot::encode_entry(job.entry),
                                         .body = job.body_bytes,
                                         .logged = std::nullopt});
            }
        },
        [&] {
            for (const std::size_t i : batch.places) fold_.add_waiting(jobs[i]->entry, jobs[i]->body);
        });
}

void SessionLog::log_ballots(const BoxKey& box, std::size_t count) {
    if (count == 0) return;
    std::vector<ballot::Entry> left = fold_.waiting.at(box);
    sort_for_log(left);
    const std::vector<ballot::Entry> batch(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(count));
    left.erase(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(count));
    change(
        [&](store::Transaction& tx) {
            merkle::LeafIndex at{fold_.state.size()};
            for (const ballot::Entry& entry : batch) {
                tx.append_entry(session_, at, {.leaf = ballot::encode_entry(entry), .large = {}});
                tx.mark_logged(session_, entry.fields.tracker, at);
                ++at.value;
            }
        },
        [&] {
            for (const ballot::Entry& entry : batch) fold_.add_logged(entry, ballot::encode_entry(entry));
            fold_.waiting.at(box) = std::move(left);
        });
}

void SessionLog::log_waiting(const std::optional<ballot::ContestId>& contest) {
    for (const auto& [box, entries] : fold_.waiting) {
        if (!contest || *contest == box.contest) log_ballots(box, entries.size());
    }
}

void SessionLog::log_due() {
    auto lock = writing();
    const std::uint64_t before = fold_.state.size();
    for (const auto& [box, entries] : fold_.waiting) {
        const auto& boxes = fold_.state.contest(box.contest)->opened.boxes;
        log_ballots(box,
                    due({.floor = fold_.state.setup()->batch_floor, .issued = boxes.at(box.box.value).issued},
                        entries.size()));
    }
    const bool grown = fold_.state.size() != before;
    lock.unlock();
    if (grown) publish();
}

void SessionLog::stop_intake(const ballot::ContestId& contest) {
    const std::lock_guard lock(writing_);
    const std::lock_guard changes(fold_changes_);
    stopped_.insert(contest);
}

void SessionLog::flush(const ballot::ContestId& contest) {
    {
        const auto lock = writing();
        log_waiting(contest);
    }
    publish();
}

std::optional<ballot::Entry> SessionLog::last_cast(const elgamal::PublicKey& X) {
    session::Chains::Key chain;
    {
        const auto lock = reading();
        chain = fold_.accepted.find(X);
    }
    if (chain.cast == 0) return std::nullopt;
    return ballot::decode_entry(store_.begin()->ballot(session_, chain.last).value().entry).value();
}

std::optional<base::Bytes> SessionLog::shown_body(const ballot::Tracker& tracker) {
    auto there = store_.begin()->ballot(session_, tracker);
    if (!there) return std::nullopt;
    const bool checked = session::peek_type(there->entry).value() == session::RecordType::challenged;
    if (!there->logged && !checked) return std::nullopt;
    return std::move(there->body);
}

std::vector<Taken> SessionLog::taken(const ballot::ContestId& contest) {
    const auto lock = reading();
    const session::Contest& logged = *fold_.state.contest(contest);
    std::vector<Taken> boxes;
    for (std::size_t i = 0; i < logged.definition.boxes.size(); ++i) {
        const ballot::BoxNumber box{static_cast<std::uint16_t>(i)};
        Taken& taken =
            boxes.emplace_back(Taken{.counted = logged.counted(box), .challenged = logged.challenged[i]});
        const auto waiting = fold_.waiting.find({.contest = contest, .box = box});
        if (waiting == fold_.waiting.end()) continue;
        for (const ballot::Entry& entry : waiting->second) {
            const bool cast = entry.fields.disposition == Disposition::cast;
            taken.counted += cast && entry.fields.counter == 0 ? 1 : 0;
            taken.challenged += cast ? 0 : 1;
        }
    }
    return boxes;
}

std::string SessionLog::promise(const ballot::Entry& entry) {
    return keys_.sign_promise({.subject = subject_of(origin(), entry)});
}

std::string SessionLog::rejection(const ballot::Entry& entry, base::Code code) {
    return keys_.sign_rejection({.subject = subject_of(origin(), entry), .code = code});
}

}  // namespace gongdao::log
