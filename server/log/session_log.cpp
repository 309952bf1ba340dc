// Records, publication, and what is read.
#include "server/log/session_log.hpp"

#include <algorithm>

#include "crypto/session/limits.hpp"

namespace gongdao::log {

using base::Code;

namespace {

SessionKeys read_keys(store::Store& store, const ballot::SessionId& session) {
    const auto secret = store.begin()->secret_keys(session);
    if (!secret) throw LogFault("no session " + base::to_hex(session.bytes));
    return SessionKeys(session, *secret);
}

/// The keys of slips that a record cancels, as an entry names them.
bool cancels(const session::SlipsCancelled& record, const elgamal::PublicKey& key) {
    return std::ranges::any_of(record.slips,
                               [&](const auto& keys) { return std::ranges::find(keys, key) != keys.end(); });
}

}  // namespace

void forget_order(store::Store& store, ops::LogLines& lines) {
    try {
        store.compact();
    } catch (const store::StoreFault& fault) {
        lines.write(ops::Level::warning, "not_compacted", {{"cause", fault.what()}});
    }
}

SessionLog::SessionLog(store::Store& store, const ballot::SessionId& session, const std::string& public_root,
                       ops::LogLines& lines)
    : store_(store),
      session_(session),
      keys_(read_keys(store, session)),
      lines_(lines),
      folder_(public_root, session) {
    reload();
    folder_.verify_past(fold_, keys_.public_keys());
    write_folder();
}

std::shared_lock<std::shared_mutex> SessionLog::reading() {
    if (in_doubt_) static_cast<void>(writing());
    return std::shared_lock(fold_changes_);
}

std::unique_lock<std::mutex> SessionLog::writing() {
    std::unique_lock lock(writing_);
    if (in_doubt_) reload();
    return lock;
}

void SessionLog::reload() {
    Fold fresh = load_fold(*store_.begin(), session_, keys_.public_keys());
    const std::lock_guard lock(fold_changes_);
    fold_ = std::move(fresh);
    if (fold_.state.setup()) origin_ = session::origin_of(*fold_.state.setup());
    in_doubt_ = false;
}

/// What `fill` puts into the store, `apply` does to the fold.
void SessionLog::change(const std::function<void(store::Transaction&)>& fill,
                        const std::function<void()>& apply) {
    try {
        {
            const auto tx = store_.begin();
            fill(*tx);
            tx->commit();  // the only commit point
        }
        const std::lock_guard lock(fold_changes_);
        apply();
    } catch (const store::StoreFull&) {
        throw;  // nothing happened
    } catch (...) {
        in_doubt_ = true;
        throw;
    }
}

void SessionLog::write_folder() {
    const std::lock_guard publishing(publishing_);
    std::optional<Publication> next;
    {
        const std::shared_lock lock(fold_changes_);
        next = folder_.plan(fold_);
    }
    if (next) folder_.write(*next, store_, keys_);
}

void SessionLog::publish() {
    try {
        write_folder();
    } catch (const std::exception& fault) {
        // What was logged is logged: the folder is behind until the next time.
        lines_.write(ops::Level::fault, "folder_behind",
                     {{"session", base::to_hex(session_.bytes)}, {"cause", fault.what()}});
    }
}

/// The record as the log holds it. Gives: the same for the same record.
store::Entry SessionLog::entry_of(const session::Record& record) const {
    store::Entry entry{.leaf = session::encode(record), .large = {}};
    if (entry.leaf.size() <= session::max_log_entry_bytes) return entry;
    entry.large = std::move(entry.leaf);
    entry.leaf = session::encode(
        keys_.sign_record(session::Large{.type = session::type_of(record.fields),
                                         .length = static_cast<std::uint32_t>(entry.large.size()),
                                         .hash = base::sha256(entry.large)}));
    return entry;
}

base::Check SessionLog::check_record(const session::Record& record, const session::Beside& beside) const {
    if (const auto* setup = std::get_if<session::Setup>(&record.fields)) {
        if (auto own = check_setup(*setup, session_, keys_.public_keys()); !own) return own;
    }
    // What no reader takes is never logged, whoever made it.
    if (const auto read = session::decode_record(session::encode(record)); !read) return read.refusal();
    for (const auto& [box, entries] : fold_.waiting) {
        if (entries.empty()) continue;
        const auto* closed = std::get_if<session::Closed>(&record.fields);
        if (closed != nullptr && closed->contest == box.contest)
            return base::refuse(Code::not_now, "ballots wait");
        const auto* cancelled = std::get_if<session::SlipsCancelled>(&record.fields);
        const bool late =
            cancelled != nullptr && std::ranges::any_of(entries, [&](const ballot::Entry& entry) {
                return cancels(*cancelled, entry.fields.X);
            });
        if (late) return base::refuse(Code::already_cast);
    }
    if (const auto found = fold_.state.fault_in_signatures(record)) return found->refusal;
    if (const auto found = fold_.state.fault_in(record)) return found->refusal;
    if (const auto found = fold_.state.fault_in_lists(record, beside)) return found->refusal;
    return base::Done{};
}

base::Result<merkle::LeafIndex> SessionLog::append(const session::Record& record, const Also& also) {
    auto lock = writing();
    std::vector<base::Bytes> lists;
    if (std::holds_alternative<session::Manifest>(record.fields))
        lists = read_slip_lists(*store_.begin(), session_);
    const session::Beside beside{.slip_lists = lists};
    if (const auto checked = check_record(record, beside); !checked) return checked.refusal();
    if (const auto* ended = std::get_if<session::Void>(&record.fields)) log_waiting(ended->contest);

    const store::Entry entry = entry_of(record);
    const merkle::LeafIndex at{fold_.state.size()};
    change(
        [&](store::Transaction& tx) {
            tx.append_entry(session_, at, entry);
            if (also) also(tx);
        },
        [&] {
            fold_.add(record, beside, entry.leaf);
            if (fold_.state.setup()) origin_ = session::origin_of(*fold_.state.setup());
        });
    lock.unlock();
    publish();
    const bool ends_voting = std::holds_alternative<session::Closed>(record.fields) ||
                             std::holds_alternative<session::Void>(record.fields);
    if (ends_voting) forget_order(store_, lines_);
    return at;
}

std::optional<merkle::LeafIndex> SessionLog::place_of(const session::Record& record) {
    const merkle::Hash leaf = merkle::hash_leaf(entry_of(record).leaf);
    const auto lock = reading();
    for (std::uint64_t at = 0; at < fold_.tree.size().value; ++at) {
        if (fold_.tree.node(0, at) == leaf) return merkle::LeafIndex{at};
    }
    return std::nullopt;
}

std::shared_ptr<const BallotForm> SessionLog::form_of(const ballot::ContestId& contest) {
    const auto lock = reading();
    const auto found = fold_.forms.find(contest);
    return found == fold_.forms.end() ? nullptr : found->second;
}

std::string SessionLog::origin() {
    const std::shared_lock lock(fold_changes_);
    GONGDAO_REQUIRE(!origin_.empty());
    return origin_;
}

}  // namespace gongdao::log
