#include "crypto/seal/sealed_file.hpp"

#include <sodium.h>

#include <new>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"

namespace gongdao::seal {

using base::Bytes;
using base::BytesView;
using base::Code;
using base::refuse;

namespace {

constexpr std::string_view magic = "gongdao sealed";
constexpr std::uint16_t version = 1;
constexpr std::size_t salt_bytes = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t header_bytes = magic.size() + 2 + 4 + 4 + salt_bytes + nonce_bytes;
constexpr std::size_t bytes_a_kib = 1'024;

static_assert(header_bytes == 64);
static_assert(least_effort.passes == crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE);
static_assert(least_effort.memory_kib * bytes_a_kib == crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE);
static_assert(most_effort.passes == crypto_pwhash_argon2id_OPSLIMIT_MODERATE);
static_assert(most_effort.memory_kib * bytes_a_kib == crypto_pwhash_argon2id_MEMLIMIT_MODERATE);

bool is_allowed(Effort effort) {
    return effort.passes >= least_effort.passes && effort.passes <= most_effort.passes &&
           effort.memory_kib >= least_effort.memory_kib && effort.memory_kib <= most_effort.memory_kib;
}

using Key = base::Secret<key_bytes>;

Key derive_key(std::string_view passphrase, const base::ByteArray<salt_bytes>& salt, Effort effort) {
    GONGDAO_REQUIRE(sodium_init() >= 0);  // chooses the fast code for this processor
    Key key;
    const int status = crypto_pwhash_argon2id(
        key.expose().data(), key_bytes, passphrase.data(), passphrase.size(), salt.data(), effort.passes,
        effort.memory_kib * bytes_a_kib, crypto_pwhash_argon2id_ALG_ARGON2ID13);
    if (status != 0) throw std::bad_alloc();
    return key;
}

}  // namespace

Bytes seal(const SecretBytes& plaintext, std::string_view passphrase, Effort effort, base::Rng& rng) {
    GONGDAO_REQUIRE(is_allowed(effort));
    base::ByteArray<salt_bytes> salt{};
    base::ByteArray<nonce_bytes> nonce{};
    rng.fill(salt);
    rng.fill(nonce);
    encode::Writer header;
    header.raw(base::view_of(magic))
        .u16(version)
        .u32(effort.passes)
        .u32(effort.memory_kib)
        .raw(salt)
        .raw(nonce);
    Bytes sealed = header.take();
    const Bytes bound = sealed;
    const Key key = derive_key(passphrase, salt, effort);
    sealed.resize(header_bytes + plaintext.size() + tag_bytes);
    GONGDAO_REQUIRE(crypto_aead_xchacha20poly1305_ietf_encrypt(
                        sealed.data() + header_bytes, nullptr, plaintext.expose().data(), plaintext.size(),
                        bound.data(), bound.size(), nullptr, nonce.data(), key.expose().data()) == 0);
    return sealed;
}

base::Result<SecretBytes> open_sealed(BytesView sealed, std::string_view passphrase) {
    if (sealed.size() < header_bytes + tag_bytes) return refuse(Code::wrong_length);
    encode::Reader in(sealed);
    if (base::text_of(in.raw(magic.size())) != magic) return refuse(Code::bad_type, "not a sealed file");
    if (in.u16() != version) return refuse(Code::bad_version);
    const std::uint32_t passes = in.u32();
    const std::uint32_t memory_kib = in.u32();
    const Effort effort{.passes = passes, .memory_kib = memory_kib};
    if (!is_allowed(effort)) return refuse(Code::out_of_range, "effort");
    const auto salt = in.array<salt_bytes>();
    const auto nonce = in.array<nonce_bytes>();
    const Key key = derive_key(passphrase, salt, effort);
    SecretBytes plaintext(sealed.size() - header_bytes - tag_bytes);
    const int status = crypto_aead_xchacha20poly1305_ietf_decrypt(
        plaintext.expose().data(), nullptr, nullptr, sealed.data() + header_bytes,
        sealed.size() - header_bytes, sealed.data(), header_bytes, nonce.data(), key.expose().data());
    if (status != 0)
        return refuse(Code::wrong_passphrase, "the passphrase is wrong, or the file was altered");
    return plaintext;
}

}  // namespace gongdao::seal
