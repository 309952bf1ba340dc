#pragma once

#include <sodium/crypto_hash_sha512.h>

#include <string_view>

#include "crypto/base/bytes.hpp"
#include "crypto/base/secret.hpp"

namespace gongdao::encode {

/// Gathers what a hash binds, each field with its label (SPEC §1.3):
///
///   H(name; label: data, …)
///     = SHA-512( u8 length ‖ "gongdao/v1/" name ‖ { u8 length ‖ label ‖ u32 length ‖ data } … )
///
/// Hs and Hg of the SPEC are `group::scalar_of` and `group::element_of` a transcript.
class Transcript {
public:
    explicit Transcript(std::string_view name);
    Transcript(const Transcript&) = default;
    Transcript& operator=(const Transcript&) = default;
    Transcript(Transcript&&) = default;
    Transcript& operator=(Transcript&&) = default;
    ~Transcript();

    Transcript& absorb(std::string_view label, base::BytesView data);
    Transcript& absorb(std::string_view label, std::uint32_t number);

    [[nodiscard]] base::Sha512 digest() const;
    /// The same, where a field was secret.
    [[nodiscard]] base::Secret<base::sha512_bytes> secret_digest() const;

private:
    void frame(std::string_view text);

    crypto_hash_sha512_state state_{};
};

}  // namespace gongdao::encode
