// Where secrets go to the disk and come from it: the one file outside crypto/ that may read them
// (tests/layering).
#include "server/store/sqlite/sql.hpp"
#include "server/store/sqlite/transaction.hpp"

namespace gongdao::store {

namespace {

template <std::size_t N>
base::Secret<N> secret_of(const Query& row, int column) {
    const base::BytesView bytes = row.bytes(column);
    if (bytes.size() != N) throw StoreFault("a key of the store has the wrong length");
    return base::Secret<N>(bytes.first<N>());
}

}  // namespace

std::optional<SecretKeys> SqliteTransaction::secret_keys(const SessionId& session) {
    Query row(connection_, sql::secret_keys);
    if (!row.with(session.bytes).next()) return std::nullopt;
    return SecretKeys{.server = secret_of<sign::ed25519_seed_bytes>(row, 0),
                      .sm2 = secret_of<sign::sm2_scalar_bytes>(row, 1),
                      .log = secret_of<sign::ed25519_seed_bytes>(row, 2)};
}

void SqliteTransaction::add_session(const Session& session, const SecretKeys& keys) {
    Query(connection_, sql::add_session)
        .with(session.id.bytes)
        .with(session.short_name)
        .with(keys.server.expose())
        .with(keys.sm2.expose())
        .with(keys.log.expose())
        .run();
}

}  // namespace gongdao::store
