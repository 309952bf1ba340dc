#pragma once

#include <string>

#include "server/cmd/public_log.hpp"

namespace gongdao::cmd {

/// Copies what the log's newest checkpoint vouches for into a folder of its owner's, as SPEC §10 lays it out:
/// what an audit before publication reads. Whatever the folder held is gone. Needs:   an update that held.
/// Refuses: as PublicFiles::fetch; wrong_length, wrong_count. Faults:  the disk.
base::Check mirror(const PublicLog& log, const std::string& folder);

}  // namespace gongdao::cmd
