#pragma once

#include <cstdint>
#include <span>

#include "crypto/base/secret.hpp"

namespace gongdao::base {

/// Where chance comes from: an argument, last, of every function that needs it.
class Rng {
public:
    Rng() = default;
    Rng(const Rng&) = delete;
    Rng& operator=(const Rng&) = delete;
    virtual ~Rng() = default;

    virtual void fill(std::span<std::uint8_t> out) = 0;
};

/// The operating system's generator, through libsodium. Aborts if there is none.
class SystemRng final : public Rng {
public:
    SystemRng();
    void fill(std::span<std::uint8_t> out) override;
};

template <std::size_t N>
Secret<N> draw_secret(Rng& rng) {
    Secret<N> out;
    rng.fill(out.expose());
    return out;
}

}  // namespace gongdao::base
