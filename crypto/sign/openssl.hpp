#pragma once

// For this folder's .cpp files alone: OpenSSL's objects with owners.

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <string>

#include "crypto/base/require.hpp"

namespace gongdao::sign {

template <auto function>
struct FreeBy {
    template <class T>
    void operator()(T* object) const {
        function(object);
    }
};

using Key = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeBy<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeBy<EVP_MD_CTX_free>>;

/// What a refused input leaves on OpenSSL's list of errors goes with this: TLS on the same thread reads that
/// list.
class QuietErrors {
public:
    QuietErrors() { ERR_set_mark(); }
    QuietErrors(const QuietErrors&) = delete;
    QuietErrors& operator=(const QuietErrors&) = delete;
    ~QuietErrors() { ERR_pop_to_mark(); }
};

inline std::string pem_of(EVP_PKEY* key) {
    const std::unique_ptr<BIO, FreeBy<BIO_free>> memory(BIO_new(BIO_s_mem()));
    GONGDAO_REQUIRE(PEM_write_bio_PUBKEY(memory.get(), key) == 1);
    const char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

}  // namespace gongdao::sign
