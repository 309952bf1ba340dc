#pragma once

#include <span>
#include <vector>

#include "crypto/ballot/definition.hpp"

namespace gongdao::ballot {

/// A voter's marks, 0 or 1 for each cell: secret, move-only, wiped when they go.
class Marks {
public:
    explicit Marks(std::size_t cells) : bits_(cells) {}
    explicit Marks(std::span<const std::uint8_t> bits) : bits_(bits.begin(), bits.end()) {}
    Marks(const Marks&) = delete;
    Marks& operator=(const Marks&) = delete;
    Marks(Marks&&) noexcept = default;
    Marks& operator=(Marks&&) = delete;
    ~Marks() { base::wipe(bits_); }

    void set(std::size_t cell) { bits_.at(cell) = 1; }
    [[nodiscard]] std::size_t cells() const { return bits_.size(); }
    [[nodiscard]] std::span<const std::uint8_t> expose() const { return bits_; }

private:
    std::vector<std::uint8_t> bits_;
};

/// Whether every choice and every sum is kept.
/// Refuses: wrong_count, bad_option (neither 0 nor 1), out_of_range (a row or sum not kept).
/// Timing: constant in the marks up to the answer itself.
base::Check verify_marks(const ContestDefinition& definition, const Marks& marks);

}  // namespace gongdao::ballot
