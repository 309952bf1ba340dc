#pragma once

#include "server/api/router.hpp"
#include "server/net/static_files.hpp"

namespace gongdao::api {

/// The voter's page as it was built, and what may run in it.
struct VotePage {
    base::Bytes html;
    base::Bytes gzip;  ///< the same for those who take it; none where it was not built
    std::string content_security_policy;
};

/// Everything that this server answers: the API, the voter's page under the short names, the public folder.
/// Needs: `app`, `pages` and `files` outlive it.
net::Handler all_routes(app::Context& app, const VotePage& page, const net::StaticFiles& files);

}  // namespace gongdao::api
