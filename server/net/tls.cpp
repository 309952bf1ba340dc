#include "server/net/tls.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <memory>
#include <new>
#include <system_error>

namespace gongdao::net {
namespace {

using base::Code;
using base::refuse;

template <auto free_function>
struct Free {
    void operator()(auto* owned) const { free_function(owned); }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Free<GENERAL_NAMES_free>>;

constexpr auto http_1_1 = std::to_array<unsigned char>({8, 'h', 't', 't', 'p', '/', '1', '.', '1'});

/// OpenSSL's last reason, and none left behind for the next caller.
std::string taken_error() {
    const unsigned long error = ERR_peek_last_error();
    ERR_clear_error();
    const char* reason = error == 0 ? nullptr : ERR_reason_error_string(error);
    return reason == nullptr ? "no reason given" : reason;
}

bool is_ip_address(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return ::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
           ::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

bool is_dns_name(const std::string& name) {
    constexpr std::size_t max_name = 253;
    return !name.empty() && name.size() <= max_name && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

base::Sha256 fingerprint_of(const X509& certificate) {
    base::Sha256 out{};
    unsigned size = 0;
    GONGDAO_REQUIRE(X509_digest(&certificate, EVP_sha256(), out.data(), &size) == 1 && size == out.size());
    return out;
}

ops::Instant instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    GONGDAO_REQUIRE(ASN1_TIME_to_tm(time, &parts) == 1);
    return ops::Instant(std::chrono::seconds(::timegm(&parts)));
}

std::string text_of(const ASN1_OCTET_STRING* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = ASN1_STRING_length(address) == sizeof(in_addr) ? AF_INET : AF_INET6;
    const bool whole = family == AF_INET || ASN1_STRING_length(address) == sizeof(in6_addr);
    if (!whole) return {};
    return ::inet_ntop(family, ASN1_STRING_get0_data(address), text.data(), text.size());
}

std::vector<std::string> names_of(const X509& certificate) {
    std::vector<std::string> dns;
    std::vector<std::string> addresses;
    const Names names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS) {
            const auto* text = reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName));
            dns.emplace_back(text, static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
        } else if (name->type == GEN_IPADD) {
            addresses.push_back(text_of(name->d.iPAddress));
        }
    }
    dns.insert(dns.end(), addresses.begin(), addresses.end());
    return dns;
}

CertificateFacts facts_of(const X509& certificate) {
    return {.fingerprint = fingerprint_of(certificate),
            .not_before = instant_of(X509_get0_notBefore(&certificate)),
            .not_after = instant_of(X509_get0_notAfter(&certificate)),
            .names = names_of(certificate)};
}

void add_extension(X509& certificate, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    GONGDAO_REQUIRE(extension && X509_add_ext(&certificate, extension.get(), -1) == 1);
}

/// Needs: `names` are DNS names and IP addresses: they go into a text that is parsed.
Certificate signed_by_itself(EVP_PKEY& key, const std::vector<std::string>& names, ops::Instant now) {
    Certificate certificate(X509_new());
    GONGDAO_REQUIRE(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    std::array<unsigned char, 16> serial{};
    GONGDAO_REQUIRE(RAND_bytes(serial.data(), serial.size()) == 1);
    serial[0] &= 0x7fU;
    serial[0] |= 0x40U;
    const std::unique_ptr<BIGNUM, Free<BN_free>> number(BN_bin2bn(serial.data(), serial.size(), nullptr));
    GONGDAO_REQUIRE(number &&
                    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) != nullptr);

    const auto at = static_cast<std::time_t>(ops::unix_seconds(now));
    GONGDAO_REQUIRE(ASN1_TIME_adj(X509_getm_notBefore(certificate.get()), at, 0, -3600) != nullptr);
    GONGDAO_REQUIRE(ASN1_TIME_adj(X509_getm_notAfter(certificate.get()), at, 365, 0) != nullptr);

    X509_NAME* subject = X509_get_subject_name(certificate.get());
    const auto* title = reinterpret_cast<const unsigned char*>("Gongdao");
    GONGDAO_REQUIRE(X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8, title, -1, -1, 0) ==
                    1);
    GONGDAO_REQUIRE(X509_set_issuer_name(certificate.get(), subject) == 1);
    GONGDAO_REQUIRE(X509_set_pubkey(certificate.get(), &key) == 1);

