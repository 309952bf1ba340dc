#include "server/net/request_head.hpp"

#include <algorithm>

namespace gongdao::net {
namespace {

constexpr unsigned bad_request = 400;
constexpr unsigned length_required = 411;
constexpr unsigned expectation_failed = 417;

bool is_plain_number(std::string_view text) {
    constexpr std::size_t max_digits = 15;
    return !text.empty() && text.size() <= max_digits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_host(std::string_view text) {
    constexpr std::string_view marks = "-._~:[]";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

std::ptrdiff_t count_of(const Fields& headers, std::string_view name) {
    return std::count_if(headers.begin(), headers.end(), [&](const Field& f) { return f.name == name; });
}

}  // namespace

HeadState HeadScan::read(std::string_view so_far) {
    for (; seen_ < so_far.size(); ++seen_) {
        const char c = so_far[seen_];
        const char before = seen_ == 0 ? '\0' : so_far[seen_ - 1];
        if ((c == '\n') != (before == '\r')) return HeadState::malformed;
        if (before == '\n' && (c == ' ' || c == '\t')) return HeadState::malformed;
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 || byte == 0x7f) && c != '\r' && c != '\n' && c != '\t') return HeadState::malformed;
        if (c == '\n' && so_far.substr(0, seen_ + 1).ends_with("\r\n\r\n")) return HeadState::complete;
    }
    return HeadState::incomplete;
}

std::optional<unsigned> why_refused(const Fields& headers, unsigned http_minor_version) {
    const auto hosts = count_of(headers, "host");
    if (hosts > 1 || (hosts == 0 && http_minor_version >= 1)) return bad_request;
    if (hosts == 1 && !is_host(*find(headers, "host"))) return bad_request;

    const auto lengths = count_of(headers, "content-length");
    const bool encoded = count_of(headers, "transfer-encoding") != 0;
    if (lengths > 1 || (lengths == 1 && encoded)) return bad_request;
    if (lengths == 1 && !is_plain_number(*find(headers, "content-length"))) return bad_request;
    if (encoded) return length_required;

    const auto expected = find(headers, "expect");
    if (expected && *expected != "100-continue") return expectation_failed;
    return std::nullopt;
}

}  // namespace gongdao::net
