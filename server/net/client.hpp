#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "server/net/http.hpp"
#include "server/net/tls.hpp"

namespace gongdao::net {

struct Response {
    unsigned status = 0;
    Fields headers;  // names in lower case
    base::Bytes body;
};

struct ClientLimits {
    std::size_t body_bytes = 64UL * 1024 * 1024;
    std::chrono::milliseconds connect{10'000};  // and the TLS handshake
    std::chrono::milliseconds answer{60'000};   // from the request's first byte to the answer's last
};

/// Whether a request that ended so may have reached the server, and have been done there.
bool may_have_arrived(base::Code refusal);

struct Link;

/// Speaks HTTPS/1.1 with one server, over a connection that is kept and made anew when it has ended.
/// Redirections are answers like any other. Thread: one at a time.
class Client {
public:
    /// Needs:   "https://host", "https://host:port" or either with a path before all others.
    /// Refuses: bad_format (the address), untrusted (the roots cannot be read).
    static base::Result<Client> to(std::string_view base_url, const Trust& trust, ClientLimits limits = {});
    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    ~Client();

    /// Refuses: `unreachable` (no connection), `untrusted` (not the server that is meant): nothing was sent.
    ///          `timed_out`, `no_answer` (the connection ended), `too_large`, `bad_answer`: it may have
    ///          arrived.
    base::Result<Response> get(std::string_view path, const Fields& headers = {});
    base::Result<Response> post(std::string_view path, base::BytesView body, std::string_view content_type,
                                const Fields& headers = {});

private:
    explicit Client(std::unique_ptr<Link> link);
    std::unique_ptr<Link> link_;
};

}  // namespace gongdao::net
