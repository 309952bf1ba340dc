#pragma once

#include "server/app/context.hpp"
#include "server/publish/published_session.hpp"

namespace gongdao::app {

/// What the page and result.json show, from the log and the folder.
publish::PublishedSession published_session(const Context& app, Room& room);

/// Writes index.html; once the session is published also result.json, `files` and the signatures. Files
/// appear whole.
void write_pages(Context& app, Room& room);

}  // namespace gongdao::app
