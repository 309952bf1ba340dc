#include "server/store/sqlite/transaction.hpp"

#include "server/store/sqlite/sql.hpp"

namespace gongdao::store {

namespace {

Ballot ballot_of(const Query& row) {
    Ballot ballot{.tracker = {row.array<base::sha256_bytes>(0)},
                  .entry = base::copy_of(row.bytes(1)),
                  .body = base::copy_of(row.bytes(2)),
                  .logged = std::nullopt};
    if (!row.is_null(3)) ballot.logged = LeafIndex{row.number(3)};
    return ballot;
}

Officer officer_of(const Query& row) {
    return {.name = row.text(0), .token = row.array<base::sha256_bytes>(1), .role = row.text(2)};
}

}  // namespace

SqliteTransaction::SqliteTransaction(Connection& connection)
    : connection_(connection), lock_(connection.mutex()) {
    Query(connection_, sql::begin).run();
}

SqliteTransaction::~SqliteTransaction() {
    if (committed_) return;
    try {
        Query(connection_, sql::roll_back).run();
    } catch (const StoreFault&) {
        return;  // SQLite has done so itself when something failed
    }
}

void SqliteTransaction::commit() {
    Query(connection_, sql::commit).run();
    committed_ = true;
}

std::vector<Session> SqliteTransaction::sessions() {
    std::vector<Session> found;
    for (Query row(connection_, sql::sessions); row.next();) {
        found.push_back({.id = {row.array<16>(0)}, .short_name = row.text(1)});
    }
    return found;
}

std::optional<SessionId> SqliteTransaction::session_named(std::string_view short_name) {
    Query row(connection_, sql::session_named);
    if (!row.with(short_name).next()) return std::nullopt;
    return SessionId{row.array<16>(0)};
}

std::uint64_t SqliteTransaction::entry_count(const SessionId& session) {
    Query row(connection_, sql::last_position);
    return row.with(session.bytes).next() ? row.number(0) + 1 : 0;
}

std::vector<Entry> SqliteTransaction::entries(const SessionId& session, merkle::Range range) {
    std::vector<Entry> found;
    Query row(connection_, sql::entries);
    row.with(session.bytes).with(range.begin).with(range.end);
    while (row.next())
        found.push_back({.leaf = base::copy_of(row.bytes(0)), .large = base::copy_of(row.bytes(1))});
    return found;
}

void SqliteTransaction::append_entry(const SessionId& session, LeafIndex at, const Entry& entry) {
    Query(connection_, sql::append_entry)
        .with(session.bytes)
        .with(at.value)
        .with(entry.leaf)
        .with(entry.large)
        .run();
}

std::optional<Ballot> SqliteTransaction::ballot(const SessionId& session, const Tracker& tracker) {
    Query row(connection_, sql::ballot);
    if (!row.with(session.bytes).with(tracker.bytes).next()) return std::nullopt;
    return ballot_of(row);
}

void SqliteTransaction::each_ballot(const SessionId& session,
                                    const std::function<void(const Ballot&)>& take) {
    Query row(connection_, sql::ballots);
    row.with(session.bytes);
    while (row.next()) take(ballot_of(row));
}

void SqliteTransaction::put_ballot(const SessionId& session, const Ballot& ballot) {
    Query(connection_, sql::put_ballot)
        .with(session.bytes)
        .with(ballot.tracker.bytes)
        .with(ballot.entry)
        .with(ballot.body)
        .with(ballot.logged)
        .run();
}

void SqliteTransaction::mark_logged(const SessionId& session, const Tracker& tracker, LeafIndex at) {
    const auto marked =
        Query(connection_, sql::mark_logged).with(at.value).with(session.bytes).with(tracker.bytes).run();
    if (marked != 1) throw StoreFault("a ballot to be logged does not wait");
}

std::optional<base::Bytes> SqliteTransaction::document(const DocumentKey& key) {
    Query row(connection_, sql::document);
    if (!row.with(key.session.bytes).with(key.kind).with(key.name).next()) return std::nullopt;
    return base::copy_of(row.bytes(0));
}

std::vector<Document> SqliteTransaction::documents(const SessionId& session, std::string_view kind) {
    std::vector<Document> found;
    Query row(connection_, sql::documents);
    row.with(session.bytes).with(kind);
    while (row.next()) found.push_back({.name = row.text(0), .value = base::copy_of(row.bytes(1))});
    return found;
}

void SqliteTransaction::put_document(const DocumentKey& key, base::BytesView value) {
    Query(connection_, sql::put_document)
        .with(key.session.bytes)
        .with(key.kind)
        .with(key.name)
        .with(value)
        .run();
}

void SqliteTransaction::erase_document(const DocumentKey& key) {
    Query(connection_, sql::erase_document).with(key.session.bytes).with(key.kind).with(key.name).run();
}

std::vector<Officer> SqliteTransaction::officers() {
    std::vector<Officer> found;
    for (Query row(connection_, sql::officers); row.next();) found.push_back(officer_of(row));
    return found;
}

std::optional<Officer> SqliteTransaction::officer_with(const base::Sha256& token) {
    Query row(connection_, sql::officer_with);
    if (!row.with(token).next()) return std::nullopt;
    return officer_of(row);
}

void SqliteTransaction::put_officer(const Officer& officer) {
    Query(connection_, sql::put_officer).with(officer.name).with(officer.token).with(officer.role).run();
}

}  // namespace gongdao::store
