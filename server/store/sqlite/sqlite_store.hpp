#pragma once

#include "server/store/store.hpp"

namespace gongdao::store {

class Connection;

/// A store in one file of SQLite (beside it `-wal`, `-shm` and `.lock`), or in memory under the name
/// ":memory:".
class SqliteStore final : public Store {
public:
    /// Opens the file, or makes it, readable by its owner alone, and brings it to this program's schema.
    /// Faults: StoreFault, saying which: it cannot be opened, another process has it, its schema is a later
    ///         program's.
    explicit SqliteStore(const std::string& file);
    ~SqliteStore() override;

    [[nodiscard]] std::unique_ptr<Transaction> begin() override;
    void probe() override;
    void compact() override;
    [[nodiscard]] std::vector<std::string> damage() override;

    /// From now on the file grows to this many pages and no further: what does not fit is StoreFull.
    void limit_pages(std::uint32_t pages);
    [[nodiscard]] std::uint32_t pages();

private:
    std::unique_ptr<Connection> connection_;
};

}  // namespace gongdao::store
