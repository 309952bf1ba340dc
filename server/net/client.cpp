// The one file that instantiates Beast for the client.
#include "server/net/client.hpp"

#include <sys/socket.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <cerrno>
#include <optional>

#include "server/net/base_url.hpp"

namespace gongdao::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

/// The connection, and what is needed to make it anew.
struct Link {
    const BaseUrl url;
    const Trust trust;
    const ClientLimits limits;
    const TlsContext context;

    asio::io_context io{1};
    beast::tcp_stream tcp{io};
    std::optional<asio::ssl::stream<beast::tcp_stream&>> tls = std::nullopt;  // none: not connected
    beast::flat_buffer buffer = {};
};

namespace {

using asio::awaitable;
using asio::ip::tcp;
using base::Code;
using base::Refusal;
using base::refuse;
using base::Result;

using Parser = http::response_parser<http::vector_body<std::uint8_t>>;

constexpr auto as_values = asio::as_tuple(asio::use_awaitable);

struct Outgoing {
    std::string head;
    base::BytesView body;
    bool may_repeat = false;
};

struct Answer {
    Result<Response> result = refuse(Code::no_answer);
    bool begun = false;  // a byte of it has come
};

std::string authority_of(const BaseUrl& url) {
    const bool bracketed = url.host.find(':') != std::string::npos;
    const std::string host = bracketed ? '[' + url.host + ']' : url.host;
    constexpr std::uint16_t usual_port = 443;
    return url.port == usual_port ? host : host + ':' + std::to_string(url.port);
}

void hang_up(Link& link) {
    link.tls.reset();
    link.tcp.close();
    link.buffer.clear();
}

/// Whether a kept connection has been ended by the server meanwhile, or holds what nobody asked for.
bool is_stale(Link& link) {
    std::array<char, 1> byte{};
    const auto seen = ::recv(link.tcp.socket().native_handle(), byte.data(), 1, MSG_PEEK | MSG_DONTWAIT);
    return seen >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK) || link.buffer.size() != 0;
}

awaitable<base::Check> connect(Link& link) {
    hang_up(link);
    beast::error_code unresolved;
    const auto places =
        tcp::resolver(link.io).resolve(link.url.host, std::to_string(link.url.port), unresolved);
    if (unresolved) co_return refuse(Code::unreachable, unresolved.message());

    link.tcp.expires_after(link.limits.connect);
    const auto [unconnected, place] = co_await link.tcp.async_connect(places, as_values);
    if (unconnected) co_return refuse(Code::unreachable, unconnected.message());
    beast::error_code ignored;
    link.tcp.socket().set_option(tcp::no_delay(true), ignored);

    link.tls.emplace(link.tcp, new_session(*link.context));
    expect_server(link.tls->native_handle(), link.url.host, link.trust);
    const auto [unshaken] = co_await link.tls->async_handshake(asio::ssl::stream_base::client, as_values);
    if (!unshaken) co_return base::Done{};
    const std::string untrusted = why_untrusted(link.tls->native_handle());
    hang_up(link);
    if (!untrusted.empty()) co_return refuse(Code::untrusted, untrusted);
    co_return refuse(Code::unreachable, "TLS: " + unshaken.message());
}

Refusal refusal_of(const beast::error_code& error) {
    if (error == beast::error::timeout) return refuse(Code::timed_out, error.message());
    if (error == http::error::body_limit) return refuse(Code::too_large, "the answer");
    const bool ended = error == http::error::end_of_stream || error == http::error::partial_message;
    const bool understood =
        ended || error.category() != http::make_error_code(http::error::bad_method).category();
    return refuse(understood ? Code::no_answer : Code::bad_answer, error.message());
}

Response response_of(Parser::value_type& message) {
    Response out{.status = message.result_int(), .headers = {}, .body = std::move(message.body())};
    for (const auto& field : message) {
        out.headers.push_back({lower_case(field.name_string()), std::string(field.value())});
    }
    return out;
}

awaitable<Answer> exchange(Link& link, const Outgoing& request) {
    link.tcp.expires_after(link.limits.answer);
    const std::array<asio::const_buffer, 2> parts{asio::buffer(request.head),
                                                  asio::buffer(request.body.data(), request.body.size())};
    const auto [unsent, sent] = co_await asio::async_write(*link.tls, parts, as_values);
    if (unsent == beast::error::timeout) co_return Answer{refusal_of(unsent)};
    // Otherwise the server may have answered before it had read everything.
    Parser parser;
    parser.body_limit(link.limits.body_bytes);
    const auto [unread, read] = co_await http::async_read(*link.tls, link.buffer, parser, as_values);
    if (unread) co_return Answer{refusal_of(unread), parser.got_some()};
    const bool goes_on = !unsent && parser.get().keep_alive();
    Answer answer{response_of(parser.get()), true};
    if (!goes_on) hang_up(link);
    co_return answer;
}

awaitable<void> talk(Link& link, const Outgoing& request, Answer& answer) {
    bool kept = link.tls.has_value() && !is_stale(link);
    for (;; kept = false) {
        if (!kept) {
            const base::Check connected = co_await connect(link);
            if (!connected) {
                answer.result = connected.refusal();
                co_return;
            }
        }
        answer = co_await exchange(link, request);
        if (answer.result) co_return;
        hang_up(link);
        // The server may have ended the kept connection while our request was on its way.
        const bool again =
            kept && request.may_repeat && !answer.begun && answer.result.refusal().code == Code::no_answer;
        if (!again) co_return;
    }
}

Result<Response> perform(Link& link, std::string_view method, std::string_view path, const Fields& headers,
                         base::BytesView body) {
    const std::string target = link.url.prefix + std::string(path);
    if (!decode_target(target) || target.find(' ') != std::string::npos)
        return refuse(Code::bad_format, "path");
    Outgoing request{
        .head = std::string(method) + ' ' + target + " HTTP/1.1\r\nhost: " + authority_of(link.url) + "\r\n",
        .body = body,
        .may_repeat = method == "GET"};
    for (const Field& field : headers) {
        if (!is_field(field)) return refuse(Code::bad_format, "header");
        request.head += field.name + ": " + field.value + "\r\n";
    }
    if (method != "GET") request.head += "content-length: " + std::to_string(body.size()) + "\r\n";
    request.head += "\r\n";

    Answer answer;
    asio::co_spawn(link.io, talk(link, request, answer), [](const std::exception_ptr& exception) {
        if (exception) std::rethrow_exception(exception);
    });
    link.io.restart();
    link.io.run();
    return std::move(answer.result);
}

}  // namespace

bool may_have_arrived(Code refusal) {
    return refusal == Code::timed_out || refusal == Code::no_answer || refusal == Code::too_large ||
           refusal == Code::bad_answer;
}

Client::Client(std::unique_ptr<Link> link) : link_(std::move(link)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Result<Client> Client::to(std::string_view base_url, const Trust& trust, ClientLimits limits) {
    const Result<BaseUrl> url = parse_base_url(base_url);
    if (!url) return url.refusal();
    Result<TlsContext> context = client_context(trust);
    if (!context) return context.refusal();
    return Client(std::unique_ptr<Link>(new Link{*url, trust, limits, std::move(*context)}));
}

Result<Response> Client::get(std::string_view path, const Fields& headers) {
    return perform(*link_, "GET", path, headers, {});
}

Result<Response> Client::post(std::string_view path, base::BytesView body, std::string_view content_type,
                              const Fields& headers) {
    Fields all = headers;
    all.push_back({"content-type", std::string(content_type)});
    return perform(*link_, "POST", path, all, body);
}

}  // namespace gongdao::net
