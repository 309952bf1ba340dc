#include "server/store/sqlite/connection.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "server/store/sqlite/migrate.hpp"
#include "server/store/sqlite/sql.hpp"
#include "server/store/store.hpp"

namespace gongdao::store {

namespace {

constexpr int busy_timeout_ms = 5'000;  // a backup may hold the file for a moment
constexpr mode_t owner_only = 0600;
constexpr std::string_view in_memory = ":memory:";

/// Opens or makes a file that nobody else may read: it holds keys.
int open_private(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only);
    if (descriptor < 0) throw StoreFault(file + ": " + std::system_category().message(errno));
    return descriptor;
}

}  // namespace

void rethrow_as_fault() {
    try {
        throw;
    } catch (const SQLite::Exception& e) {
        if (e.getErrorCode() == SQLITE_FULL) throw StoreFull(e.what());
        throw StoreFault(e.what());
    }
}

FileLock::FileLock(const std::string& file) {
    if (file == in_memory) return;
    descriptor_ = open_private(file + ".lock");
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(descriptor_);
    throw StoreFault(file + " is in use by another process");
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Connection::Connection(const std::string& file) : lock_(file) {
    or_fault([&] {
        if (file != in_memory) ::close(open_private(file));
        db_ = std::make_unique<SQLite::Database>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                                 busy_timeout_ms);
        db_->exec(sql::set_up);
        db_->execAndGet(sql::journal);
        migrate(*db_);
    });
}

Connection::~Connection() = default;

SQLite::Statement& Connection::prepared(const char* sql) {
    auto& statement = prepared_[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(*db_, sql);
    return *statement;
}

}  // namespace gongdao::store
