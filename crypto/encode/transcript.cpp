#include "crypto/encode/transcript.hpp"

#include <sodium.h>

#include <limits>
#include <string>

#include "crypto/encode/writer.hpp"

namespace gongdao::encode {

Transcript::Transcript(std::string_view name) {
    crypto_hash_sha512_init(&state_);
    frame("gongdao/v1/" + std::string(name));
}

Transcript::~Transcript() {
    sodium_memzero(&state_, sizeof state_);
}

void Transcript::frame(std::string_view text) {
    GONGDAO_REQUIRE(text.size() <= std::numeric_limits<std::uint8_t>::max());
    const auto length = static_cast<std::uint8_t>(text.size());
    crypto_hash_sha512_update(&state_, &length, 1);
    crypto_hash_sha512_update(&state_, base::view_of(text).data(), text.size());
}

Transcript& Transcript::absorb(std::string_view label, base::BytesView data) {
    frame(label);
    const base::Bytes length = Writer().count(data.size()).take();
    crypto_hash_sha512_update(&state_, length.data(), length.size());
    crypto_hash_sha512_update(&state_, data.data(), data.size());
    return *this;
}

Transcript& Transcript::absorb(std::string_view label, std::uint32_t number) {
    return absorb(label, Writer().u32(number).written());
}

base::Sha512 Transcript::digest() const {
    crypto_hash_sha512_state state = state_;
    base::Sha512 out{};
    crypto_hash_sha512_final(&state, out.data());
    return out;
}

base::Secret<base::sha512_bytes> Transcript::secret_digest() const {
    crypto_hash_sha512_state state = state_;
    base::Secret<base::sha512_bytes> out;
    crypto_hash_sha512_final(&state, out.expose().data());
    sodium_memzero(&state, sizeof state);
    return out;
}

}  // namespace gongdao::encode
