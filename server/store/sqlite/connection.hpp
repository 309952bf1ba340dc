#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace gongdao::store {

/// An exception of SQLite that is being handled, as a StoreFull or StoreFault; any other as it is.
[[noreturn]] void rethrow_as_fault();

template <class Act>
auto or_fault(Act&& act) {
    try {
        return act();
    } catch (...) {
        rethrow_as_fault();
    }
}

/// Nobody else's, as long as this lives: `<file>.lock`, held by flock. Backups read past it.
class FileLock {
public:
    /// Faults: StoreFault if another process has it. Nothing is locked for ":memory:".
    explicit FileLock(const std::string& file);
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    int descriptor_ = -1;
};

/// The one connection to the database, and its prepared statements. Thread: whoever holds `mutex`.
class Connection {
public:
    explicit Connection(const std::string& file);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    [[nodiscard]] SQLite::Database& db() { return *db_; }
    /// Needs: `sql` of sql.hpp, whose address is its name.
    [[nodiscard]] SQLite::Statement& prepared(const char* sql);
    [[nodiscard]] std::mutex& mutex() { return mutex_; }

private:
    FileLock lock_;
    std::unique_ptr<SQLite::Database> db_;
    std::map<const char*, std::unique_ptr<SQLite::Statement>> prepared_;
    std::mutex mutex_;
};

}  // namespace gongdao::store
