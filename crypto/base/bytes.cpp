#include "crypto/base/bytes.hpp"

#include <openssl/evp.h>
#include <sodium.h>

namespace gongdao::base {
namespace {

template <std::size_t N>
ByteArray<N> digest(const EVP_MD* algorithm, BytesView bytes) {
    ByteArray<N> out{};
    unsigned size = 0;
    GONGDAO_REQUIRE(EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, algorithm, nullptr) == 1);
    GONGDAO_REQUIRE(size == N);
    return out;
}

}  // namespace

BytesView view_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view text_of(BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes copy_of(BytesView bytes) {
    return {bytes.begin(), bytes.end()};
}

void append(Bytes& to, BytesView bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

Sha256 sha256(BytesView bytes) {
    return digest<sha256_bytes>(EVP_sha256(), bytes);
}

Sha512 sha512(BytesView bytes) {
    return digest<sha512_bytes>(EVP_sha512(), bytes);
}

std::string to_hex(BytesView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

Result<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return refuse(Code::bad_format, "hex of odd length");
    Bytes out(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        unsigned digit = 0;
        if (c >= '0' && c <= '9') {
            digit = static_cast<unsigned>(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            digit = static_cast<unsigned>(c - 'a') + 10U;
        } else {
            return refuse(Code::bad_format, "not a hex digit");
        }
        out[i / 2] = static_cast<std::uint8_t>((out[i / 2] << 4U) | digit);
    }
    return out;
}

std::string to_base64(BytesView bytes) {
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), variant);
    out.pop_back();  // the terminating zero that sodium counts
    return out;
}

Result<Bytes> from_base64(std::string_view text) {
    Bytes out(text.size() / 4 * 3 + 3);
    std::size_t size = 0;
    const char* end = nullptr;
    const int status = sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size,
                                         &end, sodium_base64_VARIANT_ORIGINAL);
    if (status != 0 || end != text.data() + text.size()) return refuse(Code::bad_base64);
    out.resize(size);
    if (to_base64(out) != text) return refuse(Code::bad_base64);  // one text for one value
    return out;
}

}  // namespace gongdao::base
