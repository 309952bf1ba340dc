#include "crypto/ballot/marks.hpp"

namespace gongdao::ballot {
namespace {

/// 1 if value is outside lo … hi. Timing: constant. Needs: all below 2^31.
std::uint32_t outside(std::uint32_t value, std::uint32_t lo, std::uint32_t hi) {
    return ((value - lo) | (hi - value)) >> 31U;
}

}  // namespace

base::Check verify_marks(const ContestDefinition& definition, const Marks& marks) {
    const auto bits = marks.expose();
    if (bits.size() != definition.cells) return base::refuse(base::Code::wrong_count, "marks");
    std::uint32_t not_bits = 0;
    for (const std::uint8_t bit : bits) not_bits |= bit & 0xfeU;
    if (not_bits != 0) return base::refuse(base::Code::bad_option, "marks");
    std::uint32_t broken = 0;
    for (const Choice& choice : definition.choices) {
        std::uint32_t marked = 0;
        for (std::uint32_t k = 0; k < choice.cells; ++k) marked += bits[choice.first + k];
        broken |= outside(marked, choice.blank ? 0 : 1, 1);
    }
    for (const Sum& sum : definition.sums) {
        std::uint32_t marked = 0;
        for (const std::uint32_t cell : sum.cells) marked += bits[cell];
        broken |= outside(marked, sum.range.lo, sum.range.hi);
    }
    if (broken != 0)
        return base::refuse(base::Code::out_of_range, "marks that a choice or sum does not allow");
    return base::Done{};
}

}  // namespace gongdao::ballot
