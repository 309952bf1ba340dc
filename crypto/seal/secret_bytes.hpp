#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/secret.hpp"

namespace gongdao::seal {

/// Secret bytes of any length: move-only, wiped when they go. `expose` is for crypto/ alone, as of
/// base::Secret.
class SecretBytes {
public:
    explicit SecretBytes(std::size_t size) : bytes_(size) {}
    explicit SecretBytes(base::BytesView bytes) : bytes_(bytes.begin(), bytes.end()) {}
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    SecretBytes(SecretBytes&& other) noexcept = default;  // the buffer changes hands: nothing is left behind
    SecretBytes& operator=(SecretBytes&& other) noexcept {
        bytes_.swap(other.bytes_);
        return *this;
    }
    ~SecretBytes() { base::wipe(bytes_); }

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] base::BytesView expose() const { return bytes_; }
    [[nodiscard]] std::span<std::uint8_t> expose() { return bytes_; }

private:
    base::Bytes bytes_;  ///< never grows: growing would leave a copy behind
};

}  // namespace gongdao::seal
