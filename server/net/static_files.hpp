#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/net/http.hpp"

namespace gongdao::net {

/// How long a file may be kept by those who have it. `pattern` is a glob over the path below the root, in
/// which '*' goes over slashes too: "s/*/tile/*".
struct CacheRule {
    std::string pattern;
    std::string cache_control;
};

/// For a file that never changes under its name.
constexpr std::string_view immutable = "public, max-age=31536000, immutable";
/// For a file that is asked for each time, and sent only when it has changed.
constexpr std::string_view no_cache = "no-cache";

/// A folder, read-only. Names are letters, digits and "-._~", and begin with no dot; links are not followed.
/// A file is published by renaming a finished one into its place: drafts have names with a dot, in the same
/// folder. Thread: any.
class StaticFiles {
public:
    /// The first rule that fits counts; without one it is `no_cache`.
    /// Faults: the folder cannot be opened.
    StaticFiles(const std::string& root, std::vector<CacheRule> rules);
    StaticFiles(const StaticFiles&) = delete;
    StaticFiles& operator=(const StaticFiles&) = delete;
    ~StaticFiles();

    /// `path` is below the root; one that ends in '/', or is empty, means the index.html there.
    /// Gives:  200, 304, 308 to a folder's own path, or nothing when there is no such file.
    /// Faults: the disk.
    [[nodiscard]] std::optional<Reply> find(std::string_view path, const Request& request) const;

private:
    int root_;
    std::vector<CacheRule> rules_;
};

}  // namespace gongdao::net
