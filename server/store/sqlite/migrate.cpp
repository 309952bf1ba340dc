#include "server/store/sqlite/migrate.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <array>
#include <string>
#include <string_view>

#include "server/store/sqlite/sql.hpp"
#include "server/store/store.hpp"

namespace gongdao::store {

std::string_view schema_1_sql();  // the embedded schema/1.sql

namespace {

using Step = std::string_view (*)();
constexpr auto steps = std::to_array<Step>({schema_1_sql});

}  // namespace

std::uint32_t schema_version() {
    return steps.size();
}

void migrate(SQLite::Database& db) {
    const std::uint32_t found = db.execAndGet(sql::schema_version).getUInt();
    if (found > schema_version()) {
        throw StoreFault("the store has schema " + std::to_string(found) + ", this program knows " +
                         std::to_string(schema_version()) + ": it was written by a later program");
    }
    if (found == 0 && db.execAndGet(sql::tables).getInt() != 0) throw StoreFault("not a store of Gongdao");
    for (std::uint32_t version = found; version < schema_version(); ++version) {
        SQLite::Transaction step(db);
        db.exec(std::string(steps.at(version)()));
        db.exec(sql::set_schema_version + std::to_string(version + 1));
        step.commit();
    }
}

}  // namespace gongdao::store
