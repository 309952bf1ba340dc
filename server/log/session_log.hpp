#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <span>

#include "server/log/fold.hpp"
#include "server/log/public_folder.hpp"
#include "server/log/session_keys.hpp"
#include "server/ops/log_lines.hpp"

namespace gongdao::log {

/// A ballot to be taken or refused. Whoever makes one has verified the entry's signature, that entry and body
/// agree (`ballot::verify_entry_of`), and the body's proofs.
struct CastJob {
    ballot::Entry entry;
    base::Bytes body_bytes;
    ballot::Body body;
};

/// How an entry stands to the log. `taken`: it has its promise, whatever body comes with it now.
enum class Standing { fresh, taken };

/// What a box has taken, logged or not.
struct Taken {
    std::uint32_t counted = 0;     ///< slips with a cast ballot
    std::uint32_t challenged = 0;  ///< ballots checked
    bool operator==(const Taken&) const = default;
};

/// A session's log while it is being written: the fold of what the store holds, and the only writer to it.
///
/// Thread: any. Writers go one after another; who reads waits for none of their commits. No proof is checked
///         and nothing is signed but records and checkpoints while others wait.
/// Faults: StoreFault, StoreFull. After a StoreFault the whole session is read from the store again before
///         anyone is told anything.
class SessionLog {
public:
    /// Adds what else belongs into the transaction of a record. May read; may not call the log.
    using Also = std::function<void(store::Transaction&)>;

    /// Folds what the store holds and brings `<public_root>/s/<session, hex>/` up to it.
    /// Faults: StoreFault; LogFault if the entries are no log, or the published checkpoint is not the log's
    ///         own past: a store brought back from an old backup must not sign.
    SessionLog(store::Store& store, const ballot::SessionId& session, const std::string& public_root,
               ops::LogLines& lines);

    [[nodiscard]] const ballot::SessionId& session() const { return session_; }
    [[nodiscard]] const SessionKeys& keys() const { return keys_; }
    [[nodiscard]] const std::string& folder() const { return folder_.path(); }

    /// Needs: `read` takes a `const session::State&`, gives a value that does not point into it, and does not
    ///        call the log.
    template <class Read>
    auto with_state(Read&& read) {
        const auto lock = reading();
        return read(static_cast<const session::State&>(fold_.state));
    }
    /// What a ballot of the contest is decoded and checked against; null if there is no such contest. It
    /// never changes.
    [[nodiscard]] std::shared_ptr<const BallotForm> form_of(const ballot::ContestId& contest);
    /// The entry that the next one under this key must follow, logged or not.
    [[nodiscard]] std::optional<ballot::Entry> last_cast(const elgamal::PublicKey& X);
    /// The body of a ballot that is logged, or that is checked (SPEC §10).
    [[nodiscard]] std::optional<base::Bytes> shown_body(const ballot::Tracker& tracker);
    /// One a box. Needs: the contest exists.
    [[nodiscard]] std::vector<Taken> taken(const ballot::ContestId& contest);
    /// `<host>/s/<session>`. Needs: `setup` is logged.
    [[nodiscard]] std::string origin();

    /// Logs a record with all its signatures; one too long for the log goes in as `large`. What waits of a
    /// contest that it voids goes in before it. The slip lists of a manifest are the documents of
    /// `slip_list_kind`.
    /// Refuses: what the fold finds (SPEC §3.6); bad_key, wrong_session (a setup that is not this server's);
    ///          already_cast (a slip to be cancelled has a ballot that waits); not_now (ballots of a contest
    ///          to be closed still wait).
    [[nodiscard]] base::Result<merkle::LeafIndex> append(const session::Record& record,
                                                         const Also& also = {});

    /// Where this very record stands, if it is logged: who had no answer may ask again.
    [[nodiscard]] std::optional<merkle::LeafIndex> place_of(const session::Record& record);

    /// What `accept` would say of the entry now, as far as it needs no body: to be asked before proofs are
    /// checked.
    [[nodiscard]] base::Result<Standing> preview(const ballot::Entry& entry);
    /// Takes ballots, all in one commit: what is answered with Done may be promised.
    /// Refuses: each apart, as SPEC §6.6 has it; closed also after `stop_intake`; storage when the store failed
    ///          and the ballot is not in it; no_answer when nobody can tell. The same entry again is Done again,
    ///          whatever has happened since.
    [[nodiscard]] std::vector<base::Check> accept(std::span<const CastJob* const> jobs);
    /// Logs the ballots whose batch is full (SPEC §10).
    void log_due();
    /// From now on no ballot of the contest is taken. Not remembered over a restart: say it again.
    void stop_intake(const ballot::ContestId& contest);
    /// Logs all ballots of the contest that wait.
    void flush(const ballot::ContestId& contest);

    /// Needs: `accept` has said Done to the entry; `setup` is logged. Gives: the same for the same entry.
    [[nodiscard]] std::string promise(const ballot::Entry& entry);
    /// Needs: the entry's signature holds, and it was not taken.
    [[nodiscard]] std::string rejection(const ballot::Entry& entry, base::Code code);

private:
    struct Batch;
    enum class Commit { did_not_happen, unknown };

    [[nodiscard]] std::shared_lock<std::shared_mutex> reading();
    [[nodiscard]] std::unique_lock<std::mutex> writing();

    // Without a lock.
    void publish();
    void write_folder();

    // With `writing_`.
    void reload();
    void change(const std::function<void(store::Transaction&)>& fill, const std::function<void()>& apply);
    [[nodiscard]] store::Entry entry_of(const session::Record& record) const;
    [[nodiscard]] base::Check check_record(const session::Record& record,
                                           const session::Beside& beside) const;
    [[nodiscard]] base::Check check_job(const CastJob& job) const;
    void take_all(std::span<const CastJob* const> jobs, std::vector<base::Check>& answers);
    void look_again(std::span<const CastJob* const> jobs, std::vector<base::Check>& answers, Commit commit);
    void take(const Batch& batch, std::span<const CastJob* const> jobs);
    void log_ballots(const BoxKey& box, std::size_t count);
    void log_waiting(const std::optional<ballot::ContestId>& contest);

    // With either lock.
    [[nodiscard]] base::Check check_entry(const ballot::Entry& entry) const;
    [[nodiscard]] bool holds(const ballot::Entry& entry) const;

    store::Store& store_;
    const ballot::SessionId session_;
    const SessionKeys keys_;
    ops::LogLines& lines_;

    std::mutex publishing_;
    PublicFolder folder_;  // with `publishing_`

    std::mutex writing_;              // one writer at a time, from check to commit to `fold_`
    std::shared_mutex fold_changes_;  // held alone only while what follows changes in memory
    Fold fold_;
    std::string origin_;
    std::set<ballot::ContestId> stopped_;
    std::atomic<bool> in_doubt_ = false;  // a commit failed: `fold_` may be behind the store
};

/// Lays the store down anew, so that its file does not tell in which order ballots came. A log line where it
/// fails.
void forget_order(store::Store& store, ops::LogLines& lines);

}  // namespace gongdao::log
