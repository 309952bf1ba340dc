#include "server/net/serve.hpp"

#include <fcntl.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <semaphore>
#include <thread>

#include "server/net/static_files.hpp"
#include "tests/support/raw_tls.hpp"
#include "tests/support/test_server.hpp"

using namespace gongdao;
using namespace std::chrono_literals;
using support::RawConnection;
using support::read_reply;
using support::Speech;
using support::TestServer;

namespace {

net::Reply echo(const net::Request& request) {
    net::Reply reply = net::text_reply(200, request.method + ' ' + request.path);
    for (const net::Field& field : request.query)
        base::append(reply.body, base::view_of(field.name + '=' + field.value + '\n'));
    base::append(reply.body, base::view_of(request.header("x-note").value_or("")));
    base::append(reply.body, request.body);
    return reply;
}

std::string text_of(const net::Response& response) {
    return std::string(base::text_of(response.body));
}

/// A handler that waits until it is let go.
class Gate {
public:
    net::Reply operator()(const net::Request&) {
        entered.release();
        leave.acquire();
        return net::text_reply(200, "at last");
    }
    std::counting_semaphore<> entered{0};
    std::counting_semaphore<> leave{0};
};

net::Handler through(Gate& gate) {
    return [&gate](const net::Request& request) { return gate(request); };
}

/// Until it is so: what is waited for ends by the server's own limits.
void wait_until(const auto& condition) {
    while (!condition()) std::this_thread::yield();
}

constexpr std::string_view get_root = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

}  // namespace

TEST_CASE("a request comes to the handler as it was sent, and its answer goes back") {
    const TestServer test(echo);
    net::Client client = test.client();
    const auto got = client.get("/a%20b?x=1&y=%E9%80%89", {{"X-Note", "n"}});
    REQUIRE(got);
    CHECK(got->status == 200);
    CHECK(text_of(*got) == "GET /a b\nx=1\ny=选\nn");
    CHECK(net::find(got->headers, "content-type") == "text/plain; charset=utf-8");
    CHECK(net::find(got->headers, "strict-transport-security"));
    const auto posted =
        client.post("/p", base::view_of(std::string("\0\xff", 2)), "application/octet-stream");
    REQUIRE(posted);
    CHECK(text_of(*posted) == std::string("POST /p\n\0\xff", 10));
}

