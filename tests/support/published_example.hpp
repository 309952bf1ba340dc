#pragma once

#include "server/publish/published_session.hpp"

namespace gongdao::examples {

/// 31 due, 28 present, three seats, four candidates: 王小宁, 文天 and 李一鸣 elected.
publish::PublishedSession published_session();

/// The same before anything was counted.
publish::PublishedSession session_at(publish::Stage stage);

}  // namespace gongdao::examples
