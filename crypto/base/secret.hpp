#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace gongdao::base {

/// Overwrites memory in a way that the compiler keeps (sodium_memzero).
void wipe(std::span<std::uint8_t> memory) noexcept;

/// N secret bytes: move-only, wiped when they go. `expose` is for crypto/ alone (tests/layering checks it).
template <std::size_t N>
class Secret {
public:
    Secret() = default;
    explicit Secret(std::span<const std::uint8_t, N> bytes) {
        for (std::size_t i = 0; i < N; ++i) bytes_[i] = bytes[i];
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            bytes_ = other.bytes_;
            wipe(other.bytes_);
        }
        return *this;
    }
    ~Secret() { wipe(bytes_); }

    [[nodiscard]] std::span<const std::uint8_t, N> expose() const { return bytes_; }
    [[nodiscard]] std::span<std::uint8_t, N> expose() { return bytes_; }

private:
    std::array<std::uint8_t, N> bytes_{};
};

}  // namespace gongdao::base
