#include "crypto/elgamal/dlog.hpp"

#include <cmath>

namespace gongdao::elgamal {
namespace {

std::uint64_t short_name(const group::Element& element) {
    std::uint64_t name = 0;
    for (const std::uint8_t byte : element.encoded().first<sizeof name>()) name = (name << 8U) | byte;
    return name;
}

}  // namespace

DiscreteLog::DiscreteLog(std::uint32_t bound)
    : bound_(bound), stride_(static_cast<std::uint32_t>(std::sqrt(static_cast<double>(bound))) + 1) {
    group::Element baby = group::Element::identity();
    for (std::uint32_t i = 0; i < stride_; ++i) {
        babies_.emplace(short_name(baby), i);
        baby = baby + group::Element::generator();
    }
    giant_step_ = baby;  // stride·G
}

std::optional<std::uint32_t> DiscreteLog::of(const group::Element& M) const {
    group::Element rest = M;
    for (std::uint64_t done = 0; done <= bound_; done += stride_) {
        if (const auto baby = babies_.find(short_name(rest)); baby != babies_.end()) {
            const std::uint64_t m = done + baby->second;
            if (m <= bound_ && group::mul_base_vartime(group::Scalar(m)) == M)
                return static_cast<std::uint32_t>(m);
        }
        rest = rest - giant_step_;
    }
    return std::nullopt;
}

}  // namespace gongdao::elgamal
