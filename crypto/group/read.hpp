#pragma once

#include "crypto/encode/reader.hpp"
#include "crypto/group/group.hpp"

namespace gongdao::group {

/// 32 bytes as an element; the identity after a fault, which the reader keeps. Refuses: not_in_group.
Element read_element(encode::Reader& in);
/// 32 bytes as a scalar; 0 after a fault. Refuses: not_reduced.
Scalar read_scalar(encode::Reader& in);

}  // namespace gongdao::group
