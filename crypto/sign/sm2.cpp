#include "crypto/sign/sm2.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>

#include <algorithm>

#include "crypto/sign/openssl.hpp"

namespace gongdao::sign {

using base::Bytes;
using base::BytesView;
using base::Code;
using base::refuse;

namespace {

using BigNumber = std::unique_ptr<BIGNUM, FreeBy<BN_clear_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, FreeBy<OSSL_PARAM_BLD_free>>;
using Curve = std::unique_ptr<EC_GROUP, FreeBy<EC_GROUP_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, FreeBy<OSSL_PARAM_free>>;
using Point = std::unique_ptr<EC_POINT, FreeBy<EC_POINT_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, FreeBy<ECDSA_SIG_free>>;

Curve sm2_curve() {
    Curve curve(EC_GROUP_new_by_curve_name(NID_sm2));
    GONGDAO_REQUIRE(curve != nullptr);
    return curve;
}

/// OpenSSL's key of these parts; none without a private one.
Key load(const Sm2PublicKey& key, const BIGNUM* scalar) {
    const Builder builder(OSSL_PARAM_BLD_new());
    const auto& point = key.bytes();
    GONGDAO_REQUIRE(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, SN_sm2, 0) ==
                    1);
    GONGDAO_REQUIRE(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                                     point.size()) == 1);
    if (scalar != nullptr) {
        GONGDAO_REQUIRE(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar) == 1);
    }
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
    const int kind = scalar == nullptr ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
    EVP_PKEY* loaded = nullptr;
    GONGDAO_REQUIRE(EVP_PKEY_fromdata_init(context.get()) == 1);
    GONGDAO_REQUIRE(EVP_PKEY_fromdata(context.get(), &loaded, kind, parameters.get()) == 1);
    return Key(loaded);
}

/// The scalar as a number if it is 1 … n − 2 (GB/T 32918.1 §6.1), else nothing.
BigNumber number_of(const Sm2Scalar& scalar, const EC_GROUP* curve) {
    BigNumber number(BN_secure_new());
    const auto bytes = scalar.expose();
    GONGDAO_REQUIRE(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), number.get()) != nullptr);
    BN_set_flags(number.get(), BN_FLG_CONSTTIME);
    const BigNumber limit(BN_dup(EC_GROUP_get0_order(curve)));
    GONGDAO_REQUIRE(BN_sub_word(limit.get(), 1) == 1);
    if (BN_is_zero(number.get()) != 0 || BN_cmp(number.get(), limit.get()) >= 0) return nullptr;
    return number;
}

/// A digest context for SM3 under the signer's identity. `owner` must outlive it.
DigestContext context_for(EVP_PKEY* key, KeyContext& owner, decltype(EVP_DigestSignInit)* init) {
    owner.reset(EVP_PKEY_CTX_new(key, nullptr));
    DigestContext context(EVP_MD_CTX_new());
    GONGDAO_REQUIRE(EVP_PKEY_CTX_set1_id(owner.get(), sm2_signer_id.data(), sm2_signer_id.size()) == 1);
    EVP_MD_CTX_set_pkey_ctx(context.get(), owner.get());
    GONGDAO_REQUIRE(init(context.get(), nullptr, EVP_sm3(), nullptr, key) == 1);
    return context;
}

/// Whether the bytes are what DER makes of two positive integers, and nothing after them.
bool is_der(BytesView signature) {
    const std::uint8_t* at = signature.data();
    const Signature parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(signature.size())));
    if (parts == nullptr) return false;
    std::uint8_t* encoded = nullptr;
    const int size = i2d_ECDSA_SIG(parts.get(), &encoded);
    GONGDAO_REQUIRE(size > 0);
    const std::unique_ptr<std::uint8_t, FreeBy<[](std::uint8_t* p) { OPENSSL_free(p); }>> owner(encoded);
    const BytesView again(encoded, static_cast<std::size_t>(size));
    return std::equal(again.begin(), again.end(), signature.begin(), signature.end());
}

}  // namespace

base::Result<Sm2PublicKey> Sm2PublicKey::decode(BytesView bytes) {
    const auto array = base::as_array<sm2_key_bytes>(bytes);
    if (!array) return array.refusal();
    if (array->front() != POINT_CONVERSION_UNCOMPRESSED)
        return refuse(Code::bad_key, "not an uncompressed point");
    const QuietErrors quiet;
    const Curve curve = sm2_curve();
    const Point point(EC_POINT_new(curve.get()));
    if (EC_POINT_oct2point(curve.get(), point.get(), array->data(), array->size(), nullptr) != 1) {
        return refuse(Code::bad_key, "not a point of the curve");
    }
    return Sm2PublicKey(*array);
}

void Sm2SecretKey::Free::operator()(evp_pkey_st* key) const {
    EVP_PKEY_free(key);
}

Sm2SecretKey::Sm2SecretKey(Handle key, const Sm2PublicKey& public_key)
    : key_(std::move(key)), public_key_(public_key) {}

base::Result<Sm2SecretKey> Sm2SecretKey::decode(const Sm2Scalar& scalar) {
    const Curve curve = sm2_curve();
    const BigNumber number = number_of(scalar, curve.get());
    if (number == nullptr) return refuse(Code::bad_key);
    const Point point(EC_POINT_new(curve.get()));
    GONGDAO_REQUIRE(EC_POINT_mul(curve.get(), point.get(), number.get(), nullptr, nullptr, nullptr) == 1);
    base::ByteArray<sm2_key_bytes> encoded{};
    const std::size_t size = EC_POINT_point2oct(curve.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
                                                encoded.data(), encoded.size(), nullptr);
    GONGDAO_REQUIRE(size == encoded.size());
    const Sm2PublicKey public_key = Sm2PublicKey::decode(encoded).value();
    return Sm2SecretKey(Handle(load(public_key, number.get()).release()), public_key);
}

Bytes Sm2SecretKey::sign(BytesView message) const {
    KeyContext owner;
    const DigestContext context = context_for(key_.get(), owner, EVP_DigestSignInit);
    std::size_t size = 0;
    GONGDAO_REQUIRE(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1);
    Bytes signature(size);
    GONGDAO_REQUIRE(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) ==
                    1);
    signature.resize(size);
    return signature;
}

Sm2Scalar draw_sm2_scalar(base::Rng& rng) {
    const Curve curve = sm2_curve();
    for (;;) {
        Sm2Scalar scalar = base::draw_secret<sm2_scalar_bytes>(rng);
        if (number_of(scalar, curve.get()) != nullptr) return scalar;
    }
}

base::Check verify(const Sm2PublicKey& key, BytesView message, BytesView signature) {
    const QuietErrors quiet;
    if (!is_der(signature)) return refuse(Code::bad_format, "not the DER form of a signature");
    const Key loaded = load(key, nullptr);
    KeyContext owner;
    const DigestContext context = context_for(loaded.get(), owner, EVP_DigestVerifyInit);
    const int status =
        EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size());
    if (status != 1) return refuse(Code::bad_signature);
    return base::Done{};
}

std::string pem_of(const Sm2PublicKey& key) {
    return pem_of(load(key, nullptr).get());
}

}  // namespace gongdao::sign
