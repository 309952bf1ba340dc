#include "server/net/client.hpp"

#include <catch2/catch.hpp>
#include <semaphore>

#include "tests/support/raw_tls.hpp"
#include "tests/support/test_server.hpp"

using namespace gongdao;
using namespace std::chrono_literals;
using base::Code;
using net::Client;
using support::RawServer;

namespace {

net::Reply hello(const net::Request&) {
    return net::text_reply(200, "hello");
}

Code code_of(const auto& result) {
    REQUIRE_FALSE(result);
    CAPTURE(result.refusal().detail);
    return result.refusal().code;
}

/// A server that says what the test wants, and a client that trusts it.
struct Scripted {
    explicit Scripted(RawServer::Talk talk, net::ClientLimits limits = {})
        : server(keys.certificate, keys.key, std::move(talk)),
          client(Client::to("https://127.0.0.1:" + std::to_string(server.port()),
                            net::PinnedCertificate{certificate.fingerprint}, limits)
                     .value()) {}

    support::TempFolder folder;
    net::KeyFiles keys{folder.file("a.crt"), folder.file("a.key")};
    net::CertificateFacts certificate =
        net::make_self_signed(keys, {"127.0.0.1"}, ops::SystemClock().now()).value();
    RawServer server;
    Client client;
};

constexpr const char* ok = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

}  // namespace

TEST_CASE("a server is trusted by its pin, whatever its certificate says") {
    const support::TestServer test(hello);
    CHECK(test.client().get("/")->status == 200);
    base::Sha256 other = test.certificate.fingerprint;
    other[31] ^= 1U;
    CHECK(code_of(Client::to(test.url(), net::PinnedCertificate{other})->get("/")) == Code::untrusted);
}

