#pragma once

#include "server/app/context.hpp"
#include "server/app/session_draft.hpp"

namespace gongdao::app {

struct SeatCode {
    std::uint8_t number = 0;
    std::string name;
    std::string code;  // shown once
};

struct CreatedSession {
    session::SessionId id;
    std::vector<SeatCode> trustees;
};

/// Draws the session's id and keys and a one-time code for each trustee.
/// Refuses: bad_field, conflict (the short name is taken).
base::Result<CreatedSession> create_session(Context& app, const SessionDraft& draft);

}  // namespace gongdao::app
