#pragma once

#include "crypto/base/rng.hpp"
#include "server/store/sqlite/sqlite_store.hpp"
#include "tests/support/temp_folder.hpp"

namespace gongdao::contract {

/// Every store there is.
struct InFile {
    support::TempFolder folder;
    store::SqliteStore store{folder.file("gongdao.db")};
};
struct InMemory {
    store::SqliteStore store{":memory:"};
};

inline store::SessionId session_id(std::uint8_t n) {
    store::SessionId id;
    id.bytes.fill(n);
    return id;
}
inline store::Tracker tracker(std::uint8_t n) {
    store::Tracker tracker;
    tracker.bytes.fill(n);
    return tracker;
}
inline base::Sha256 token(std::uint8_t n) {
    return tracker(n).bytes;
}

inline store::SecretKeys draw_keys() {
    base::SystemRng rng;
    return {.server = base::draw_secret<32>(rng),
            .sm2 = sign::draw_sm2_scalar(rng),
            .log = base::draw_secret<32>(rng)};
}

inline void add_session(store::Store& store, std::uint8_t n) {
    const auto tx = store.begin();
    tx->add_session({.id = session_id(n), .short_name = std::string("S") + std::to_string(n)}, draw_keys());
    tx->commit();
}

inline store::DocumentKey key(std::uint8_t session, const std::string& kind, const std::string& name) {
    return {.session = session_id(session), .kind = kind, .name = name};
}

inline void put_document(store::Store& store, const store::DocumentKey& at, const base::Bytes& value) {
    const auto tx = store.begin();
    tx->put_document(at, value);
    tx->commit();
}

}  // namespace gongdao::contract
