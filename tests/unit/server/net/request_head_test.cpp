#include "server/net/request_head.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace gongdao;
using net::Fields;
using net::HeadScan;
using net::HeadState;
using net::why_refused;

namespace {

HeadState scanned(std::string_view bytes) {
    HeadScan scan;
    return scan.read(bytes);
}

}  // namespace

TEST_CASE("a head is whole at its empty line, however it arrives") {
    const std::string head = "GET / HTTP/1.1\r\nhost: a\r\nx-tab: a\tb\r\nx-text: \xe9\x80\x89\r\n\r\n";
    CHECK(scanned(head) == HeadState::complete);
    CHECK(scanned(head + "GET / HTTP/1.1\r\n\x01") == HeadState::complete);
    HeadScan scan;
    for (std::size_t size = 0; size < head.size(); ++size)
        REQUIRE(scan.read(head.substr(0, size)) == HeadState::incomplete);
    CHECK(scan.read(head) == HeadState::complete);
}

TEST_CASE("a head that two parsers could read in two ways is refused at the byte that makes it so") {
    for (const std::string head :
         {"GET / HTTP/1.1\n", "GET / HTTP/1.1\r\nhost: a\n", "GET / HTTP/1.1\rh", "GET / HTTP/1.1\r\r",
          "GET / HTTP/1.1\r\nhost: a\r\n folded", "GET / HTTP/1.1\r\nhost: a\r\n\tfolded",
          "GET / HTTP/1.1\r\n x: y", "GET / HTTP/1.1\r\nx: a\x0b", "GET /\x7f", "\n", "GET\x1f"}) {
        CAPTURE(head);
        CHECK(scanned(head) == HeadState::malformed);
    }
    CHECK(scanned(std::string("GET / HTTP/1.1\r\nx: a\0b", 22)) == HeadState::malformed);
}

TEST_CASE("a request with one host and one plain length, or none, is taken") {
    CHECK_FALSE(why_refused({{"host", "a"}}, 1));
    CHECK_FALSE(why_refused({{"host", "[::1]:8443"}, {"content-length", "0"}}, 1));
    CHECK_FALSE(why_refused({{"host", "xn--a.example:1"}, {"content-length", "999999999999999"}}, 1));
    CHECK_FALSE(why_refused({{"host", "a"}, {"expect", "100-continue"}}, 1));
    CHECK_FALSE(why_refused({}, 0));
}

TEST_CASE("a request whose end or host could be understood in two ways is refused") {
    CHECK(why_refused({}, 1) == 400U);
    CHECK(why_refused({{"host", "a"}, {"host", "a"}}, 1) == 400U);
    CHECK(why_refused({{"host", "a"}, {"host", "b"}}, 0) == 400U);
    for (const char* host : {"", "a,b", "a/b", "a b", "u@a", "a?b"})
        CHECK(why_refused({{"host", host}}, 1) == 400U);

    const auto with = [](Fields more) {
        more.push_back({"host", "a"});
        return why_refused(more, 1);
    };
    CHECK(with({{"content-length", "5"}, {"transfer-encoding", "chunked"}}) == 400U);
    CHECK(with({{"transfer-encoding", "identity"}, {"content-length", "5"}}) == 400U);
    CHECK(with({{"content-length", "5"}, {"content-length", "5"}}) == 400U);
    for (const char* length : {"", "+5", "-5", "5, 5", "5 5", "0x5", "5a", "1e3", "9999999999999999"}) {
        CAPTURE(length);
        CHECK(with({{"content-length", length}}) == 400U);
    }
    CHECK(with({{"transfer-encoding", "chunked"}}) == 411U);
    CHECK(with({{"transfer-encoding", "chunked"}, {"transfer-encoding", "identity"}}) == 411U);
    CHECK(with({{"transfer-encoding", "\vchunked"}}) == 411U);
    CHECK(with({{"expect", "more"}}) == 417U);
}
