#include "crypto/sign/ed25519.hpp"

#include <sodium.h>

#include "crypto/sign/openssl.hpp"

namespace gongdao::sign {

using base::BytesView;
using base::Code;
using base::refuse;

namespace {

Key load_public(const Ed25519PublicKey& key) {
    Key loaded(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.bytes().data(), ed25519_key_bytes));
    GONGDAO_REQUIRE(loaded != nullptr);
    return loaded;
}

Ed25519PublicKey public_of(const EVP_PKEY* key) {
    base::ByteArray<ed25519_key_bytes> bytes{};
    std::size_t size = bytes.size();
    GONGDAO_REQUIRE(EVP_PKEY_get_raw_public_key(key, bytes.data(), &size) == 1 && size == bytes.size());
    return Ed25519PublicKey::decode(bytes).value();
}

}  // namespace

base::Result<Ed25519PublicKey> Ed25519PublicKey::decode(BytesView bytes) {
    const auto array = base::as_array<ed25519_key_bytes>(bytes);
    if (!array) return array.refusal();
    // Canonical, on the curve, not of small order, in the main subgroup: OpenSSL looks at none of these.
    if (crypto_core_ed25519_is_valid_point(array->data()) != 1) return refuse(Code::bad_key);
    return Ed25519PublicKey(*array);
}

void Ed25519SecretKey::Free::operator()(evp_pkey_st* key) const {
    EVP_PKEY_free(key);
}

Ed25519SecretKey::Handle Ed25519SecretKey::load(const Ed25519Seed& seed) {
    Handle key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.expose().data(), ed25519_seed_bytes));
    GONGDAO_REQUIRE(key != nullptr);
    return key;
}

Ed25519SecretKey::Ed25519SecretKey(Handle key) : key_(std::move(key)), public_key_(public_of(key_.get())) {}

Ed25519SecretKey::Ed25519SecretKey(const Ed25519Seed& seed) : Ed25519SecretKey(load(seed)) {}

Ed25519Signature Ed25519SecretKey::sign(BytesView message) const {
    const DigestContext context(EVP_MD_CTX_new());
    GONGDAO_REQUIRE(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
    Ed25519Signature signature{};
    std::size_t size = signature.size();
    GONGDAO_REQUIRE(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) ==
                    1);
    return signature;
}

base::Check verify(const Ed25519PublicKey& key, BytesView message, const Ed25519Signature& signature) {
    const Key loaded = load_public(key);
    const DigestContext context(EVP_MD_CTX_new());
    GONGDAO_REQUIRE(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, loaded.get()) == 1);
    const int status =
        EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size());
    if (status != 1) return refuse(Code::bad_signature);
    return base::Done{};
}

std::string pem_of(const Ed25519PublicKey& key) {
    return pem_of(load_public(key).get());
}

}  // namespace gongdao::sign