    std::string alternatives;
    for (const std::string& name : names) {
        alternatives +=
            (alternatives.empty() ? "" : ",") + std::string(is_ip_address(name) ? "IP:" : "DNS:") + name;
    }
    add_extension(*certificate, NID_subject_alt_name, alternatives);
    add_extension(*certificate, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(*certificate, NID_key_usage, "critical,digitalSignature");
    add_extension(*certificate, NID_ext_key_usage, "serverAuth");
    GONGDAO_REQUIRE(X509_sign(certificate.get(), &key, EVP_sha256()) > 0);
    return certificate;
}

[[noreturn]] void fault(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// A new file that holds what `write` writes, on the disk before it has its name.
void publish(const std::string& name, mode_t mode, const auto& write) {
    const std::string draft = name + ".new";
    ::unlink(draft.c_str());
    const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (descriptor < 0) fault(draft);
    const Bio bio(BIO_new_fd(descriptor, BIO_CLOSE));
    GONGDAO_REQUIRE(bio != nullptr);
    if (write(bio.get()) != 1 || ::fsync(descriptor) != 0) fault(draft);
    if (::rename(draft.c_str(), name.c_str()) != 0) fault(name);
}

TlsContext new_context(const SSL_METHOD* method) {
    TlsContext owned(SSL_CTX_new(method), SSL_CTX_free);
    SSL_CTX* context = owned.get();
    GONGDAO_REQUIRE(context != nullptr);
    constexpr auto options = SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                             SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA;
    SSL_CTX_set_options(context, options);
    GONGDAO_REQUIRE(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1);
    GONGDAO_REQUIRE(SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1);
    GONGDAO_REQUIRE(SSL_CTX_set_ciphersuites(context,
                                             "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:"
                                             "TLS_CHACHA20_POLY1305_SHA256") == 1);
    GONGDAO_REQUIRE(SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1);
    return owned;
}

/// A client that offers protocols but not ours speaks to the wrong server (RFC 7301 §3.2).
int choose_http_1_1(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned offered_size, void*) {
    unsigned char* at = nullptr;
    const int found =
        SSL_select_next_proto(&at, chosen_size, http_1_1.data(), http_1_1.size(), offered, offered_size);
    *chosen = at;
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

int is_pinned_certificate(X509_STORE_CTX* store, void* pinned) {
    const X509* leaf = X509_STORE_CTX_get0_cert(store);
    const bool same =
        leaf != nullptr && fingerprint_of(*leaf) == static_cast<PinnedCertificate*>(pinned)->fingerprint;
    X509_STORE_CTX_set_error(store, same ? X509_V_OK : X509_V_ERR_CERT_UNTRUSTED);
    return same ? 1 : 0;
}

}  // namespace

base::Result<CertificateFacts> read_certificate(const std::string& file) {
    const Bio bio(BIO_new_file(file.c_str(), "r"));
    if (!bio) return refuse(Code::storage, file + ": " + taken_error());
    const Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!certificate) return refuse(Code::bad_format, file + ": " + taken_error());
    return facts_of(*certificate);
}

std::int64_t days_left(const CertificateFacts& certificate, ops::Instant now) {
    return std::chrono::floor<std::chrono::days>(certificate.not_after - now).count();
}

base::Result<CertificateFacts> make_self_signed(const KeyFiles& files, const std::vector<std::string>& names,
                                                ops::Instant now) {
    if (names.empty()) return refuse(Code::bad_field, "a certificate needs a name");
    for (const std::string& name : names) {
        if (!is_ip_address(name) && !is_dns_name(name)) {
            return refuse(Code::bad_field, "neither a DNS name nor an IP address: " + name);
        }
    }
    for (const std::string& file : {files.certificate, files.key}) {
        if (::access(file.c_str(), F_OK) == 0) return refuse(Code::conflict, file + " is there already");
    }
    const Key key(EVP_EC_gen("P-256"));
    GONGDAO_REQUIRE(key != nullptr);
    const Certificate certificate = signed_by_itself(*key, names, now);
    constexpr mode_t owner_only = 0600;
    constexpr mode_t readable = 0644;
    publish(files.key, owner_only, [&](BIO* out) {
        return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    publish(files.certificate, readable,
            [&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
    return facts_of(*certificate);
}

base::Result<TlsContext> server_context(const KeyFiles& files) {
    constexpr long cached_sessions = 4096;
    constexpr long session_seconds = 600;
    TlsContext context = new_context(TLS_server_method());
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_SERVER);
    SSL_CTX_sess_set_cache_size(context.get(), cached_sessions);
    SSL_CTX_set_timeout(context.get(), session_seconds);
    SSL_CTX_set_num_tickets(context.get(), 1);
    SSL_CTX_set_alpn_select_cb(context.get(), choose_http_1_1, nullptr);
    if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1) {
        return refuse(Code::bad_key, files.certificate + ": " + taken_error());
    }
    if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context.get()) != 1) {
        return refuse(Code::bad_key, files.key + ": " + taken_error());
    }
    return context;
}

base::Result<TlsContext> client_context(const Trust& trust) {
    TlsContext context = new_context(TLS_client_method());
    GONGDAO_REQUIRE(SSL_CTX_set_alpn_protos(context.get(), http_1_1.data(), http_1_1.size()) == 0);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    if (const auto* ca = std::get_if<CaFile>(&trust)) {
        // A certificate signed by itself may be its own authority.
        X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.get()), X509_V_FLAG_PARTIAL_CHAIN);
        if (SSL_CTX_load_verify_file(context.get(), ca->file.c_str()) != 1) {
            return refuse(Code::untrusted, ca->file + ": " + taken_error());
        }
    } else if (const auto* given = std::get_if<PinnedCertificate>(&trust)) {
        auto pinned = std::make_shared<PinnedCertificate>(*given);
        SSL_CTX_set_cert_verify_callback(context.get(), is_pinned_certificate, pinned.get());
        return TlsContext(context.get(), [context, pinned](ssl_ctx_st*) {});  // both live as long
    } else if (SSL_CTX_set_default_verify_paths(context.get()) != 1) {
        return refuse(Code::untrusted, "the system's roots: " + taken_error());
    }
    return context;
}

ssl_st* new_session(ssl_ctx_st& context) {
    SSL* session = SSL_new(&context);
    if (session == nullptr) throw std::bad_alloc();
    return session;
}

void expect_server(ssl_st* session, const std::string& host, const Trust& trust) {
    const bool by_address = is_ip_address(host);
    if (!by_address) GONGDAO_REQUIRE(SSL_set_tlsext_host_name(session, host.c_str()) == 1);
    if (std::holds_alternative<PinnedCertificate>(trust)) return;
    X509_VERIFY_PARAM* wanted = SSL_get0_param(session);
    X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    GONGDAO_REQUIRE((by_address ? X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str())
                                : X509_VERIFY_PARAM_set1_host(wanted, host.c_str(), 0)) == 1);
}

std::string why_untrusted(ssl_st* session) {
    const long result = SSL_get_verify_result(session);
    return result == X509_V_OK ? std::string{} : X509_verify_cert_error_string(result);
}

}  // namespace gongdao::net
