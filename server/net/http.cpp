#include "server/net/http.hpp"

#include <algorithm>
#include <array>

namespace gongdao::net {
namespace {

using base::Code;
using base::refuse;
using base::Result;

constexpr auto own_headers = std::to_array<std::string_view>(
    {"connection", "content-length", "date", "keep-alive", "strict-transport-security", "transfer-encoding"});

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    const auto is_token_char = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Each %XX as its byte; a control character is refused, whether encoded or not.
Result<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0) return refuse(Code::bad_format, "target: % without two hex digits");
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (is_control(c)) return refuse(Code::bad_format, "target: control character");
        out += c;
    }
    return out;
}

/// Encoded slashes would give one file two paths, and be split at by what stands behind us.
bool hides_a_separator(std::string_view path) {
    for (std::size_t i = 0; i + 2 < path.size(); ++i) {
        if (path[i] != '%') continue;
        const int byte = hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]);
        if (byte == '/' || byte == '\\') return true;
    }
    return path.find('\\') != std::string_view::npos;
}

Result<Fields> decode_query(std::string_view query) {
    Fields out;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        if (pair.empty()) continue;
        const std::size_t equals = pair.find('=');
        Result<std::string> name = percent_decoded(pair.substr(0, equals));
        if (!name) return name.refusal();
        Result<std::string> value =
            percent_decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
        if (!value) return value.refusal();
        out.push_back({std::move(*name), std::move(*value)});
    }
    return out;
}

}  // namespace

std::optional<std::string_view> find(const Fields& fields, std::string_view name) {
    for (const Field& field : fields) {
        if (field.name == name) return field.value;
    }
    return std::nullopt;
}

bool is_field(const Field& field) {
    return is_token(field.name) && std::none_of(field.value.begin(), field.value.end(), is_control);
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

Reply text_reply(unsigned status, std::string_view text) {
    Reply reply{
        .status = status, .headers = {{"content-type", "text/plain; charset=utf-8"}}, .body = {}, .file = {}};
    base::append(reply.body, base::view_of(text));
    reply.body.push_back('\n');
    return reply;
}

bool is_sendable(const Reply& reply) {
    if (reply.status < 200 || reply.status > 599) return false;
    return std::all_of(reply.headers.begin(), reply.headers.end(), [](const Field& field) {
        const bool ours =
            std::find(own_headers.begin(), own_headers.end(), lower_case(field.name)) != own_headers.end();
        return is_field(field) && !ours;
    });
}

Result<Target> decode_target(std::string_view target) {
    if (!target.starts_with('/'))
        return refuse(Code::bad_format, "target: a path that begins with / is needed");
    if (target.find('#') != std::string_view::npos) return refuse(Code::bad_format, "target: a fragment");
    const std::size_t mark = target.find('?');
    const std::string_view path = target.substr(0, mark);
    if (hides_a_separator(path)) return refuse(Code::bad_format, "target: an encoded separator in the path");
    Result<std::string> decoded = percent_decoded(path);
    if (!decoded) return decoded.refusal();
    Result<Fields> query =
        decode_query(mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1));
    if (!query) return query.refusal();
    return Target{std::move(*decoded), std::move(*query)};
}

}  // namespace gongdao::net
