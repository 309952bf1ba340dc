#pragma once

#include <functional>

#include "crypto/verify/verify_head.hpp"
#include "server/audit/folder.hpp"
#include "server/rules/outcome.hpp"

namespace gongdao::audit {

struct Progress {
    enum class Part : std::uint8_t { log, ballots, files };

    Part part = Part::log;
    std::uint64_t done = 0, total = 0;
};

struct Options {
    verify::Codes codes;
    std::optional<std::string> earlier;  ///< a checkpoint of this log from before, a signed note
    /// Before publication (a trustee's tool) there are no pages, lists of files or signatures of them.
    bool published = true;
    unsigned threads = 1;  ///< that check ballots
    std::function<void(const Progress&)> progress;
};

/// What was found in a folder.
struct Audit {
    verify::Report report;
    session::State state;    ///< as far as the log was admitted
    std::uint64_t size = 0;  ///< of the log, by its checkpoint
    bool complete = false;   ///< whether all of it was admitted
    /// Of each contest, recomputed from its totals by its rules, if it has come so far.
    std::vector<std::optional<rules::Outcome>> outcomes;
};

/// The whole report of SPEC §11 over a folder that someone published. Reads one file at a time.
Audit audit_folder(const Folder& folder, const Options& options);

}  // namespace gongdao::audit
