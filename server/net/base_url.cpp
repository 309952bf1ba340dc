#include "server/net/base_url.hpp"

#include <algorithm>
#include <charconv>

#include "server/net/http.hpp"

namespace gongdao::net {
namespace {

using base::Code;
using base::refuse;

bool is_host(std::string_view text, std::string_view marks) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

}  // namespace

base::Result<BaseUrl> parse_base_url(std::string_view text) {
    constexpr std::string_view scheme = "https://";
    if (!text.starts_with(scheme))
        return refuse(Code::bad_format, "an address that begins with https:// is needed");
    text.remove_prefix(scheme.size());
    BaseUrl out;
    const std::size_t slash = std::min(text.find('/'), text.size());
    std::string_view prefix = text.substr(slash);
    std::string_view authority = text.substr(0, slash);
    while (prefix.ends_with('/')) prefix.remove_suffix(1);
    if (!decode_target(prefix.empty() ? "/" : prefix))
        return refuse(Code::bad_format, "the path of the address");
    if (prefix.find('?') != std::string_view::npos) return refuse(Code::bad_format, "a query in the address");
    out.prefix = prefix;

    const bool bracketed = authority.starts_with('[');
    const std::size_t host_end =
        bracketed ? authority.find(']') : std::min(authority.find(':'), authority.size());
    if (host_end == std::string_view::npos) return refuse(Code::bad_format, "the host of the address");
    const std::string_view host = authority.substr(bracketed ? 1 : 0, host_end - (bracketed ? 1 : 0));
    if (!is_host(host, bracketed ? ":." : "-.")) return refuse(Code::bad_format, "the host of the address");
    out.host = lower_case(host);
    authority.remove_prefix(host_end + (bracketed ? 1 : 0));
    if (authority.empty()) return out;

    const char* const last = authority.data() + authority.size();
    const auto [end, error] = std::from_chars(authority.data() + 1, last, out.port);
    const bool whole = authority.front() == ':' && error == std::errc{} && end == last && out.port != 0;
    if (!whole) return refuse(Code::bad_format, "the port of the address");
    return out;
}

}  // namespace gongdao::net
