#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

struct ssl_ctx_st;
struct ssl_st;

namespace gongdao::support {

enum class Speech { tls, tls_1_1, tls_1_2, tls_1_2_without_aead, tls_for_http_2, plain };

/// A client that sends exactly the bytes it is told to, right or wrong, on loopback, and asks for a server by
/// a name that it does not have. Nothing waits longer than 20 s.
class RawConnection {
public:
    /// Takes up the TLS session of `earlier`, if there is one.
    explicit RawConnection(std::uint16_t port, Speech speech = Speech::tls, RawConnection* earlier = nullptr);
    RawConnection(const RawConnection&) = delete;
    RawConnection& operator=(const RawConnection&) = delete;
    ~RawConnection();

    /// Whether the handshake was done.
    [[nodiscard]] bool is_open() const { return open_; }
    [[nodiscard]] bool is_resumed() const;
    /// Asks for a new handshake within the connection. Gives: whether it was done.
    bool renegotiate();

    /// What cannot be sent because the server has gone is left out.
    void send(std::string_view bytes);
    /// One byte after another, a moment between them. Gives: whether the server had enough before the last.
    bool dribble(std::string_view bytes);
    /// Ends what we send, and goes on listening.
    void half_close();
    /// Ends the connection the rude way.
    void reset();

    /// Up to and with `end`, or up to the connection's end.
    std::string read_until(std::string_view end);
    std::string read(std::size_t bytes);
    /// Whether the server ends the connection, and says nothing before.
    bool is_closed();

private:
    bool fill();

    int socket_;
    bool open_ = false;
    ssl_ctx_st* context_ = nullptr;
    ssl_st* session_ = nullptr;
    std::string buffer_;
};

/// An answer as read from the wire.
struct RawReply {
    std::string head;  // with the status line, without the empty line
    std::string body;

    [[nodiscard]] std::string status() const;
    [[nodiscard]] std::string header(std::string_view lower_case_name) const;
};

enum class Body { with, without };
RawReply read_reply(RawConnection& connection, Body body = Body::with);

/// A server that answers each request with what `talk` says. It ends the connection after nothing, and after
/// `last`.
class RawServer {
public:
    using Talk = std::function<std::string(int connection, const std::string& head)>;
    static constexpr char last = '\x04';

    RawServer(const std::string& certificate, const std::string& key, Talk talk);
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;
    ~RawServer();

    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    void serve() const;

    Talk talk_;
    ssl_ctx_st* context_;
    std::uint16_t port_ = 0;  // before the socket, whose binding sets it
    int socket_;
    std::thread thread_;
};

/// A port of loopback on which nothing listens, or what listens never accepts, for as long as this lives.
class DeafPort {
public:
    enum class Listens { no, yes };

    explicit DeafPort(Listens listens = Listens::no);
    DeafPort(const DeafPort&) = delete;
    DeafPort& operator=(const DeafPort&) = delete;
    ~DeafPort();
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    std::uint16_t port_ = 0;
    int socket_;
};

}  // namespace gongdao::support
