#pragma once

#include <cstdint>
#include <span>

namespace gongdao::net {

/// A regular file held open for reading: what was published under its name later does not change it.
/// Owns: the descriptor. Thread: any.
class File {
public:
    /// Needs: an open descriptor.
    explicit File(int descriptor, std::uint64_t bytes) : descriptor_(descriptor), bytes_(bytes) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File();

    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

    /// Fills `out` from `offset`. Faults: the disk, or the file has become shorter.
    void read(std::uint64_t offset, std::span<std::uint8_t> out) const;

private:
    int descriptor_;
    std::uint64_t bytes_;
};

}  // namespace gongdao::net
