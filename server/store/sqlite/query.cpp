#include "server/store/sqlite/query.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

namespace gongdao::store {

namespace {

/// SQLite takes a null pointer for NULL, which is not an empty value.
const void* address_of(const void* data) {
    return data == nullptr ? "" : data;
}

}  // namespace

Query::Query(Connection& connection, const char* sql)
    : statement_(
          or_fault([&]() -> std::reference_wrapper<SQLite::Statement> { return connection.prepared(sql); })) {
}

Query::~Query() {
    statement_.tryReset();
    try {
        statement_.clearBindings();  // nothing is left that points at what the caller had, keys least of all
    } catch (...) {
        return;
    }
}

Query& Query::with(base::BytesView blob) {
    or_fault(
        [&] { statement_.bindNoCopy(++bound_, address_of(blob.data()), static_cast<int>(blob.size())); });
    return *this;
}

Query& Query::with(std::string_view text) {
    or_fault([&] { statement_.bind(++bound_, std::string(text)); });
    return *this;
}

Query& Query::with(std::uint64_t number) {
    or_fault([&] { statement_.bind(++bound_, static_cast<std::int64_t>(number)); });
    return *this;
}

Query& Query::with(const std::optional<LeafIndex>& number) {
    if (number) return with(number->value);
    or_fault([&] { statement_.bind(++bound_); });
    return *this;
}

bool Query::next() {
    return or_fault([&] { return statement_.executeStep(); });
}

std::size_t Query::run() {
    return or_fault([&] { return static_cast<std::size_t>(statement_.exec()); });
}

base::BytesView Query::bytes(int column) const {
    const SQLite::Column value = statement_.getColumn(column);
    return {static_cast<const std::uint8_t*>(value.getBlob()), static_cast<std::size_t>(value.getBytes())};
}

std::string Query::text(int column) const {
    return statement_.getColumn(column).getString();
}

std::uint64_t Query::number(int column) const {
    return static_cast<std::uint64_t>(statement_.getColumn(column).getInt64());
}

bool Query::is_null(int column) const {
    return statement_.getColumn(column).isNull();
}

}  // namespace gongdao::store
