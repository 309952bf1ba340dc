#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/base/result.hpp"

namespace gongdao::net {

/// Where a server is: "https://host:port/prefix".
struct BaseUrl {
    std::string host;  // without brackets
    std::uint16_t port = 443;
    std::string prefix;  // "" or "/path" without a slash at its end

    bool operator==(const BaseUrl&) const = default;
};

/// Refuses: bad_format.
base::Result<BaseUrl> parse_base_url(std::string_view text);

}  // namespace gongdao::net
