#pragma once

#include <string>

#include "crypto/base/bytes.hpp"

namespace gongdao::log {

/// Where something is written, and by way of which name beside it on the same disk.
struct FilePlace {
    std::string file;
    std::string draft;
};

/// What a power cut may do to a file that was written: undo or empty it, or nothing.
enum class Durable { no, yes };

/// Puts a file in its place, for readers whole or not at all; makes the folders above it.
/// Faults: std::system_error.
void write_whole(const FilePlace& place, base::BytesView content, Durable durable);

}  // namespace gongdao::log
