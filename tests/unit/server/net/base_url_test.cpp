#include "server/net/base_url.hpp"

#include <catch2/catch.hpp>

using namespace gongdao;
using net::BaseUrl;
using net::parse_base_url;

TEST_CASE("an address has a host, and may have a port and a path") {
    const auto parsed = [](const char* text) { return parse_base_url(text).value(); };
    CHECK(parsed("https://Vote.example") == BaseUrl{"vote.example", 443, ""});
    CHECK(parsed("https://vote.example/") == BaseUrl{"vote.example", 443, ""});
    CHECK(parsed("https://127.0.0.1:8443/a/b//") == BaseUrl{"127.0.0.1", 8443, "/a/b"});
    CHECK(parsed("https://[::1]") == BaseUrl{"::1", 443, ""});
    CHECK(parsed("https://[fe80::1]:65535/s") == BaseUrl{"fe80::1", 65535, "/s"});
}

TEST_CASE("what is no address of an HTTPS server is refused") {
    for (const char* text : {"",
                             "http://vote.example",
                             "vote.example",
                             "https://",
                             "https:///a",
                             "https://:443",
                             "https://a:",
                             "https://a:0",
                             "https://a:65536",
                             "https://a:80x",
                             "https://a:-1",
                             "https://u@a",
                             "https://[::1",
                             "https://[]",
                             "https://[::1]x",
                             "https://a b",
                             "https://a/x?y=z",
                             "https://a/x#y",
                             "https://a/%",
                             "https://a/b\r\nc",
                             "https://a?x"}) {
        CAPTURE(text);
        const auto parsed = parse_base_url(text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.refusal().code == base::Code::bad_format);
    }
}
