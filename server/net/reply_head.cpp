#include "server/net/reply_head.hpp"

#include <array>

namespace gongdao::net {
namespace {

struct Reason {
    unsigned status;
    std::string_view text;
};

constexpr auto reasons = std::to_array<Reason>({
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {303, "See Other"},
    {304, "Not Modified"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {409, "Conflict"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
});

std::string_view reason_of(unsigned status) {
    for (const Reason& reason : reasons) {
        if (reason.status == status) return reason.text;
    }
    return {};
}

bool has_body(unsigned status) {
    return status != 204 && status != 304;
}

}  // namespace

std::uint64_t body_bytes_of(const Reply& reply) {
    if (!has_body(reply.status)) return 0;
    return reply.file ? reply.file->bytes() : reply.body.size();
}

std::string head_of(const Reply& reply, Afterwards afterwards, ops::Instant now) {
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + ' ';
    head += reason_of(reply.status);
    const auto add = [&head](std::string_view name, std::string_view value) {
        head.append("\r\n").append(name).append(": ").append(value);
    };
    add("date", ops::http_date(now));
    for (const Field& field : reply.headers) add(field.name, field.value);
    if (has_body(reply.status)) add("content-length", std::to_string(body_bytes_of(reply)));
    add("strict-transport-security", "max-age=63072000");
    if (afterwards == Afterwards::close) add("connection", "close");
    head += "\r\n\r\n";
    return head;
}

}  // namespace gongdao::net
