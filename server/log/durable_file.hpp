#pragma once

#include <optional>
#include <string>

#include "crypto/base/bytes.hpp"

namespace gongdao::log {

/// What the file holds, if there is one. Faults: std::system_error.
std::optional<base::Bytes> read_whole(const std::string& file);

/// Where something is written, and by way of which name beside it on the same disk.
struct FilePlace {
    std::string file;
    std::string draft;
};

/// Puts a file in its place, whole or not at all, and on the disk when this returns; makes the folders above it.
/// Faults: std::system_error.
void write_durably(const FilePlace& place, base::BytesView content);

}  // namespace gongdao::log
