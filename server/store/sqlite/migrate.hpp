#pragma once

#include <cstdint>

namespace SQLite {
class Database;
}

namespace gongdao::store {

/// The schema that this program writes: the number of files in `schema/`.
std::uint32_t schema_version();

/// Brings a database, new or of an earlier program, to this program's schema, step by step.
/// Faults: StoreFault if a later program has written it, or another program altogether.
void migrate(SQLite::Database& db);

}  // namespace gongdao::store
