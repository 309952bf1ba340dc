#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/base/bytes.hpp"

namespace gongdao::audit {

/// A published folder (SPEC §10): files by their path in it, with `/` between.
class Folder {
public:
    Folder() = default;
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    virtual ~Folder() = default;

    /// Nothing if there is no such file. Thread: many may read at once.
    [[nodiscard]] virtual std::optional<base::Bytes> read(const std::string& path) const = 0;
    /// The paths of all files, ascending by bytes.
    [[nodiscard]] virtual std::vector<std::string> list() const = 0;
};

/// A folder of the file system. Symbolic links and whatever else is no file or folder are listed and never
/// read.
class DirectoryFolder final : public Folder {
public:
    /// Refuses: not_found unless `path` is a folder that can be listed.
    static base::Result<std::unique_ptr<DirectoryFolder>> open(const std::string& path);

    [[nodiscard]] std::optional<base::Bytes> read(const std::string& path) const override;
    [[nodiscard]] std::vector<std::string> list() const override;

private:
    explicit DirectoryFolder(std::string path) : path_(std::move(path)) {}

    std::string path_;
};

/// A folder in memory.
class MapFolder final : public Folder {
public:
    explicit MapFolder(std::map<std::string, base::Bytes> files) : files_(std::move(files)) {}

    [[nodiscard]] std::optional<base::Bytes> read(const std::string& path) const override;
    [[nodiscard]] std::vector<std::string> list() const override;

private:
    std::map<std::string, base::Bytes> files_;
};

}  // namespace gongdao::audit
