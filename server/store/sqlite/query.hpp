#pragma once

#include "crypto/base/bytes.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/store.hpp"

namespace gongdao::store {

/// A prepared statement in use: its parameters from left to right, then its rows. What it was given outlives
/// it.
/// Faults: StoreFull, StoreFault.
class Query {
public:
    Query(Connection& connection, const char* sql);
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    Query& with(base::BytesView blob);
    Query& with(std::string_view text);
    Query& with(std::uint64_t number);
    /// NULL if there is none.
    Query& with(const std::optional<LeafIndex>& number);

    /// Whether there is another row.
    bool next();
    /// For a statement without rows. Gives: how many rows it changed.
    std::size_t run();

    [[nodiscard]] base::BytesView bytes(int column) const;  // until the next row
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::uint64_t number(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    template <std::size_t N>
    [[nodiscard]] base::ByteArray<N> array(int column) const {
        const auto exact = base::as_array<N>(bytes(column));
        if (!exact) throw StoreFault("a field of the store has the wrong length");
        return *exact;
    }

private:
    SQLite::Statement& statement_;
    int bound_ = 0;
};

}  // namespace gongdao::store
