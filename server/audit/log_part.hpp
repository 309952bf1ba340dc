#pragma once

#include "server/audit/audit.hpp"

namespace gongdao::audit {

/// `records/<sha256, hex>`: what a `large` record stands for, and papers.
std::string record_path(const base::Sha256& hash);

using TakeEntry = std::function<void(std::uint64_t index, base::BytesView entry)>;

/// Gives entries 0 … size − 1 out of their bundles, one after another.
/// Refuses: not_found, wrong_length, trailing_bytes; the detail is the path of the bundle.
base::Check read_entries(const Folder& folder, merkle::TreeSize size, const TakeEntry& take);

/// What the log is, as its entries say.
struct LoggedTree {
    std::uint64_t size = 0;            ///< by the checkpoint
    std::optional<base::Sha256> root;  ///< of all entries, if all could be read
};

/// Folds the log, and compares checkpoint, tiles, codes and policy with it.
LoggedTree audit_log(const Folder& folder, const Options& options, verify::LogVerifier& log,
                     verify::Report& report);

}  // namespace gongdao::audit
