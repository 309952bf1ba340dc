#include "crypto/group/group.hpp"

namespace gongdao::group {

base::Result<Element> Element::decode_key(base::BytesView bytes) {
    auto element = decode(bytes);
    if (element && element->is_identity()) return base::refuse(base::Code::identity);
    return element;
}

base::Bytes encodings(std::span<const Element> elements) {
    base::Bytes out;
    out.reserve(elements.size() * element_bytes);
    for (const Element& element : elements) base::append(out, element.encoded());
    return out;
}

}  // namespace gongdao::group
