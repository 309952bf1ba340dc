#include "crypto/seal/pouch.hpp"

#include <algorithm>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"

namespace gongdao::seal {

base::Bytes seal_pouch(const PouchParts& parts, std::string_view passphrase, Effort effort, base::Rng& rng) {
    GONGDAO_REQUIRE(parts.secrets.size() <= max_pouch_secrets);
    const base::Bytes head = encode::Writer().bytes(parts.open).count(parts.secrets.size()).take();
    SecretBytes plaintext(head.size() + 32 * parts.secrets.size());
    auto at = std::ranges::copy(head, plaintext.expose().begin()).out;
    for (const Secret32& one : parts.secrets) at = std::ranges::copy(one.expose(), at).out;
    return seal(plaintext, passphrase, effort, rng);
}

base::Result<Pouch> open_pouch(base::BytesView sealed, std::string_view passphrase) {
    const auto plaintext = open_sealed(sealed, passphrase);
    if (!plaintext) return plaintext.refusal();
    encode::Reader in(plaintext->expose());
    Pouch pouch;
    pouch.open = base::copy_of(in.bytes(plaintext->size()));
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
