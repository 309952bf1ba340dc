#include "tests/support/raw_tls.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace gongdao::support {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void require(bool condition, const char* what) {
    if (!condition) throw std::runtime_error(what);
}

int bound_socket(std::uint16_t& port) {
    const int out = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof(address);
    require(::bind(out, reinterpret_cast<sockaddr*>(&address), size) == 0, "bind");
    require(::getsockname(out, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
    port = ntohs(address.sin_port);
    return out;
}

SSL_CTX* client_context(Speech speech) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    require(context != nullptr, "SSL_CTX_new");
    int lowest = TLS1_2_VERSION;
    int highest = TLS1_3_VERSION;
    if (speech == Speech::tls_1_1) {
        lowest = highest = TLS1_1_VERSION;
        SSL_CTX_set_security_level(context, 0);
        require(SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0") == 1, "cipher list");
    }
    if (speech == Speech::tls_1_2) highest = TLS1_2_VERSION;
    if (speech == Speech::tls_1_2_without_aead) {
        highest = TLS1_2_VERSION;
        require(SSL_CTX_set_cipher_list(context, "ECDHE+AES:!AESGCM:!AESCCM:@SECLEVEL=0") == 1,
                "cipher list");
    }
    if (speech == Speech::tls_for_http_2) {
        constexpr auto h2 = std::to_array<unsigned char>({2, 'h', '2'});
        require(SSL_CTX_set_alpn_protos(context, h2.data(), h2.size()) == 0, "ALPN");
    }
    SSL_CTX_set_min_proto_version(context, lowest);
    SSL_CTX_set_max_proto_version(context, highest);
    return context;
}

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

}  // namespace

RawConnection::RawConnection(std::uint16_t port, Speech speech, RawConnection* earlier)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    std::signal(SIGPIPE, SIG_IGN);
    const sockaddr_in address = loopback(port);
    const timeval patience{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    require(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0, "connect");
    open_ = speech == Speech::plain;
    if (open_) return;
    context_ = client_context(speech);
    session_ = SSL_new(context_);
    SSL_set_fd(session_, socket_);
    SSL_set_tlsext_host_name(session_, "no-such-name.example");
    if (earlier != nullptr) SSL_set_session(session_, SSL_get0_session(earlier->session_));
    open_ = SSL_connect(session_) == 1;
    ERR_clear_error();
}

RawConnection::~RawConnection() {
    SSL_free(session_);
    SSL_CTX_free(context_);
    if (socket_ >= 0) ::close(socket_);
}

bool RawConnection::is_resumed() const {
    return SSL_session_reused(session_) == 1;
}

bool RawConnection::renegotiate() {
    const bool done = SSL_renegotiate(session_) == 1 && SSL_do_handshake(session_) == 1 &&
                      SSL_renegotiate_pending(session_) == 0;
    ERR_clear_error();
    return done;
}

void RawConnection::send(std::string_view bytes) {
    while (open_ && !bytes.empty()) {
        const std::size_t size = std::min<std::size_t>(bytes.size(), 16384);
        const auto sent = session_ != nullptr ? SSL_write(session_, bytes.data(), static_cast<int>(size))
                                              : ::send(socket_, bytes.data(), size, MSG_NOSIGNAL);
        ERR_clear_error();
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool RawConnection::dribble(std::string_view bytes) {
    constexpr int moment_milliseconds = 20;
    const int flags = ::fcntl(socket_, F_GETFL);
    ::fcntl(socket_, F_SETFL, flags | O_NONBLOCK);  // a TLS record may come that says nothing to us
    bool ended = false;
    for (std::size_t i = 0; i < bytes.size() && !ended; ++i) {
        send(bytes.substr(i, 1));
        pollfd heard{.fd = socket_, .events = POLLIN, .revents = 0};
        if (::poll(&heard, 1, moment_milliseconds) <= 0) continue;
        ended = !fill() && errno != EAGAIN;
    }
    ::fcntl(socket_, F_SETFL, flags);
    return ended;
}

void RawConnection::half_close() {
    ::shutdown(socket_, SHUT_WR);
}

void RawConnection::reset() {
    const linger rude{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &rude, sizeof(rude));
    ::close(socket_);
    socket_ = -1;
    open_ = false;
}

bool RawConnection::fill() {
    std::array<char, 16384> piece{};
    errno = 0;  // what it says afterwards is this read's
    const auto count = session_ != nullptr ? SSL_read(session_, piece.data(), piece.size())
                                           : ::recv(socket_, piece.data(), piece.size(), 0);
    ERR_clear_error();
    if (count <= 0) return false;
    buffer_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

std::string RawConnection::read_until(std::string_view end) {
    while (buffer_.find(end) == std::string::npos && open_ && fill()) {
    }
    const std::size_t at = buffer_.find(end);
    return read(at == std::string::npos ? buffer_.size() : at + end.size());
}

std::string RawConnection::read(std::size_t bytes) {
    while (buffer_.size() < bytes && open_ && fill()) {
    }
    std::string out = buffer_.substr(0, bytes);
    buffer_.erase(0, bytes);
    return out;
}

bool RawConnection::is_closed() {
    if (!open_) return true;
    if (!buffer_.empty()) return false;
    const bool more = fill();
    return !more && errno != EAGAIN;
}

std::string RawReply::status() const {
    return head.size() < 12 ? head : head.substr(9, 3);
}

std::string RawReply::header(std::string_view name) const {
    const std::string wanted = "\r\n" + std::string(name) + ":";
    const std::size_t at = lower_case(head).find(wanted);
    if (at == std::string::npos) return {};
    const std::size_t begin = head.find_first_not_of(' ', at + wanted.size());
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

RawReply read_reply(RawConnection& connection, Body body) {
    RawReply out;
    out.head = connection.read_until("\r\n\r\n");
    if (out.head.ends_with("\r\n\r\n")) out.head.resize(out.head.size() - 4);
    const std::string length = out.header("content-length");
    if (body == Body::with && !length.empty()) out.body = connection.read(std::stoul(length));
    return out;
}

RawServer::RawServer(const std::string& certificate, const std::string& key, Talk talk)
    : talk_(std::move(talk)), context_(SSL_CTX_new(TLS_server_method())), socket_(bound_socket(port_)) {
    std::signal(SIGPIPE, SIG_IGN);
    require(SSL_CTX_use_certificate_chain_file(context_, certificate.c_str()) == 1, "certificate");
    require(SSL_CTX_use_PrivateKey_file(context_, key.c_str(), SSL_FILETYPE_PEM) == 1, "key");
    require(::listen(socket_, 8) == 0, "listen");
    thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
    SSL_CTX_free(context_);
}

void RawServer::serve() const {
    for (int connection = 0;; ++connection) {
        const int peer = ::accept(socket_, nullptr, nullptr);
        if (peer < 0) return;
        SSL* session = SSL_new(context_);
        SSL_set_fd(session, peer);
        std::string request;
        std::array<char, 4096> piece{};
        for (bool more = SSL_accept(session) == 1; more;) {
            const int count = SSL_read(session, piece.data(), piece.size());
            if (count <= 0) break;
            request.append(piece.data(), static_cast<std::size_t>(count));
            if (request.find("\r\n\r\n") == std::string::npos) continue;
            std::string answer = talk_(connection, request);
            request.clear();
            const bool ends = answer.ends_with(last);
            if (ends) answer.pop_back();
            more = !answer.empty() &&
                   SSL_write(session, answer.data(), static_cast<int>(answer.size())) > 0 && !ends;
        }
        ERR_clear_error();
        SSL_shutdown(session);
        SSL_free(session);
        ::close(peer);
    }
}

DeafPort::DeafPort(Listens listens) : socket_(bound_socket(port_)) {
    if (listens == Listens::yes) require(::listen(socket_, 8) == 0, "listen");
}
DeafPort::~DeafPort() {
    ::close(socket_);
}

}  // namespace gongdao::support
