#include "server/audit/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace gongdao::audit {

namespace fs = std::filesystem;

namespace {

/// More than any file of SPEC §10 within the limits of §3.4 has.
constexpr std::uintmax_t max_file_bytes = std::uintmax_t{1} << 31U;

/// Paths come out of the folder under examination: none may lead out of it.
bool stays_inside(const fs::path& path) {
    return path.is_relative() &&
           std::ranges::none_of(path, [](const fs::path& part) { return part == ".."; });
}

}  // namespace

base::Result<std::unique_ptr<DirectoryFolder>> DirectoryFolder::open(const std::string& path) {
    std::error_code error;
    const fs::directory_iterator listed(path, error);
    if (error) return base::refuse(base::Code::not_found, path + ": " + error.message());
    return std::unique_ptr<DirectoryFolder>(new DirectoryFolder(path));
}

std::optional<base::Bytes> DirectoryFolder::read(const std::string& path) const {
    if (!stays_inside(path)) return std::nullopt;
    const fs::path whole = fs::path(path_) / path;
    std::error_code error;
    if (fs::symlink_status(whole, error).type() != fs::file_type::regular) return std::nullopt;
    const auto size = fs::file_size(whole, error);
    if (error || size > max_file_bytes) return std::nullopt;
    std::ifstream in(whole, std::ios::binary);
    base::Bytes bytes(size);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!in || in.peek() != std::ifstream::traits_type::eof()) return std::nullopt;
    return bytes;
}

std::vector<std::string> DirectoryFolder::list() const {
    std::vector<std::string> paths;
    std::error_code error;
    const fs::path root(path_);
    for (fs::recursive_directory_iterator at(root, error), end; !error && at != end; at.increment(error)) {
        if (at->symlink_status().type() == fs::file_type::directory) continue;
        paths.push_back(at->path().lexically_relative(root).generic_string());
    }
    std::ranges::sort(paths);
    return paths;
}

std::optional<base::Bytes> MapFolder::read(const std::string& path) const {
    const auto found = files_.find(path);
    if (found == files_.end()) return std::nullopt;
    return found->second;
}

std::vector<std::string> MapFolder::list() const {
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : files_) paths.push_back(path);
    return paths;
}

}  // namespace gongdao::audit
