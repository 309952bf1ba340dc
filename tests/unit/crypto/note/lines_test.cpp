#include "crypto/note/lines.hpp"

#include <catch2/catch.hpp>

namespace gongdao::note {

using base::Code;

TEST_CASE("a text is its lines, each with its newline") {
    CHECK(lines_of("a\n\nb\n").value() == std::vector<std::string_view>{"a", "", "b"});
    CHECK(lines_of("\n").value() == std::vector<std::string_view>{""});
    CHECK(lines_of("").refusal().code == Code::bad_format);
    CHECK(lines_of("a\nb").refusal().code == Code::bad_format);
}

TEST_CASE("a number has one decimal form") {
    CHECK(decode_decimal("0").value() == 0);
    CHECK(decode_decimal("18446744073709551615").value() == UINT64_MAX);
    CHECK(decode_decimal("18446744073709551616").refusal().code == Code::out_of_range);
    for (const char* text : {"", "00", "01", "-1", "+1", " 1", "1 ", "1.0", "0x1", "１"}) {
        CHECK(decode_decimal(text).refusal().code == Code::bad_format);
    }
}

TEST_CASE("base64 of another length is refused") {
    CHECK(decode_base64<3>("YWJj").value() == base::ByteArray<3>{'a', 'b', 'c'});
    CHECK(decode_base64<2>("YWJj").refusal().code == Code::wrong_length);
    CHECK(decode_base64<3>("YWJ").refusal().code == Code::bad_base64);
}

}  // namespace gongdao::note
