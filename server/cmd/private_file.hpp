#pragma once

#include <string>
#include <utility>

#include "crypto/base/bytes.hpp"

namespace gongdao::cmd {

/// A file that its owner alone may read, written whole or not at all and on the disk when the call returns.
/// Refuses: conflict if something stands there. Faults: std::system_error.
base::Check write_new_private(const std::string& path, base::BytesView content);
/// The same in the place of what stood there.
void replace_private(const std::string& path, base::BytesView content);
/// Overwrites and removes it; a disk that moves its blocks may keep the old ones.
void wipe_private(const std::string& path);

/// Holds a file name for one program at a time, until this goes or the program ends.
class FileLock {
public:
    /// Refuses: not_now if another program holds it. Faults: std::system_error.
    static base::Result<FileLock> take(const std::string& path);
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    FileLock(FileLock&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

private:
    explicit FileLock(int number) : number_(number) {}

    int number_;
};

}  // namespace gongdao::cmd
