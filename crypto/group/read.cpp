#include "crypto/group/read.hpp"

namespace gongdao::group {

Element read_element(encode::Reader& in) {
    return in.take(Element::decode(in.raw(element_bytes))).value_or(Element::identity());
}

Scalar read_scalar(encode::Reader& in) {
    return in.take(Scalar::decode(in.raw(scalar_bytes))).value_or(Scalar());
}

}  // namespace gongdao::group
