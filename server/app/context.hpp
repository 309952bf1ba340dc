#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>

#include "crypto/base/rng.hpp"
#include "server/app/session_draft.hpp"
#include "server/app/turnout.hpp"
#include "server/log/sequencer.hpp"
#include "server/ops/clock.hpp"
#include "server/ops/log_lines.hpp"
#include "server/store/store.hpp"

namespace gongdao::app {

/// A session (场次) that this server holds.
struct Room {
    Room(store::Store& store, const session::SessionId& id, const std::string& public_root,
         ops::LogLines& lines, SessionDraft session_draft)
        : log(store, id, public_root, lines), draft(std::move(session_draft)) {}

    log::SessionLog log;
    const SessionDraft draft;
    Turnouts turnouts;
    std::mutex acting;  // held by whoever proposes, confirms, signs or submits: acts come one after another
};

/// All sessions, by id. Thread: any; a room, once there, stays where it is.
class Rooms {
public:
    /// `hex` is the session id as in paths. Null if there is none.
    [[nodiscard]] Room* find(std::string_view hex);
    [[nodiscard]] std::vector<Room*> all();
    Room& add(std::unique_ptr<Room> room);
    /// Forgets them all. Needs: nobody uses one.
    void clear();

private:
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<Room>, std::less<>> rooms_;
};

/// What every use case works with.
struct Context {
    store::Store& store;
    log::Sequencer& sequencer;
    ops::Clock& clock;
    ops::LogLines& lines;
    base::Rng& rng;
    std::string public_root;
    base::Sha256 vote_page{};                  // hash of the bundle that this server gives out
    std::counting_semaphore<>& proof_permits;  // as many as the machine has cores
    Rooms rooms{};
};

/// Opens every session of the store. A session that cannot be opened is named in the log and left out; the
/// others go on.
void open_rooms(Context& app);

}  // namespace gongdao::app
