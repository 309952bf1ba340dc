#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "tests/http/script.hpp"
#include "tests/support/raw_tls.hpp"
#include "tests/support/test_server.hpp"

using namespace gongdao;
using namespace std::chrono_literals;

namespace {

/// What a server of the house does with paths and methods, in small.
net::Reply route(const net::Request& request) {
    struct Route {
        std::string_view path;
        std::string_view method;
    };
    constexpr auto routes = std::to_array<Route>({{"/", "GET"}, {"/echo", "POST"}});
    for (const Route& one : routes) {
        if (one.path != request.path) continue;
        const bool fits = one.method == request.method || (one.method == "GET" && request.method == "HEAD");
        if (!fits) {
            net::Reply reply = net::text_reply(405, "method");
            reply.headers.push_back({"allow", std::string(one.method)});
            return reply;
        }
        net::Reply reply = net::text_reply(200, "here");
        if (request.method == "POST") reply.body = request.body;
        return reply;
    }
    return net::text_reply(404, "nothing here");
}

std::set<std::string> scripts_in(const std::string& folder) {
    std::set<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(GONGDAO_TESTS_FOLDER "/http/" + folder)) {
        out.insert(entry.path().string());
    }
    REQUIRE(out.size() > 5);
    return out;
}

void play_all(const std::string& folder, net::Limits limits) {
    support::TestServer test(route, limits);
    for (const std::string& file : scripts_in(folder)) {
        INFO(file);
        CHECK(http::play(http::read_script(file), test.server.port()) == "");
        const auto afterwards = test.client().get("/");  // the server still answers
        REQUIRE(afterwards);
        CHECK(afterwards->status == 200);
    }
    test.server.stop();
    CHECK(test.server.open_connections() == 0);
    CHECK(test.log().find("fault") == std::string::npos);
}

}  // namespace

TEST_CASE("what a client may send wrong is answered as its script says") {
    net::Limits limits;
    limits.linger = 5s;  // 64 MB are read to the end even where the machine is busy
    play_all("scripts", limits);
}

TEST_CASE("a client that is slow is cut off, as its script says") {
    net::Limits limits;
    limits.handshake = limits.idle = limits.head = limits.body = 400ms;
    play_all("slow", limits);
}

TEST_CASE("honest clients are answered beside many that say nothing") {
    constexpr int silent_ones = 1500;
    const support::TestServer test(route);
    std::vector<std::unique_ptr<support::RawConnection>> silent;
    for (int i = 0; i < silent_ones; ++i) {
        silent.push_back(
            std::make_unique<support::RawConnection>(test.server.port(), support::Speech::plain));
    }
    net::Client client = test.client();
    for (int i = 0; i < 20; ++i) CHECK(client.get("/")->status == 200);
    CHECK(test.server.open_connections() > silent_ones);
}

TEST_CASE("a script that expects something else fails at its line") {
    const support::TestServer test(route);
    const auto played = [&](std::vector<http::Step> steps) { return http::play(steps, test.server.port()); };
    const http::Step get{1, "send", "GET / HTTP/1.1\r\nhost: a\r\n\r\n"};
    CHECK(played({get, {2, "status", "200"}, {3, "body", "here\n"}, {4, "header", "content-length: 5"}}) ==
          "");
    CHECK(played({get, {2, "status", "404"}}) == "line 2, status: found \"200\"");
    CHECK(played({get, {2, "status", "200"}, {3, "body", "there"}}) == "line 3, body: found \"here\n\"");
    CHECK(played({get, {2, "status", "200"}, {3, "header", "content-length: 6"}}) ==
          "line 3, header: found \"5\"");
    CHECK(played({get, {2, "closed", ""}}) == "line 2, closed: the connection is open, or said more");
    CHECK(played({{1, "connect", "tls"}, {2, "refused", ""}}) == "line 2, refused: the handshake was done");
    CHECK(played({{1, "whistle", ""}}) == "line 1, whistle: no such step");
}
