#include "crypto/proof/options.hpp"

namespace gongdao::proof {

using group::Scalar;

Options Options::row(std::size_t cells, bool blank) {
    return {blank ? Kind::row_with_blank : Kind::row, cells + (blank ? 1U : 0U), cells, 0};
}

Options Options::range(Range values) {
    return {Kind::range, std::size_t{values.width()} + 1, 1, values.lo};
}

Scalar Options::folded(std::size_t j, std::span<const Scalar> lambda) const {
    GONGDAO_REQUIRE(j < size_ && lambda.size() == cells_);
    switch (kind_) {
        case Kind::row_with_blank:
            return j == 0 ? Scalar() : lambda[j - 1];
        case Kind::row:
            return lambda[j];
        case Kind::range:
            return Scalar(lo_ + j);  // λ_0 = 1
    }
    GONGDAO_REQUIRE(false);
}

}  // namespace gongdao::proof
