#pragma once

#include "crypto/base/rng.hpp"
#include "crypto/encode/transcript.hpp"

namespace gongdao::support {

/// The same chance for the same seed: for tests alone.
class SeededRng final : public base::Rng {
public:
    explicit SeededRng(std::uint32_t seed) : seed_(seed) {}

    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out) {
            if (left_ == 0) {
                block_ = encode::Transcript("test").absorb("seed", seed_).absorb("block", next_++).digest();
                left_ = block_.size();
            }
            byte = block_.at(--left_);
        }
    }

private:
    std::uint32_t seed_;
    std::uint32_t next_ = 0;
    base::Sha512 block_{};
    std::size_t left_ = 0;
};

}  // namespace gongdao::support
