#pragma once

#include <string>

#include "server/publish/published_session.hpp"

namespace gongdao::publish {

/// `index.html`: notice before and while voting, result afterwards, and how to check it. One file without
/// script or anything from elsewhere; Chinese, then English. No figure stands on it before
/// `Stage::published`.
std::string index_html(const PublishedSession& session);

/// `result.json`: the same figures for programs. A view: the log decides. Needs: `Stage::published`.
std::string result_json(const PublishedSession& session);

}  // namespace gongdao::publish
