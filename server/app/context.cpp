#include "server/app/context.hpp"

#include <algorithm>

#include "server/app/documents.hpp"
#include "server/app/records.hpp"

namespace gongdao::app {

Room* Rooms::find(std::string_view hex) {
    const std::lock_guard lock(mutex_);
    const auto found = rooms_.find(hex);
    return found == rooms_.end() ? nullptr : found->second.get();
}

std::vector<Room*> Rooms::all() {
    const std::lock_guard lock(mutex_);
    std::vector<Room*> rooms;
    for (const auto& [hex, room] : rooms_) rooms.push_back(room.get());
    return rooms;
}

Room& Rooms::add(std::unique_ptr<Room> room) {
    const std::lock_guard lock(mutex_);
    return *(rooms_[base::to_hex(room->log.session().bytes)] = std::move(room));
}

void Rooms::clear() {
    const std::lock_guard lock(mutex_);
    rooms_.clear();
}

void open_rooms(Context& app) {
    for (const store::Session& one : app.store.begin()->sessions()) {
        const std::string hex = base::to_hex(one.id.bytes);
        try {
            const auto bytes =
                app.store.begin()->document({one.id, std::string(documents::draft), "session"});
            const auto draft = decode_session_draft(bytes.value_or(base::Bytes()));
            if (!draft) throw store::StoreFault("the session has no draft");
            Room& room =
                app.rooms.add(std::make_unique<Room>(app.store, one.id, app.public_root, app.lines, *draft));
            for (const store::Document& stopped : documents::all(app, room, documents::closing)) {
                room.log.stop_intake({base::as_array<32>(*base::from_hex(stopped.name)).value()});
            }
            follow_up(app, room);
        } catch (const std::exception& fault) {
            app.lines.write(ops::Level::fault, "session_not_opened",
                            {{"session", hex}, {"why", fault.what()}});
        }
    }
    // For who had no time for it: a crash, a power cut. It takes long, so not while anyone votes.
    const auto votes = [](Room* room) {
        return room->log.with_state([](const session::State& state) {
            return std::ranges::any_of(state.contests(), [](const session::Contest& contest) {
                return contest.phase == session::Phase::open;
            });
        });
    };
    if (std::ranges::none_of(app.rooms.all(), votes)) log::forget_order(app.store, app.lines);
}

}  // namespace gongdao::app
