#pragma once

#include <optional>

#include "server/store/sqlite/sqlite_store.hpp"
#include "tests/support/live_session.hpp"
#include "tests/support/temp_folder.hpp"

namespace gongdao::support {

/// A session that takes ballots: a store in memory, a public folder, and the people.
struct LiveRoom {
    explicit LiveRoom(const LivePlan& plan = {}, bool opened = true) : people(plan) {
        people.create(store);
        restart();
        if (opened) people.open(*log);
    }

    /// Forgets all that is in memory.
    void restart() {
        log.reset();
        log.emplace(store, people.id(), folder.path(), lines);
    }
    base::Check cast(const log::CastJob& job) {
        const log::CastJob* one = &job;
        return log->accept({&one, 1}).front();
    }
    [[nodiscard]] std::uint64_t size() {
        return log->with_state([](const session::State& state) { return state.size(); });
    }
    [[nodiscard]] std::vector<store::Entry> entries() {
        return store.begin()->entries(people.id(), {.begin = 0, .end = 1U << 20U});
    }
    /// What everyone sees of the file of the session's folder.
    [[nodiscard]] base::Bytes published(const std::string& name) const {
        return base::copy_of(base::view_of(folder.read("s/" + base::to_hex(people.id().bytes) + "/" + name)));
    }
    [[nodiscard]] base::Result<note::Checkpoint> checkpoint() const {
        const auto& key = people.opening().front();
        const auto& setup = std::get<session::Setup>(key.fields);
        const note::VerifierKey log_key(session::origin_of(setup), note::KeyType::ed25519,
                                        sign::Ed25519PublicKey::decode(setup.log_key).value());
        return note::open_checkpoint(base::text_of(published("checkpoint")), log_key);
    }

    TempFolder folder;
    ops::SystemClock clock;
    ops::LogLines lines{clock, folder.file("lines")};
    store::SqliteStore store{":memory:"};
    LiveSession people;
    std::optional<log::SessionLog> log;
};

}  // namespace gongdao::support
