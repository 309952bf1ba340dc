#include "crypto/elgamal/keys.hpp"

#include "crypto/encode/reader.hpp"

namespace gongdao::elgamal {

base::Result<PublicKey> PublicKey::of(const group::Element& element) {
    if (element.is_identity()) return base::refuse(base::Code::identity);
    return PublicKey(element);
}

base::Result<PublicKey> PublicKey::decode(base::BytesView bytes) {
    const auto element = group::Element::decode(bytes);
    if (!element) return element.refusal();
    return of(*element);
}

PublicKey public_key_of(const group::SecretScalar& x) {
    auto key = PublicKey::of(group::mul_base(x));
    GONGDAO_REQUIRE(key.has_value());
    return *key;
}

PublicKey read_key(encode::Reader& in) {
    return in.take(PublicKey::decode(in.raw(group::element_bytes))).value_or(PublicKey());
}

}  // namespace gongdao::elgamal
