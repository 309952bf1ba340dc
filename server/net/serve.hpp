#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/net/http.hpp"
#include "server/net/tls.hpp"
#include "server/ops/clock.hpp"
#include "server/ops/log_lines.hpp"

namespace gongdao::net {

/// Everything that waits or grows, with its bound.
struct Limits {
    std::size_t head_bytes = 16UL * 1024;         // beyond: 431
    std::size_t body_bytes = 1024UL * 1024;       // beyond: 413
    std::size_t connections = 16UL * 1024;        // beyond: closed at once
    std::size_t workers = 64;                     // requests that are answered at the same time
    std::size_t queue = 1024;                     // requests that wait for a worker; beyond: 503
    std::chrono::seconds retry_after{2};          // said with 503
    std::chrono::milliseconds handshake{10'000};  // from connecting to the end of the TLS handshake
    std::chrono::milliseconds idle{20'000};       // until the first byte of a request
    std::chrono::milliseconds head{10'000};       // from there to the end of its head
    std::chrono::milliseconds body{30'000};       // and of its body
    std::chrono::milliseconds write{20'000};      // for 64 KiB of an answer
    std::chrono::milliseconds linger{5'000};      // after our last word, so that the client can read it
    std::chrono::milliseconds stop{15'000};       // for what is in flight when the server stops
};

struct ServeOptions {
    std::string address = "127.0.0.1";  // an IP address of this machine; "::" is every one of them
    std::uint16_t port = 0;             // 0: any that is free
    KeyFiles key_files{};
    unsigned io_threads = 0;  // 0: one a core
    Limits limits{};
};

struct Hall;

/// HTTPS/1.1 from construction to `stop`.
/// Thread: `stop`, `renew_certificate` and the figures from any.
class Server {
public:
    /// Needs:  `clock` and `log` outlive the server, as does what `handler` uses.
    /// Faults: the address cannot be listened on, the certificate cannot be used.
    Server(ServeOptions options, Handler handler, const ops::Clock& clock, ops::LogLines& log);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Stops.
    ~Server();

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::size_t open_connections() const;
    /// Those that a worker answers, and those that wait for one.
    [[nodiscard]] std::size_t requests_at_work() const;

    /// Reads the key files again, for connections made from now on. Refuses: bad_key, and goes on with what
    /// it has.
    base::Check renew_certificate();

    /// Takes no more connections, answers the requests that have begun, and returns: at the latest after
    /// `limits.stop` and the handlers that run then.
    void stop();

private:
    std::unique_ptr<Hall> hall_;
    std::vector<std::thread> threads_;
};

}  // namespace gongdao::net
