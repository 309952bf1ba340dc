#include <catch2/catch.hpp>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/transcript.hpp"
#include "crypto/encode/writer.hpp"

using namespace gongdao;
using base::Code;
using encode::Reader;
using encode::Writer;

TEST_CASE("a reader gives back what a writer wrote") {
    const base::Bytes bytes =
        Writer().u8(1).u16(0x0203).u32(0x04050607).u64(0x08090a0b0c0d0e0fU).boolean(true).text("选举").take();
    CHECK(base::to_hex(bytes) == "0102030405060708090a0b0c0d0e0f0100000006e98089e4b8be");
    Reader in(bytes);
    CHECK(in.u8() == 1);
    CHECK(in.u16() == 0x0203);
    CHECK(in.u32() == 0x04050607);
    CHECK(in.u64() == 0x08090a0b0c0d0e0fU);
    CHECK(in.boolean());
    CHECK(in.text(6) == "选举");
    CHECK(in.finish().has_value());
}

TEST_CASE("a reader's first fault stands, and later reads give nothing") {
    const base::Bytes bytes = {2, 0xff, 0xff, 0xff, 0xff};
    Reader in(bytes);
    CHECK_FALSE(in.boolean());
    CHECK(in.count(100) == 0);
    CHECK(in.finish().refusal().code == Code::bad_option);
}

TEST_CASE("a reader refuses short, long and oversized input by name") {
    const base::Bytes two = {0, 1};
    Reader shorter(two);
    (void)shorter.u32();
    CHECK(shorter.finish().refusal().code == Code::wrong_length);
    Reader longer(two);
    (void)longer.u8();
    CHECK(longer.finish().refusal().code == Code::trailing_bytes);
    const base::Bytes many = Writer().u32(3).raw(base::view_of("abc")).take();
    Reader limited(many);
    CHECK(limited.text(2).empty());
    CHECK(limited.finish().refusal().code == Code::out_of_range);
}

TEST_CASE("text is well-formed UTF-8 without control characters") {
    for (const char* good : {"", "abc", "王小宁", "阿·买买提", "\xf0\xa0\x80\x80"}) {
        CHECK(encode::is_plain_text(base::view_of(good)));
    }
    const std::string bad[] = {
        "\x01",     "\x7f", "\xc2\x80", "\xc0\x80",     "\xed\xa0\x80",        "\xf4\x90\x80\x80",
        "\xe7\x8e", "\x80", "\xff",     "\xe0\x80\x80", std::string("a\0b", 3)};
    for (const std::string& text : bad) CHECK_FALSE(encode::is_plain_text(base::view_of(text)));
}

TEST_CASE("lines hold newlines and tabs, and no other control character") {
    for (const char* good : {"", "log a\nquorum none\n", "a\tb\n", "王小宁\n"})
        CHECK(encode::is_lines(base::view_of(good)));
    for (const char* bad : {"a\r\n", "\x01", "\x1f", "\x7f", "\xc2\x80", "\xff\n"})
        CHECK_FALSE(encode::is_lines(base::view_of(bad)));
    const base::Bytes written = Writer().text("a\nb").text("a\nb").take();
    Reader in(written);
    CHECK(in.lines(3) == "a\nb");
    CHECK(in.text(3).empty());
    CHECK(in.finish().refusal().code == Code::bad_text);
}

TEST_CASE("a transcript frames name, labels and data so that no two inputs collide") {
    // SHA-512 over 0c"gongdao/v1/t" 01"a" 00000002"xy"
    const base::Bytes framed = Writer()
                                   .u8(12)
                                   .raw(base::view_of("gongdao/v1/t"))
                                   .u8(1)
                                   .raw(base::view_of("a"))
                                   .u32(2)
                                   .raw(base::view_of("xy"))
                                   .take();
    CHECK(encode::Transcript("t").absorb("a", base::view_of("xy")).digest() == base::sha512(framed));
    const auto one = encode::Transcript("t").absorb("ab", base::view_of("c")).digest();
    const auto other = encode::Transcript("t").absorb("a", base::view_of("bc")).digest();
    CHECK(one != other);
}
