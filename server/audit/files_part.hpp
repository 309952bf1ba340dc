#pragma once

#include "server/audit/audit.hpp"

namespace gongdao::audit {

/// `files`, `published_keys`, and the detached signatures of `files` and result.json.
void audit_files(const Folder& folder, const Options& options, const session::State& state,
                 verify::Report& report);

/// `papers`: the file of each `paper` record.
void audit_papers(const Folder& folder, const session::State& state, bool complete, verify::Report& report);

}  // namespace gongdao::audit
