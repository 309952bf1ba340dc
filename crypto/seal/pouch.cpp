#include "crypto/seal/pouch.hpp"

#include <algorithm>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"

namespace gongdao::seal {

SecretBytes pack(const PouchParts& parts) {
    GONGDAO_REQUIRE(parts.secrets.size() <= max_pouch_secrets);
    const base::Bytes head = encode::Writer().bytes(parts.open).count(parts.secrets.size()).take();
    SecretBytes packed(head.size() + 32 * parts.secrets.size());
    auto at = std::ranges::copy(head, packed.expose().begin()).out;
    for (const Secret32& one : parts.secrets) at = std::ranges::copy(one.expose(), at).out;
    return packed;
}

base::Result<Pouch> unpack(const SecretBytes& packed) {
    encode::Reader in(packed.expose());
    Pouch pouch;
    pouch.open = base::copy_of(in.bytes(packed.size()));
    for (std::uint32_t left = in.count(max_pouch_secrets); left > 0; --left) {
        const base::BytesView one = in.raw(32);
        if (!in.failed()) pouch.secrets.emplace_back(one.first<32>());
    }
    if (auto whole = in.finish(); !whole) return whole.refusal();
    return pouch;
}

base::Result<group::SecretScalar> scalar_in(const Secret32& secret) {
    return group::SecretScalar::decode(secret.expose());
}

}  // namespace gongdao::seal
