// The one file that instantiates Beast for serving: everything here costs compile time, so it holds what
// needs it.
#include "server/net/lane.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <optional>
#include <unordered_set>

#include "server/net/hall.hpp"
#include "server/net/reply_head.hpp"
#include "server/net/request_head.hpp"

namespace gongdao::net {

class Workers : public boost::asio::thread_pool {
    using thread_pool::thread_pool;
};

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::awaitable;
using asio::ip::tcp;

using Tls = asio::ssl::stream<beast::tcp_stream&>;
using Parser = http::request_parser<http::vector_body<std::uint8_t>>;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr auto as_values = asio::as_tuple(asio::use_awaitable);  // (error, what else there is), and no throw
constexpr std::size_t piece_bytes = 64UL * 1024;

/// One connection. Thread: its lane's.
struct Conversation {
    Conversation(Hall& h, std::unordered_set<Conversation*>& among, tcp::socket socket)
        : hall(h),
          limits(h.options.limits),
          others(among),
          tcp(std::move(socket)),
          buffer(limits.head_bytes) {
        others.insert(this);
    }
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;
    ~Conversation() {
        others.erase(this);
        --hall.connections;
    }

    Hall& hall;
    const Limits& limits;
    std::unordered_set<Conversation*>& others;
    beast::tcp_stream tcp;
    std::optional<Tls> tls;
    beast::flat_buffer buffer;
    bool owes_nothing = true;  // no request has begun that has not been answered
};

std::string_view text_of(const beast::flat_buffer& buffer) {
    return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

// On a worker's thread: the two things that block.

awaitable<Reply> work(Hall& hall, const Request& request) {
    Reply reply = answer_of(hall, request);
    --hall.at_work;
    co_return reply;
}

awaitable<void> read_piece(const File& file, std::uint64_t offset, std::span<std::uint8_t> out) {
    file.read(offset, out);
    co_return;
}

// On the lane's thread: everything else.

awaitable<Reply> ask(Hall& hall, const Request& request) {
    const Limits& limits = hall.options.limits;
    if (hall.at_work.fetch_add(1) >= limits.workers + limits.queue) {
        --hall.at_work;
        co_return busy_reply(limits);
    }
    Reply reply = co_await asio::co_spawn(*hall.workers, work(hall, request), asio::use_awaitable);
    co_return reply;
}

/// Each piece has its own deadline: over a slow line a long answer may take long, over a stopped one it may
/// not.
awaitable<bool> send(Conversation& c, asio::const_buffer bytes) {
    while (bytes.size() != 0) {
        c.tcp.expires_after(c.limits.write);
        const auto [error, count] =
            co_await asio::async_write(*c.tls, asio::buffer(bytes, piece_bytes), as_values);
        if (error) co_return false;
        bytes += count;
    }
    co_return true;
}

awaitable<bool> send_file(Conversation& c, const File& file) {
    base::Bytes piece;
    for (std::uint64_t at = 0; at < file.bytes(); at += piece.size()) {
        piece.resize(std::min<std::uint64_t>(file.bytes() - at, piece_bytes));
        co_await asio::co_spawn(*c.hall.workers, read_piece(file, at, piece), asio::use_awaitable);
        const bool sent = co_await send(c, asio::buffer(piece));
        if (!sent) co_return false;
    }
    co_return true;
}

awaitable<bool> send_reply(Conversation& c, const Reply& reply, bool head_only, Afterwards afterwards) {
    std::string bytes = head_of(reply, afterwards, c.hall.clock.now());
    const bool with_body = !head_only && body_bytes_of(reply) != 0;
    const bool in_one = with_body && !reply.file && reply.body.size() <= piece_bytes;
    if (in_one) bytes += base::text_of(reply.body);
    bool sent = co_await send(c, asio::buffer(bytes));
    if (sent && with_body && reply.file) {
        sent = co_await send_file(c, *reply.file);
    } else if (sent && with_body && !in_one) {
        sent = co_await send(c, asio::buffer(reply.body));
    }
    co_return sent;
}

/// What came of reading, where it is not the status of a refusal.
constexpr unsigned gone = 0;
constexpr unsigned whole = 100;

/// Gives: `whole` when the buffer begins with a head that has only one reading; `gone`; or a refusal.
awaitable<unsigned> read_head(Conversation& c) {
    constexpr std::size_t read_bytes = 4096;
    HeadScan scan;
    HeadState state = scan.read(text_of(c.buffer));
    c.owes_nothing = c.buffer.size() == 0;
    if (c.owes_nothing && c.hall.stopping) co_return gone;
    c.tcp.expires_after(c.owes_nothing ? c.limits.idle : c.limits.head);
    while (state == HeadState::incomplete) {
        const std::size_t room = c.limits.head_bytes - c.buffer.size();
        if (room == 0) co_return 431U;
        const auto space = c.buffer.prepare(std::min(room, read_bytes));
        const auto [error, count] = co_await c.tls->async_read_some(space, as_values);
        if (error) co_return gone;
        if (c.owes_nothing) c.tcp.expires_after(c.limits.head);
        c.owes_nothing = false;
        c.buffer.commit(count);
        state = scan.read(text_of(c.buffer));
    }
    c.owes_nothing = false;
    co_return state == HeadState::complete ? whole : 400U;
}

awaitable<unsigned> read_body(Conversation& c, Parser& parser, bool asks_first) {
    if (parser.is_done()) co_return whole;
    if (asks_first && c.buffer.size() == 0) {
        const bool sent = co_await send(c, asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")));
        if (!sent) co_return gone;
    }
    c.tcp.expires_after(c.limits.body);
    const auto [error, count] = co_await http::async_read(*c.tls, c.buffer, parser, as_values);
    co_return error ? gone : whole;
}

struct Incoming {
    Request request;
    bool keeps_alive = false;
};

/// Gives: `whole` when `into` is a request; `gone`; or a refusal, after which the connection cannot go on.
awaitable<unsigned> read_request(Conversation& c, Incoming& into) {
    const unsigned head = co_await read_head(c);
    if (head != whole) co_return head;

    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(c.limits.head_bytes));
    parser.body_limit(c.limits.body_bytes);
    beast::error_code error;
    c.buffer.consume(parser.put(c.buffer.data(), error));
    if (error == http::error::body_limit) co_return 413U;
    if (error || !parser.is_header_done()) co_return 400U;

    const auto& message = parser.get();
    for (const auto& field : message) {
        into.request.headers.push_back({lower_case(field.name_string()), std::string(field.value())});
    }
    const auto refused = why_refused(into.request.headers, message.version() % 10);
    if (refused) co_return *refused;
    base::Result<Target> target = decode_target(message.target());
    if (!target) co_return 400U;
    into.request.method = message.method_string();
    into.request.path = std::move(target->path);
    into.request.query = std::move(target->query);
    into.keeps_alive = message.keep_alive() && message.version() == 11;

    const unsigned body = co_await read_body(c, parser, into.request.header("expect").has_value());
    into.request.body = std::move(parser.get().body());
    co_return body;
}

enum class Next { another, farewell, nothing };

awaitable<Next> take_turn(Conversation& c) {
    Incoming incoming;
    const unsigned came = co_await read_request(c, incoming);
    if (came == gone) co_return Next::nothing;
    Reply reply;
    if (came == whole) {
        reply = co_await ask(c.hall, incoming.request);
    } else {
        reply = refusal_of(came);
    }
    const bool goes_on = came == whole && incoming.keeps_alive && !c.hall.stopping;
    const Afterwards afterwards = goes_on ? Afterwards::keep_alive : Afterwards::close;
    const bool sent = co_await send_reply(c, reply, incoming.request.method == "HEAD", afterwards);
    c.owes_nothing = true;
    if (!sent) co_return Next::nothing;
    co_return goes_on ? Next::another : Next::farewell;
}

/// Says that this was all, then reads what the client still sends until it has understood: closing a
/// connection with bytes unread would reset it, and the client might lose our answer.
awaitable<void> part(Conversation& c) {
    c.tcp.expires_after(c.limits.linger);
    if (c.tls) co_await c.tls->async_shutdown(as_values);
    beast::error_code ignored;
    c.tcp.socket().shutdown(tcp::socket::shutdown_send, ignored);
    std::array<char, 16UL * 1024> unread{};
    for (bool more = true; more;) {
        const auto [error, count] = co_await c.tcp.async_read_some(asio::buffer(unread), as_values);
        more = !error;
    }
}

/// A connection costs next to nothing until it has said something.
awaitable<Next> shake_hands(Conversation& c) {
    constexpr char tls_handshake_record = 0x16;
    std::array<char, 1024> first{};
    c.tcp.expires_after(c.limits.handshake);
    const auto [error, count] = co_await c.tcp.async_read_some(asio::buffer(first), as_values);
    if (error) co_return Next::nothing;
    if (first[0] != tls_handshake_record) {
        constexpr std::string_view plain =
            "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n\r\n"
            "请用 https:// 开头的网址。Use an address that begins with https://.\n";
        co_await asio::async_write(c.tcp, asio::buffer(plain), as_values);
        co_return Next::farewell;
    }
    {
        const std::lock_guard lock(c.hall.mutex);
        c.tls.emplace(c.tcp, new_session(*c.hall.tls));
    }
    const auto [failed, used] =
        co_await c.tls->async_handshake(Tls::server, asio::buffer(first, count), as_values);
    co_return failed || used != count ? Next::nothing : Next::another;
}

awaitable<void> converse(Hall& hall, std::unordered_set<Conversation*>& among, tcp::socket socket) {
    Conversation c(hall, among, std::move(socket));
    Next next = co_await shake_hands(c);
    while (next == Next::another) next = co_await take_turn(c);
    if (next == Next::farewell) co_await part(c);
}

/// What a coroutine's end says to the log: nothing, unless something was thrown.
auto ended(Hall& hall) {
    return [&hall](const std::exception_ptr& exception) {
        try {
            if (exception) std::rethrow_exception(exception);
        } catch (const std::exception& e) {
            hall.log.write(ops::Level::fault, "connection_failed", {{"what", e.what()}});
        }
    };
}

tcp::acceptor listening(asio::io_context& io, const tcp::endpoint& endpoint, bool shared) {
    tcp::acceptor acceptor(io, endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    if (shared) acceptor.set_option(ReusePort(true));
    if (endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only(false));
    boost::system::error_code taken;
    acceptor.bind(endpoint, taken);
    if (taken == asio::error::address_in_use) {
        const std::string port = std::to_string(endpoint.port());
        throw std::runtime_error("端口 " + port + " 已被占用，请换一个 / port " + port +
                                 " is in use, choose another");
    }
    if (taken) throw std::runtime_error("cannot listen: " + taken.message());
    acceptor.listen();
    return acceptor;
}

}  // namespace

struct Lane::Inside {
    Inside(Hall& h, const tcp::endpoint& endpoint)
        : hall(h), acceptor(listening(io, endpoint, true)), port(acceptor.local_endpoint().port()) {}

    Hall& hall;
    std::unordered_set<Conversation*> conversations;
    asio::io_context io{1};
    tcp::acceptor acceptor;
    const std::uint16_t port;

    static awaitable<void> receive(Inside& lane);
};

awaitable<void> Lane::Inside::receive(Inside& lane) {
    constexpr std::chrono::milliseconds breath{100};
    Hall& hall = lane.hall;
    asio::steady_timer timer(lane.io);
    while (!hall.stopping) {
        auto [error, socket] = co_await lane.acceptor.async_accept(as_values);
        if (hall.stopping) co_return;
        if (error) {  // most likely no descriptor is free: trying again at once would only burn the core
            hall.log.write(ops::Level::fault, "accept_failed", {{"what", error.message()}});
            timer.expires_after(breath);
            co_await timer.async_wait(as_values);
            continue;
        }
        if (hall.connections.fetch_add(1) >= hall.options.limits.connections) {
            --hall.connections;
            continue;
        }
        beast::error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        asio::co_spawn(lane.io, converse(hall, lane.conversations, std::move(socket)), ended(hall));
    }
}

std::shared_ptr<Workers> make_workers(std::size_t count) {
    return std::make_shared<Workers>(count);
}

Lane::Lane(Hall& hall, const std::string& address, std::uint16_t port)
    : inside_(std::make_unique<Inside>(hall, tcp::endpoint(asio::ip::make_address(address), port))) {
    asio::co_spawn(inside_->io, Inside::receive(*inside_), ended(hall));
}

Lane::~Lane() = default;

std::uint16_t Lane::port() const {
    return inside_->port;
}

void Lane::run() {
    inside_->io.run();
}

void Lane::begin_nothing() {
    asio::post(inside_->io, [&lane = *inside_] {
        lane.acceptor.close();
        for (Conversation* c : lane.conversations) {
            if (c->owes_nothing) c->tcp.cancel();
        }
    });
}

void Lane::end_all() {
    asio::post(inside_->io, [&lane = *inside_] {
        for (Conversation* c : lane.conversations) c->tcp.close();
    });
}

void require_free(const std::string& address, std::uint16_t port) {
    asio::io_context io;
    listening(io, tcp::endpoint(asio::ip::make_address(address), port), false);
}

}  // namespace gongdao::net
