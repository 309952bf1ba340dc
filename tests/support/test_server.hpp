#pragma once

#include <utility>

#include "server/net/client.hpp"
#include "server/net/serve.hpp"
#include "tests/support/temp_folder.hpp"

namespace gongdao::support {

/// A real HTTPS server on loopback with a certificate of its own, for as long as the test.
class TestServer {
public:
    explicit TestServer(net::Handler handler, net::Limits limits = {})
        : keys{folder_.file("tls.crt"), folder_.file("tls.key")},
          certificate(net::make_self_signed(keys, {"localhost", "127.0.0.1"}, clock_.now()).value()),
          log_(clock_, folder_.file("log")),
          server({.address = "127.0.0.1", .port = 0, .key_files = keys, .io_threads = 2, .limits = limits},
                 std::move(handler), clock_, log_) {}

    [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(server.port()); }
    [[nodiscard]] net::Trust trust() const { return net::PinnedCertificate{certificate.fingerprint}; }
    [[nodiscard]] net::Client client(net::ClientLimits limits = {}) const {
        return net::Client::to(url(), trust(), limits).value();
    }
    [[nodiscard]] std::string log() const { return folder_.read("log"); }

private:
    TempFolder folder_;
    ops::SystemClock clock_;

public:
    const net::KeyFiles keys;
    const net::CertificateFacts certificate;

private:
    ops::LogLines log_;

public:
    net::Server server;
};

}  // namespace gongdao::support
