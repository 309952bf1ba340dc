#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "crypto/base/bytes.hpp"
#include "server/ops/clock.hpp"

struct ssl_ctx_st;  // OpenSSL's own names: its headers stay in tls.cpp
struct ssl_st;

namespace gongdao::net {

/// Two PEM files: the chain, the server's own certificate first, and its key.
struct KeyFiles {
    std::string certificate;
    std::string key;
};

struct CertificateFacts {
    base::Sha256 fingerprint{};  // of the DER bytes, as browsers show it
    ops::Instant not_before;
    ops::Instant not_after;
    std::vector<std::string> names;  // DNS names, then IP addresses

    bool operator==(const CertificateFacts&) const = default;
};

/// The first certificate of a PEM file. Refuses: storage when it cannot be read, bad_format.
base::Result<CertificateFacts> read_certificate(const std::string& file);

/// Whole days until it ends; negative once it has.
std::int64_t days_left(const CertificateFacts& certificate, ops::Instant now);

/// Makes a P-256 key, readable by its owner alone, and a certificate for it, signed by itself, good for 365
/// days from `now` (less an hour, for clocks that are slow). Needs:   DNS names or IP addresses, at least
/// one. Refuses: bad_field (a name), conflict (one of the files is there). Faults:  the disk.
base::Result<CertificateFacts> make_self_signed(const KeyFiles& files, const std::vector<std::string>& names,
                                                ops::Instant now);

/// What makes a server the right one.
struct SystemRoots {};
struct CaFile {
    std::string file;
};
/// That one certificate, whatever its names and dates say: for a machine that was introduced by hand.
struct PinnedCertificate {
    base::Sha256 fingerprint{};
};
using Trust = std::variant<SystemRoots, CaFile, PinnedCertificate>;

using TlsContext = std::shared_ptr<ssl_ctx_st>;

/// TLS 1.2 with ephemeral keys and AEAD suites, or 1.3. No compression, renegotiation, tickets or early data;
/// sessions are resumed from the server's own memory. Refuses: bad_key when the files cannot be read or do
/// not belong together.
base::Result<TlsContext> server_context(const KeyFiles& files);

/// Refuses: untrusted when the roots cannot be read.
base::Result<TlsContext> client_context(const Trust& trust);

/// One connection's state. Owns: the caller, or the Asio stream that it is given to.
ssl_st* new_session(ssl_ctx_st& context);

/// Names the server that is meant: in SNI, and, unless it is pinned, in its certificate.
void expect_server(ssl_st* session, const std::string& host, const Trust& trust);

/// Why the other side's certificate was not taken; empty when it was, or there was none.
std::string why_untrusted(ssl_st* session);

}  // namespace gongdao::net
