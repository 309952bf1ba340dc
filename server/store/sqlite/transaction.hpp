#pragma once

#include "server/store/sqlite/query.hpp"

namespace gongdao::store {

class SqliteTransaction final : public Transaction {
public:
    explicit SqliteTransaction(Connection& connection);
    ~SqliteTransaction() override;

    std::vector<Session> sessions() override;
    std::optional<SessionId> session_named(std::string_view short_name) override;
    std::optional<SecretKeys> secret_keys(const SessionId& session) override;
    void add_session(const Session& session, const SecretKeys& keys) override;

    std::uint64_t entry_count(const SessionId& session) override;
    std::vector<Entry> entries(const SessionId& session, merkle::Range range) override;
    void append_entry(const SessionId& session, LeafIndex at, const Entry& entry) override;

    std::optional<Ballot> ballot(const SessionId& session, const Tracker& tracker) override;
    void each_ballot(const SessionId& session, const std::function<void(const Ballot&)>& take) override;
    void put_ballot(const SessionId& session, const Ballot& ballot) override;
    void mark_logged(const SessionId& session, const Tracker& tracker, LeafIndex at) override;

    std::optional<base::Bytes> document(const DocumentKey& key) override;
    std::vector<Document> documents(const SessionId& session, std::string_view kind) override;
    void put_document(const DocumentKey& key, base::BytesView value) override;
    void erase_document(const DocumentKey& key) override;

    std::vector<Officer> officers() override;
    std::optional<Officer> officer_with(const base::Sha256& token) override;
    void put_officer(const Officer& officer) override;

    void commit() override;

private:
    Connection& connection_;
    std::unique_lock<std::mutex> lock_;
    bool committed_ = false;
};

}  // namespace gongdao::store
