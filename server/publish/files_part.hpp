#pragma once

#include <string>

#include "server/publish/published_session.hpp"

namespace gongdao::publish {

/// The last part of the page, once for both languages: session id, log, hashes of records and files.
std::string files_part(const PublishedSession& session);

}  // namespace gongdao::publish
