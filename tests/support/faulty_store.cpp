#include "tests/support/faulty_store.hpp"

namespace gongdao::support {

namespace {

using namespace store;

class FaultyTransaction final : public Transaction {
public:
    FaultyTransaction(FaultyStore& store, std::unique_ptr<Transaction> inner)
        : store_(store), inner_(std::move(inner)) {}

    std::vector<Session> sessions() override {
        return store_.pass([&] { return inner_->sessions(); });
    }
    std::optional<SessionId> session_named(std::string_view short_name) override {
        return store_.pass([&] { return inner_->session_named(short_name); });
    }
    std::optional<SecretKeys> secret_keys(const SessionId& session) override {
        return store_.pass([&] { return inner_->secret_keys(session); });
    }
    void add_session(const Session& session, const SecretKeys& keys) override {
        store_.pass([&] { inner_->add_session(session, keys); });
    }
    std::uint64_t entry_count(const SessionId& session) override {
        return store_.pass([&] { return inner_->entry_count(session); });
    }
    std::vector<Entry> entries(const SessionId& session, merkle::Range range) override {
        return store_.pass([&] { return inner_->entries(session, range); });
    }
    void append_entry(const SessionId& session, LeafIndex at, const Entry& entry) override {
        store_.pass([&] { inner_->append_entry(session, at, entry); });
    }
    std::optional<Ballot> ballot(const SessionId& session, const Tracker& tracker) override {
        return store_.pass([&] { return inner_->ballot(session, tracker); });
    }
    void each_ballot(const SessionId& session, const std::function<void(const Ballot&)>& take) override {
        store_.pass([&] { inner_->each_ballot(session, take); });
    }
    void put_ballot(const SessionId& session, const Ballot& ballot) override {
        store_.pass([&] { inner_->put_ballot(session, ballot); });
    }
    void mark_logged(const SessionId& session, const Tracker& tracker, LeafIndex at) override {
        store_.pass([&] { inner_->mark_logged(session, tracker, at); });
    }
    std::optional<base::Bytes> document(const DocumentKey& key) override {
        return store_.pass([&] { return inner_->document(key); });
    }
    std::vector<Document> documents(const SessionId& session, std::string_view kind) override {
        return store_.pass([&] { return inner_->documents(session, kind); });
    }
    void put_document(const DocumentKey& key, base::BytesView value) override {
        store_.pass([&] { inner_->put_document(key, value); });
    }
    void erase_document(const DocumentKey& key) override {
        store_.pass([&] { inner_->erase_document(key); });
    }
    std::vector<Officer> officers() override {
        return store_.pass([&] { return inner_->officers(); });
    }
    std::optional<Officer> officer_with(const base::Sha256& token) override {
        return store_.pass([&] { return inner_->officer_with(token); });
    }
    void put_officer(const Officer& officer) override {
        store_.pass([&] { inner_->put_officer(officer); });
    }
    void commit() override {
        store_.pass([&] { inner_->commit(); });
    }

private:
    FaultyStore& store_;
    std::unique_ptr<Transaction> inner_;
};

}  // namespace

std::unique_ptr<store::Transaction> FaultyStore::begin() {
    return std::make_unique<FaultyTransaction>(*this, pass([&] { return inner_.begin(); }));
}

}  // namespace gongdao::support