TEST_CASE("a server is trusted by its authority only under its own name, and within its dates") {
    const support::TestServer test(hello);
    const net::CaFile ca{test.keys.certificate};
    const std::string port = ":" + std::to_string(test.server.port());
    CHECK(Client::to("https://127.0.0.1" + port, ca)->get("/")->status == 200);
    CHECK(Client::to("https://localhost" + port, ca)->get("/")->status == 200);
    CHECK(code_of(Client::to("https://127.0.0.1" + port, net::SystemRoots{})->get("/")) == Code::untrusted);

    const support::TempFolder folder;
    const net::KeyFiles wrong_name{folder.file("b.crt"), folder.file("b.key")};
    REQUIRE(net::make_self_signed(wrong_name, {"vote.example"}, ops::SystemClock().now()));
    const RawServer elsewhere(wrong_name.certificate, wrong_name.key,
                              [](int, const std::string&) { return ok; });
    CHECK(code_of(Client::to("https://127.0.0.1:" + std::to_string(elsewhere.port()),
                             net::CaFile{wrong_name.certificate})
                      ->get("/")) == Code::untrusted);

    const net::KeyFiles over{folder.file("c.crt"), folder.file("c.key")};
    REQUIRE(net::make_self_signed(over, {"127.0.0.1"}, ops::from_unix_seconds(1'600'000'000)));
    const RawServer late(over.certificate, over.key, [](int, const std::string&) { return ok; });
    CHECK(
        code_of(Client::to("https://127.0.0.1:" + std::to_string(late.port()), net::CaFile{over.certificate})
                    ->get("/")) == Code::untrusted);
}

TEST_CASE("what is no address, no path or no header is not sent") {
    const support::TestServer test(hello);
    CHECK(code_of(Client::to("http://127.0.0.1", net::SystemRoots{})) == Code::bad_format);
    CHECK(code_of(Client::to(test.url(), net::CaFile{"/nowhere"})) == Code::untrusted);
    Client client = test.client();
    CHECK(code_of(client.get("no-slash")) == Code::bad_format);
    CHECK(code_of(client.get("/a b")) == Code::bad_format);
    CHECK(code_of(client.get("/a\r\nhost: b")) == Code::bad_format);
    CHECK(code_of(client.get("/", {{"a", "b\r\nc: d"}})) == Code::bad_format);
    CHECK(client.get("/"));
}

TEST_CASE("where nobody listens, or nobody speaks TLS, nothing was sent") {
    const support::DeafPort deaf;
    const auto refused =
        Client::to("https://127.0.0.1:" + std::to_string(deaf.port()), net::SystemRoots{})->get("/");
    CHECK(code_of(refused) == Code::unreachable);
    CHECK_FALSE(net::may_have_arrived(refused.refusal().code));
    CHECK(code_of(Client::to("https://name.invalid", net::SystemRoots{})->get("/")) == Code::unreachable);
}

TEST_CASE("a connection that nobody answers is given up, and nothing was sent") {
    const support::DeafPort deaf(support::DeafPort::Listens::yes);
    const auto silent = Client::to("https://127.0.0.1:" + std::to_string(deaf.port()), net::SystemRoots{},
                                   {.body_bytes = 1000, .connect = 50ms, .answer = 50ms})
                            ->get("/");
    CHECK(code_of(silent) == Code::unreachable);
}

TEST_CASE("an answer that takes too long may yet have been made") {
    std::binary_semaphore leave{0};
    const support::TestServer test([&](const net::Request&) {
        leave.acquire();
        return net::Reply{};
    });
    Client client = test.client({.body_bytes = 1000, .connect = 10s, .answer = 50ms});
    const auto late = client.post("/", {}, "a/b");
    leave.release();
    CHECK(code_of(late) == Code::timed_out);
    CHECK(net::may_have_arrived(late.refusal().code));
}

TEST_CASE("a connection that ends in place of the answer, or within it, leaves it open whether it was made") {
    for (const char* said :
         {"", "HTTP/1.1 200 OK\r\ncontent-len", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf"}) {
        CAPTURE(said);
        Scripted scripted([&](int, const std::string&) { return std::string(said) + RawServer::last; });
        const auto ended = scripted.client.post("/", {}, "a/b");
        CHECK(code_of(ended) == Code::no_answer);
        CHECK(net::may_have_arrived(ended.refusal().code));
    }
}

TEST_CASE("what is no answer, or too long a one, is refused") {
    Scripted garbled([](int, const std::string&) { return "SSH-2.0-x\r\n\r\n"; });
    CHECK(code_of(garbled.client.get("/")) == Code::bad_answer);
    Scripted twice([](int, const std::string&) {
        return "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab";
    });
    CHECK(code_of(twice.client.get("/")) == Code::bad_answer);
    const auto limits = net::ClientLimits{.body_bytes = 1, .connect = 10s, .answer = 10s};
    Scripted large([](int, const std::string&) { return ok; }, limits);
    CHECK(code_of(large.client.get("/")) == Code::too_large);
    Scripted chunked(
        [](int, const std::string&) {
            return "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";
        },
        limits);
    CHECK(code_of(chunked.client.get("/")) == Code::too_large);
}

TEST_CASE("a connection is kept for the next request, unless the server says otherwise") {
    int last = -1;
    Scripted scripted([&](int connection, const std::string& head) -> std::string {
        last = connection;
        return head.starts_with("GET /close")
                   ? "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
                   : ok;
    });
    CHECK(scripted.client.get("/"));
    CHECK(scripted.client.post("/", {}, "a/b"));
    CHECK(last == 0);
    CHECK(scripted.client.get("/close"));
    CHECK(last == 0);
    CHECK(scripted.client.get("/"));
    CHECK(last == 1);
}

TEST_CASE("a kept connection that the server has ended is made anew, once, and a POST is sent but once") {
    std::vector<std::string> heads;
    Scripted scripted([&](int connection, const std::string& head) -> std::string {
        heads.push_back(std::to_string(connection) + ' ' + head.substr(0, head.find(' ')));
        const bool second = heads.size() % 2 == 0;
        return second ? "" : ok;  // ends instead of answering
    });
    CHECK(scripted.client.get("/"));                                          // 0 answers
    CHECK(scripted.client.get("/"));                                          // 0 ends, 1 answers
    CHECK(code_of(scripted.client.post("/", {}, "a/b")) == Code::no_answer);  // 1 ends
    CHECK(heads == std::vector<std::string>{"0 GET", "0 GET", "1 GET", "1 POST"});
}

TEST_CASE("a kept connection that was found ended is not written to") {
    net::Limits limits;
    limits.idle = 50ms;
    const support::TestServer test(hello, limits);
    Client client = test.client();
    CHECK(client.get("/"));
    while (test.server.open_connections() != 0) std::this_thread::yield();
    CHECK(client.post("/", {}, "a/b")->status == 200);
}

TEST_CASE("the path of the address stands before that of the request, and the host is named") {
    std::string head;
    Scripted scripted([&](int, const std::string& said) {
        head = said;
        return ok;
    });
    const std::string port = std::to_string(scripted.server.port());
    Client client = Client::to("https://127.0.0.1:" + port + "/s/",
                               net::PinnedCertificate{scripted.certificate.fingerprint})
                        .value();
    REQUIRE(client.get("/checkpoint?x=%20", {{"accept", "text/plain"}}));
    CHECK(head ==
          "GET /s/checkpoint?x=%20 HTTP/1.1\r\nhost: 127.0.0.1:" + port + "\r\naccept: text/plain\r\n\r\n");
}
