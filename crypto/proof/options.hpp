#pragma once

#include "crypto/group/group.hpp"

namespace gongdao::proof {

/// lo … hi, both included.
struct Range {
    std::uint32_t lo = 0;
    std::uint32_t hi = 0;

    [[nodiscard]] std::uint32_t width() const { return hi - lo; }
    bool operator==(const Range&) const = default;
};

/// The plaintext vectors M_0 … M_{m−1} of which a one-of-many proof says that one is encrypted (SPEC §6.2).
class Options {
public:
    /// At most one of the cells marked: 0, e_1 … e_n; without `blank` exactly one: e_1 … e_n.
    static Options row(std::size_t cells, bool blank);
    /// One ciphertext: lo, lo + 1 … hi.
    static Options range(Range values);
    /// One ciphertext: 0, 1.
    static Options digit() { return range({.lo = 0, .hi = 1}); }

    /// m, the number of options.
    [[nodiscard]] std::size_t size() const { return size_; }
    /// n, the number of ciphertexts.
    [[nodiscard]] std::size_t cells() const { return cells_; }
    /// M*_j = Σ λ_k·M_j,k. Needs: j < size(), as many λ as cells().
    [[nodiscard]] group::Scalar folded(std::size_t j, std::span<const group::Scalar> lambda) const;

private:
    enum class Kind { row_with_blank, row, range };

    Options(Kind kind, std::size_t size, std::size_t cells, std::uint32_t lo)
        : kind_(kind), size_(size), cells_(cells), lo_(lo) {}

    Kind kind_;
    std::size_t size_;
    std::size_t cells_;
    std::uint32_t lo_;  ///< of a range
};

}  // namespace gongdao::proof