TEST_CASE("a body may be as long as the limit") {
    net::Limits limits;
    limits.body_bytes = 100'000;
    const TestServer test(echo, limits);
    net::Client client = test.client();
    const base::Bytes most(100'000, 7);
    CHECK(client.post("/", most, "a/b")->body.size() == 100'000 + 7);
    const base::Bytes more(100'001, 7);
    CHECK(client.post("/", more, "a/b")->status == 413);
    CHECK(client.post("/", most, "a/b")->status == 200);
}

TEST_CASE("an answer may be long, from memory and from a file") {
    const support::TempFolder folder;
    const std::string text(3'000'000, 'x');
    folder.write("large", text);
    const net::StaticFiles files(folder.path(), {});
    const TestServer test([&](const net::Request& request) {
        if (request.path == "/file") return files.find("large", request).value();
        return net::text_reply(200, text);
    });
    net::Client client = test.client();
    CHECK(text_of(client.get("/memory").value()) == text + '\n');
    CHECK(text_of(client.get("/file").value()) == text);
    CHECK(text_of(client.get("/file").value()) == text);
}

TEST_CASE("requests that were sent together are answered in their order") {
    const TestServer test(echo);
    RawConnection raw(test.server.port());
    raw.send(
        "GET /1 HTTP/1.1\r\nhost: a\r\n\r\nPOST /2 HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabcGET /3 "
        "HTTP/1.1\r\n");
    CHECK(read_reply(raw).body == "GET /1\n");
    CHECK(read_reply(raw).body == "POST /2\nabc");
    raw.send("host: a\r\n\r\n");
    CHECK(read_reply(raw).body == "GET /3\n");
}

TEST_CASE("HEAD is answered with the length and without the body") {
    const TestServer test(echo);
    RawConnection raw(test.server.port());
    raw.send("HEAD /1 HTTP/1.1\r\nhost: a\r\n\r\n");
    const auto reply = read_reply(raw, support::Body::without);
    CHECK(reply.status() == "200");
    CHECK(reply.header("content-length") == "8");
    raw.send("GET /2 HTTP/1.1\r\nhost: a\r\n\r\n");
    CHECK(read_reply(raw).body == "GET /2\n");
}

TEST_CASE("what a handler throws is a 500 and one line in the log, and the connection lives") {
    const TestServer test([](const net::Request& request) -> net::Reply {
        if (request.path == "/throw") throw std::runtime_error("disk gone");
        if (request.path == "/odd") throw 7;
        net::Reply reply;
        if (request.path == "/split") reply.headers = {{"location", "/\r\nset-cookie: a=b"}};
        return reply;
    });
    net::Client client = test.client();
    CHECK(client.get("/throw")->status == 500);
    CHECK(client.get("/odd")->status == 500);
    CHECK(client.get("/split")->status == 500);
    CHECK(client.get("/")->status == 200);
    CHECK(test.server.open_connections() == 1);
    const std::string log = test.log();
    CHECK(log.find(R"("event":"handler_failed","what":"disk gone")") != std::string::npos);
    CHECK(log.find(R"("event":"handler_failed","what":"not an exception")") != std::string::npos);
    CHECK(log.find(R"("event":"reply_not_sendable","status":200)") != std::string::npos);
}

TEST_CASE("when all workers wait and the queue is full, the next is told when to come again") {
    Gate gate;
    net::Limits limits;
    limits.workers = 2;
    limits.queue = 1;
    limits.retry_after = 3s;
    const TestServer test(through(gate), limits);
    RawConnection first(test.server.port());
    RawConnection second(test.server.port());
    first.send(get_root);
    second.send(get_root);
    gate.entered.acquire();
    gate.entered.acquire();
    RawConnection third(test.server.port());
    third.send(get_root);
    wait_until([&] { return test.server.requests_at_work() == 3; });
    const auto refused = test.client().get("/");
    CHECK(refused->status == 503);
    CHECK(net::find(refused->headers, "retry-after") == "3");
    gate.leave.release(4);
    CHECK(read_reply(first).body == "at last\n");
    CHECK(read_reply(second).body == "at last\n");
    CHECK(read_reply(third).body == "at last\n");
    CHECK(test.client().get("/")->status == 200);
}

TEST_CASE("a stop finishes the request that has begun, ends idle connections, and takes no more") {
    Gate gate;
    net::Limits limits;
    limits.linger = 100ms;  // `busy` keeps its end of the connection
    TestServer test(through(gate), limits);
    RawConnection idle(test.server.port());
    RawConnection silent(test.server.port(), Speech::plain);
    RawConnection busy(test.server.port());
    busy.send(get_root);
    gate.entered.acquire();
    std::jthread stopper([&] { test.server.stop(); });
    CHECK(idle.is_closed());
    CHECK(silent.is_closed());
    CHECK(test.client().get("/").refusal().code == base::Code::unreachable);
    gate.leave.release();
    const auto reply = read_reply(busy);
    CHECK(reply.status() == "200");
    CHECK(reply.body == "at last\n");
    CHECK(reply.header("connection") == "close");
    CHECK(busy.is_closed());
}

TEST_CASE("a stop waits no longer than its limit for a client that is slow") {
    net::Limits limits;
    limits.stop = 100ms;
    TestServer test(echo, limits);
    RawConnection slow(test.server.port());
    slow.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc");
    wait_until([&] { return test.server.open_connections() == 1; });
    test.server.stop();
    CHECK(slow.is_closed());
    test.server.stop();
}

TEST_CASE("a stop answers nothing that still waits when its limit has passed") {
    Gate gate;
    net::Limits limits;
    limits.workers = 1;
    limits.stop = 50ms;
    std::atomic<int> called = 0;
    TestServer test(
        [&](const net::Request& request) {
            ++called;
            return gate(request);
        },
        limits);
    RawConnection first(test.server.port());
    first.send(get_root);
    gate.entered.acquire();
    RawConnection second(test.server.port());
    second.send(get_root);
    wait_until([&] { return test.server.requests_at_work() == 2; });
    std::jthread stopper([&] { test.server.stop(); });
    CHECK(first.is_closed());
    CHECK(second.is_closed());
    gate.leave.release(2);
    stopper.join();
    CHECK(called == 1);
}

TEST_CASE("a reader that has stopped loses its connection") {
    net::Limits limits;
    limits.write = 100ms;
    const TestServer test(
        [](const net::Request&) { return net::text_reply(200, std::string(64 << 20, 'x')); }, limits);
    RawConnection raw(test.server.port());
    raw.send(get_root);
    raw.read_until("\r\n\r\n");
    wait_until([&] { return test.server.open_connections() == 0; });
    CHECK(raw.read(65 << 20).size() < 64U << 20U);
}

TEST_CASE("a certificate is renewed under those who are connected, and a bad one is not taken") {
    TestServer test(echo);
    net::Client before = test.client();
    REQUIRE(before.get("/"));
    std::filesystem::remove(test.keys.certificate);
    std::filesystem::remove(test.keys.key);
    const ops::SystemClock clock;
    const auto renewed = net::make_self_signed(test.keys, {"localhost"}, clock.now()).value();
    REQUIRE(test.server.renew_certificate());
    CHECK(before.get("/"));
    net::Client after = net::Client::to(test.url(), net::PinnedCertificate{renewed.fingerprint}).value();
    CHECK(after.get("/"));
    CHECK(test.client().get("/").refusal().code == base::Code::untrusted);

    std::filesystem::remove(test.keys.key);
    const auto refused = test.server.renew_certificate();
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().code == base::Code::bad_key);
    net::Client still = net::Client::to(test.url(), net::PinnedCertificate{renewed.fingerprint}).value();
    CHECK(still.get("/"));
}

TEST_CASE("certificates are renewed while others connect") {
    TestServer test(echo);
    std::atomic<int> answered = 0;
    std::jthread other([&] {
        for (int i = 0; i < 20; ++i) answered += test.client().get("/").has_value() ? 1 : 0;
    });
    for (int i = 0; i < 50; ++i) CHECK(test.server.renew_certificate());
    other.join();
    CHECK(answered == 20);
}

TEST_CASE("a TLS session is resumed, and not renegotiated") {
    const TestServer test(echo);
    for (const Speech speech : {Speech::tls, Speech::tls_1_2}) {
        RawConnection first(test.server.port(), speech);
        first.send(get_root);
        CHECK(read_reply(first).status() == "200");
        RawConnection second(test.server.port(), speech, &first);
        CHECK_FALSE(first.is_resumed());
        CHECK(second.is_resumed());
        second.send(get_root);
        CHECK(read_reply(second).status() == "200");
    }
    RawConnection raw(test.server.port(), Speech::tls_1_2);
    CHECK_FALSE(raw.renegotiate());
}

TEST_CASE("a file that has become shorter ends the connection and is said in the log") {
    const support::TempFolder folder;
    folder.write("file", "short");
    TestServer test([&](const net::Request&) {
        net::Reply reply;
        const int descriptor = ::open(folder.file("file").c_str(), O_RDONLY | O_CLOEXEC);
        reply.file = std::make_shared<const net::File>(descriptor, 100);
        return reply;
    });
    CHECK(test.client().get("/").refusal().code == base::Code::no_answer);
    test.server.stop();
    CHECK(test.log().find(R"("event":"connection_failed","what":"a published file has become shorter)") !=
          std::string::npos);
}

TEST_CASE("connections beyond the limit are closed, and there is room again when others have gone") {
    net::Limits limits;
    limits.connections = 50;
    const TestServer test(echo, limits);
    std::vector<std::unique_ptr<RawConnection>> idle;
    for (int i = 0; i < 50; ++i) {
        idle.push_back(std::make_unique<RawConnection>(test.server.port(), Speech::plain));
    }
    wait_until([&] { return test.server.open_connections() == 50; });
    RawConnection beyond(test.server.port(), Speech::plain);
    CHECK(beyond.is_closed());
    CHECK(test.server.open_connections() == 50);
    idle.clear();
    wait_until([&] { return test.server.open_connections() == 0; });
    CHECK(test.client().get("/"));
}

TEST_CASE("a server does not start on a port that another listens on, nor without its certificate") {
    const TestServer test(echo);
    const ops::SystemClock clock;
    ops::LogLines log(clock);
    CHECK_THROWS(net::Server({.port = test.server.port(), .key_files = test.keys}, echo, clock, log));
    CHECK_THROWS(net::Server({.key_files = {"/nowhere", "/nowhere"}}, echo, clock, log));
    CHECK_THROWS(net::Server({.address = "192.0.2.1", .key_files = test.keys}, echo, clock, log));
}

TEST_CASE("the address of a client comes neither to the handler nor into the log") {
    std::string seen;
    TestServer test([&](const net::Request& request) {
        seen = request.method + request.path;
        for (const net::Field& field : request.headers) seen += field.name + field.value;
        return net::Reply{};
    });
    REQUIRE(test.client().get("/", {}));
    RawConnection plain(test.server.port(), Speech::plain);
    plain.send("GET / HTTP/1.1\r\n\r\n");
    plain.read_until("never");
    test.server.stop();
    CHECK(seen == "GET/host127.0.0.1:" + std::to_string(test.server.port()));
    CHECK(test.log().find("127.0.0.1") == std::string::npos);
}
