#include "server/log/fold.hpp"

#include "server/log/batches.hpp"

namespace gongdao::log {

using session::RecordType;

namespace {

constexpr std::uint64_t entries_a_read = 1024;

[[noreturn]] void no_log(std::uint64_t at, const base::Refusal& refusal) {
    throw LogFault("entry " + std::to_string(at) +
                   " of the store: " + std::string(base::name_of(refusal.code)) + " " + refusal.detail);
}

template <class T>
T checked(base::Result<T> result, std::uint64_t at) {
    if (!result) no_log(at, result.refusal());
    return *std::move(result);
}

/// What a leaf says: the record itself, or the one that a `large` stands for.
session::Record record_of(const store::Entry& entry, std::uint64_t at) {
    auto record = checked(session::decode_record(entry.leaf), at);
    const auto* large = std::get_if<session::Large>(&record.fields);
    if (large == nullptr) return record;
    if (base::sha256(entry.large) != large->hash) no_log(at, base::refuse(base::Code::wrong_digest, "large"));
    return checked(session::decode_record(entry.large), at);
}

/// Folds one session, entry by entry.
class Loading {
public:
    Loading(store::Transaction& tx, const ballot::SessionId& session, const PublicKeys& keys)
        : tx_(tx), session_(session), keys_(keys) {}

    Fold run() && {
        const std::uint64_t size = tx_.entry_count(session_);
        for (std::uint64_t at = 0; at < size; at += entries_a_read) {
            for (const store::Entry& entry :
                 tx_.entries(session_, {.begin = at, .end = at + entries_a_read})) {
                take(entry, fold_.state.size());
            }
        }
        if (fold_.state.size() != size) throw LogFault("an entry of the store is missing");
        tx_.each_ballot(session_, [this](const store::Ballot& ballot) { take(ballot); });
        if (ballots_ != 0) throw LogFault("a logged ballot is missing in the store");
        for (auto& [box, entries] : fold_.waiting) {
            sort_for_log(entries);
            for (const ballot::Entry& entry : entries) take_waiting(entry);
        }
        return std::move(fold_);
    }

private:
    void take(const store::Entry& entry, std::uint64_t at) {
        const auto type = checked(session::peek_type(entry.leaf), at);
        if (type != RecordType::ballot && type != RecordType::challenged) return take_record(entry, at);
        const auto logged = checked(ballot::decode_entry(entry.leaf), at);
        if (const auto found = fold_.state.fault_in(logged)) no_log(at, found->refusal);
        fold_.accepted.add(logged);
        fold_.add_logged(logged, entry.leaf);
        ++ballots_;
    }

    void take_record(const store::Entry& entry, std::uint64_t at) {
        const session::Record record = record_of(entry, at);
        if (const auto* setup = std::get_if<session::Setup>(&record.fields)) {
            static_cast<void>(checked(check_setup(*setup, session_, keys_), at));
        }
        std::vector<base::Bytes> lists;
        if (std::holds_alternative<session::Manifest>(record.fields)) lists = read_slip_lists(tx_, session_);
        const session::Beside beside{.slip_lists = lists};
        if (const auto found = fold_.state.fault_in(record)) no_log(at, found->refusal);
        if (const auto found = fold_.state.fault_in_lists(record, beside)) no_log(at, found->refusal);
        fold_.add(record, beside, entry.leaf);
    }

    void take(const store::Ballot& ballot) {
        const std::string what = "ballot " + base::to_hex(ballot.tracker.bytes) + " of the store ";
        const auto entry = ballot::decode_entry(ballot.entry);
        const auto form = entry ? fold_.forms.find(entry->fields.contest) : fold_.forms.end();
        if (form == fold_.forms.end()) throw LogFault(what + "belongs to no contest");
        const auto body = ballot::decode_body(form->second->layout, ballot.body);
        const bool whole = body && ballot::verify_entry_of(*entry, *body, ballot.body);
        if (!whole || entry->fields.tracker != ballot.tracker) throw LogFault(what + "is damaged");
        fold_.accepted.add_body(*body);
        if (!ballot.logged) {
            fold_.waiting[box_of(*entry)].push_back(*entry);
            return;
        }
        const std::uint64_t at = ballot.logged->value;
        const bool there =
            at < fold_.state.size() && fold_.tree.node(0, at) == merkle::hash_leaf(ballot.entry);
        if (!there) throw LogFault(what + "is not where it says");
        --ballots_;
    }

    /// What is still to be logged must hold: nobody looks at it again before everyone does.
    void take_waiting(const ballot::Entry& entry) {
        const bool recast = fold_.forms.at(entry.fields.contest)->contest.definition.recast;
        const bool may_follow = !fold_.state.fault_in_place(entry) && fold_.accepted.check(entry, recast);
        if (!may_follow || !ballot::verify_entry(entry))
            throw LogFault("a ballot that waits can never be logged");
        fold_.accepted.add(entry);
    }

    store::Transaction& tx_;
    const ballot::SessionId& session_;
    const PublicKeys& keys_;
    Fold fold_;
    std::uint64_t ballots_ = 0;  // logged, and not yet seen in their own table
};

}  // namespace

BoxKey box_of(const ballot::Entry& entry) {
    return {.contest = entry.fields.contest, .box = entry.fields.box};
}

void Fold::add(const session::Record& record, const session::Beside& beside, base::BytesView leaf) {
    state.add(record, beside, leaf);
    tree.append(merkle::hash_leaf(leaf));
    for (const session::Contest& contest : state.contests()) {
        if (forms.contains(contest.id)) continue;
        forms.emplace(contest.id, std::make_shared<const BallotForm>(
                                      BallotForm{.contest = state.ballot_contest(contest),
                                                 .layout = ballot::layout_of(contest.definition)}));
    }
}

void Fold::add_waiting(const ballot::Entry& entry, const ballot::Body& body) {
    accepted.add(entry);
    accepted.add_body(body);
    waiting[box_of(entry)].push_back(entry);
}

void Fold::add_logged(const ballot::Entry& entry, base::BytesView leaf) {
    state.add(entry, leaf);
    tree.append(merkle::hash_leaf(leaf));
    if (entry.fields.disposition == ballot::Disposition::cast) cast.push_back(entry.fields.tracker);
}

base::Check check_setup(const session::Setup& setup, const ballot::SessionId& session,
                        const PublicKeys& keys) {
    if (setup.session != session) return base::refuse(base::Code::wrong_session, "setup");
    const bool own = setup.server_key == keys.server.bytes() && setup.sm2_key == keys.sm2.bytes() &&
                     setup.log_key == keys.log.bytes();
    if (!own) return base::refuse(base::Code::bad_key, "setup");
    return base::Done{};
}

std::vector<base::Bytes> read_slip_lists(store::Transaction& tx, const ballot::SessionId& session) {
    std::vector<base::Bytes> lists;
    while (auto list = tx.document({.session = session,
                                    .kind = std::string(slip_list_kind),
                                    .name = std::to_string(lists.size())})) {
        lists.push_back(*std::move(list));
    }
    return lists;
}

Fold load_fold(store::Transaction& tx, const ballot::SessionId& session, const PublicKeys& keys) {
    return Loading(tx, session, keys).run();
}

}  // namespace gongdao::log
