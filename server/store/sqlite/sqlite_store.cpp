#include "server/store/sqlite/sqlite_store.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "server/store/sqlite/migrate.hpp"
#include "server/store/sqlite/sql.hpp"
#include "server/store/sqlite/transaction.hpp"

namespace gongdao::store {

SqliteStore::SqliteStore(const std::string& file) : connection_(std::make_unique<Connection>(file)) {}

SqliteStore::~SqliteStore() = default;

std::unique_ptr<Transaction> SqliteStore::begin() {
    return std::make_unique<SqliteTransaction>(*connection_);
}

void SqliteStore::probe() {
    const std::lock_guard lock(connection_->mutex());
    or_fault([&] {
        {
            SQLite::Transaction room(connection_->db());
            connection_->db().exec(sql::take_room);
        }  // and gives it back
        connection_->db().exec(sql::set_schema_version + std::to_string(schema_version()));
    });
}

void SqliteStore::compact() {
    const std::lock_guard lock(connection_->mutex());
    or_fault([&] {
        connection_->db().exec(sql::vacuum);
        connection_->db().exec(sql::empty_journal);
    });
}

std::vector<std::string> SqliteStore::damage() {
    const std::lock_guard lock(connection_->mutex());
    return or_fault([&] {
        std::vector<std::string> found;
        SQLite::Statement whole(connection_->db(), sql::integrity);
        while (whole.executeStep()) {
            if (auto line = whole.getColumn(0).getString(); line != "ok") found.push_back(std::move(line));
        }
        SQLite::Statement strangers(connection_->db(), sql::strangers);
        while (strangers.executeStep()) {
            found.push_back("a row of " + strangers.getColumn(0).getString() + " belongs to no session");
        }
        return found;
    });
}

void SqliteStore::limit_pages(std::uint32_t pages) {
    const std::lock_guard lock(connection_->mutex());
    or_fault([&] { connection_->db().execAndGet(sql::limit_pages + std::to_string(pages)); });
}

std::uint32_t SqliteStore::pages() {
    const std::lock_guard lock(connection_->mutex());
    return or_fault([&] { return connection_->db().execAndGet(sql::page_count).getUInt(); });
}

}  // namespace gongdao::store
