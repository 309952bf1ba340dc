#include "server/rules/thresholds.hpp"

namespace gongdao::rules {
namespace {

/// Products of two u32 fit in u64.
std::uint64_t times(std::uint32_t a, std::uint32_t b) {
    return std::uint64_t{a} * b;
}

}  // namespace

bool reaches(const Share& share, std::uint32_t number, std::uint32_t base) {
    const std::uint64_t have = times(number, share.den);
    const std::uint64_t need = times(base, share.num);
    return share.strict ? have > need : have >= need;
}

std::uint32_t least(const Share& share, std::uint32_t base) {
    const std::uint64_t need = times(base, share.num);
    const std::uint64_t number = share.strict ? need / share.den + 1 : (need + share.den - 1) / share.den;
    return static_cast<std::uint32_t>(number);
}

std::uint32_t candidates_needed(const Procedure& procedure, std::uint32_t seats) {
    const Ratio& more = procedure.candidate_min_ratio;
    return seats + static_cast<std::uint32_t>((times(seats, more.num) + more.den - 1) / more.den);
}

}  // namespace gongdao::rules
