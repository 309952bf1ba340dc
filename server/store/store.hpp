#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ballot/ids.hpp"
#include "crypto/merkle/tree.hpp"
#include "crypto/sign/ed25519.hpp"
#include "crypto/sign/sm2.hpp"

namespace gongdao::store {

using ballot::SessionId;
using ballot::Tracker;
using merkle::LeafIndex;

/// The machine's fault. Out of `commit` it means that nobody knows whether the transaction happened: read
/// again.
class StoreFault : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// There is no room for more. Nothing of the transaction happened, out of `commit` too.
class StoreFull : public StoreFault {
    using StoreFault::StoreFault;
};

/// What the server of a session signs with.
struct SecretKeys {
    sign::Ed25519Seed server;
    sign::Sm2Scalar sm2;
    sign::Ed25519Seed log;
};

struct Session {
    SessionId id;
    std::string short_name;
    bool operator==(const Session&) const = default;
};

struct Entry {
    base::Bytes leaf;
    base::Bytes large;  ///< what a leaf `large` stands for; of any other, nothing
    bool operator==(const Entry&) const = default;
};

struct Ballot {
    Tracker tracker;
    base::Bytes entry;
    base::Bytes body;
    std::optional<LeafIndex> logged;
    bool operator==(const Ballot&) const = default;
};

/// Private work of a session: drafts, roll, proposals and the like; what a kind holds is for its writer to
/// say.
struct DocumentKey {
    SessionId session;
    std::string kind;
    std::string name;
    bool operator==(const DocumentKey&) const = default;
};
struct Document {
    std::string name;
    base::Bytes value;
    bool operator==(const Document&) const = default;
};

/// Staff account. `token` is the SHA-256 of what its holder sends.
struct Officer {
    std::string name;
    base::Sha256 token{};
    std::string role;
    bool operator==(const Officer&) const = default;
};

/// One whole change, or one look at how things are. What was not committed has not happened.
///
/// Faults: every function StoreFault or StoreFull; after one the transaction is good for nothing but to go.
/// Thread: whoever began it ends it; while it lives, every other `begin` waits. So it is short, and nobody
///         who holds one asks a log or a person for anything.
class Transaction {
public:
    Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    virtual ~Transaction() = default;

    [[nodiscard]] virtual std::vector<Session> sessions() = 0;
    [[nodiscard]] virtual std::optional<SessionId> session_named(std::string_view short_name) = 0;
    [[nodiscard]] virtual std::optional<SecretKeys> secret_keys(const SessionId& session) = 0;
    /// Needs: neither id nor short name is there.
    virtual void add_session(const Session& session, const SecretKeys& keys) = 0;

    [[nodiscard]] virtual std::uint64_t entry_count(const SessionId& session) = 0;
    /// Ascending by index; fewer where there are fewer.
    [[nodiscard]] virtual std::vector<Entry> entries(const SessionId& session, merkle::Range range) = 0;
    /// Needs: `at` is the number of entries there are.
    virtual void append_entry(const SessionId& session, LeafIndex at, const Entry& entry) = 0;

    [[nodiscard]] virtual std::optional<Ballot> ballot(const SessionId& session, const Tracker& tracker) = 0;
    /// Gives them ascending by tracker, which is the only order that the store knows.
    virtual void each_ballot(const SessionId& session, const std::function<void(const Ballot&)>& take) = 0;
    /// Needs: its tracker is not there.
    virtual void put_ballot(const SessionId& session, const Ballot& ballot) = 0;
    /// Needs: the ballot is there, not logged.
    virtual void mark_logged(const SessionId& session, const Tracker& tracker, LeafIndex at) = 0;

    [[nodiscard]] virtual std::optional<base::Bytes> document(const DocumentKey& key) = 0;
    /// All of a kind, ascending by name.
    [[nodiscard]] virtual std::vector<Document> documents(const SessionId& session,
                                                          std::string_view kind) = 0;
    /// In the place of what stood under this key.
    virtual void put_document(const DocumentKey& key, base::BytesView value) = 0;
    /// Without effect where nothing stands under this key.
    virtual void erase_document(const DocumentKey& key) = 0;

    [[nodiscard]] virtual std::vector<Officer> officers() = 0;
    [[nodiscard]] virtual std::optional<Officer> officer_with(const base::Sha256& token) = 0;
    /// In the place of an officer of this name.
    virtual void put_officer(const Officer& officer) = 0;

    /// The only commit point. It is durable when this returns.
    virtual void commit() = 0;
};

/// Where everything that must outlive the process is kept. Thread: any.
class Store {
public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    [[nodiscard]] virtual std::unique_ptr<Transaction> begin() = 0;
    /// Whether more can be written: asks for room within the store's own limit, then writes durably what changes
    /// nothing. Faults: StoreFull, StoreFault.
    virtual void probe() = 0;
    /// Lays everything down anew in the order of its keys, so that not even the place on the disk tells the
    /// order in which ballots came. Cost: all that is stored is read and written.
    virtual void compact() = 0;
    /// What is broken in it, a line each; nothing if it is whole. Cost: all that is stored is read.
    [[nodiscard]] virtual std::vector<std::string> damage() = 0;
};

}  // namespace gongdao::store
