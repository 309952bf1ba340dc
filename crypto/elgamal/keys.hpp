#pragma once

#include "crypto/group/group.hpp"

namespace gongdao::encode {
class Reader;
}

namespace gongdao::elgamal {

/// An element that is a key (公钥), so never the identity: y, Y_j, E_i, a slip's X (SPEC §1.1). A default one
/// is the generator, so that a decoder can read all its fields and ask once.
class PublicKey {
public:
    PublicKey() : element_(group::Element::generator()) {}
    /// Refuses: identity.
    static base::Result<PublicKey> of(const group::Element& element);
    /// Refuses: wrong_length, not_in_group, identity.
    static base::Result<PublicKey> decode(base::BytesView bytes);

    [[nodiscard]] const group::Element& element() const { return element_; }
    [[nodiscard]] base::BytesView encoded() const { return element_.encoded(); }

    bool operator==(const PublicKey&) const = default;

private:
    explicit PublicKey(const group::Element& element) : element_(element) {}

    group::Element element_;
};

/// x·G. Needs: x is not 0. Timing: constant in x.
PublicKey public_key_of(const group::SecretScalar& x);

/// 32 bytes as a key; the generator after a fault, which the reader keeps.
PublicKey read_key(encode::Reader& in);

}  // namespace gongdao::elgamal
