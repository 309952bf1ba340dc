#include "server/net/http.hpp"

#include <catch2/catch.hpp>

#include "server/net/reply_head.hpp"

using namespace gongdao;
using net::decode_target;
using net::Fields;

TEST_CASE("a target is a path and a query, decoded once") {
    const auto target = decode_target("/s/a%20b%2Ejs?x=1&name=%E9%80%89&flag&empty=&x=%2532+%2f");
    REQUIRE(target);
    CHECK(target->path == "/s/a b.js");
    CHECK(target->query == Fields{{"x", "1"}, {"name", "选"}, {"flag", ""}, {"empty", ""}, {"x", "%32+/"}});
    CHECK(decode_target("/")->path == "/");
    CHECK(decode_target("/?")->query.empty());
    CHECK(decode_target("/?&&a=b&")->query == Fields{{"a", "b"}});
    CHECK(decode_target("/%25")->path == "/%");
}

TEST_CASE("a target that could be read in two ways is refused") {
    for (const char* target : {"",
                               "*",
                               "s/x",
                               "https://localhost/",
                               "localhost:443",
                               "/a#b",
                               "/%",
                               "/%4",
                               "/%zz",
                               "/%4g",
                               "/a%00b",
                               "/a%0d%0a",
                               "/a%7f",
                               "/a%2fb",
                               "/a%2Fb",
                               "/a%5cb",
                               "/a\\b",
                               "/?a=%",
                               "/?a=%0a",
                               "/?%00=1",
                               "/?a=\x01"}) {
        CAPTURE(target);
        const auto decoded = decode_target(target);
        REQUIRE_FALSE(decoded);
        CHECK(decoded.refusal().code == base::Code::bad_format);
    }
}

TEST_CASE("the first of several fields of one name is found") {
    const Fields fields{{"a", "1"}, {"b", "2"}, {"a", "3"}};
    CHECK(net::find(fields, "a") == "1");
    CHECK(net::find(fields, "b") == "2");
    CHECK_FALSE(net::find(fields, "c"));
    CHECK(net::Request{.method = {}, .path = {}, .query = {}, .headers = fields, .body = {}}.header("b") ==
          "2");
}

TEST_CASE("a reply that would split, or contradict the connection, cannot be sent") {
    const auto with = [](const char* name, const std::string& value) {
        net::Reply reply;
        reply.headers = {{name, value}};
        return net::is_sendable(reply);
    };
    CHECK(net::is_sendable({}));
    CHECK(with("X-Note", "plain text; \xe9\x80\x89"));
    CHECK_FALSE(with("location", "/a\r\nset-cookie: a=b"));
    CHECK_FALSE(with("location", "/a\nb"));
    CHECK_FALSE(with("location", std::string("/a\0b", 4)));
    CHECK_FALSE(with("", "a"));
    CHECK_FALSE(with("a b", "a"));
    CHECK_FALSE(with("a:", "a"));
    CHECK_FALSE(with("Content-Length", "3"));
    CHECK_FALSE(with("transfer-encoding", "chunked"));
    CHECK_FALSE(with("CONNECTION", "close"));
    for (const unsigned status : {0U, 100U, 199U, 600U}) {
        net::Reply reply;
        reply.status = status;
        CHECK_FALSE(net::is_sendable(reply));
    }
}

TEST_CASE("the head of a reply says its length, its time and what comes afterwards") {
    const ops::Instant now = ops::from_unix_seconds(784'111'777);
    net::Reply reply = net::text_reply(404, "没有");
    CHECK(net::head_of(reply, net::Afterwards::keep_alive, now) ==
          "HTTP/1.1 404 Not Found\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-type: text/plain; "
          "charset=utf-8\r\ncontent-length: 7\r\nstrict-transport-security: max-age=63072000\r\n\r\n");
    reply.status = 418;
    const std::string closing = net::head_of(reply, net::Afterwards::close, now);
    CHECK(closing.starts_with("HTTP/1.1 418 \r\n"));
    CHECK(closing.ends_with("\r\nconnection: close\r\n\r\n"));
}

TEST_CASE("no length is said where there can be no body") {
    for (const unsigned status : {204U, 304U}) {
        net::Reply reply = net::text_reply(status, "left out");
        CHECK(net::body_bytes_of(reply) == 0);
        CHECK(net::head_of(reply, net::Afterwards::keep_alive, {}).find("content-length") ==
              std::string::npos);
    }
}
