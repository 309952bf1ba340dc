#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "crypto/base/bytes.hpp"

namespace gongdao::ops {

constexpr mode_t for_everyone = 0644;
constexpr mode_t for_the_owner = 0600;

/// An open file or folder, closed when this goes. Faults: std::system_error, with the path.
class Descriptor {
public:
    /// May fail to open: see `is_open`, with errno. `mode`: of a file that is made.
    Descriptor(const std::string& path, int flags, mode_t mode = for_the_owner);
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    void write(base::BytesView content) const;
    [[nodiscard]] base::Bytes read_all() const;
    /// What was written stays, whatever happens to the power.
    void sync() const;

private:
    [[nodiscard]] int number() const;
    [[noreturn]] void fail() const;

    std::string path_;
    int number_;
};

/// What the file holds, if there is one. Faults: std::system_error.
std::optional<base::Bytes> read_file(const std::string& path);
/// The same for the names in the folder that holds `path`. Faults: std::system_error.
void sync_folder_of(const std::string& path);

}  // namespace gongdao::ops
