#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "server/net/http.hpp"

namespace gongdao::net {

enum class HeadState { incomplete, complete, malformed };

/// Looks at the raw bytes of a request's head before they are parsed, and says at the first byte when two
/// parsers could read them in two ways: a bare CR or LF, a folded line, a control character. Source: RFC 9112
/// §2.2, §5.2, §11.2.
class HeadScan {
public:
    /// Needs: all bytes from the head's first to the last one received; each call goes on where the last one
    /// ended.
    HeadState read(std::string_view so_far);

private:
    std::size_t seen_ = 0;
};

/// Whether the end of the request, or its host, could be understood in two ways, or needs what this server
/// does not do. Source: RFC 9112 §3.2, §6. Requests with Transfer-Encoding are not served. Gives:  the status
/// of the answer, or nothing.
std::optional<unsigned> why_refused(const Fields& headers, unsigned http_minor_version);

}  // namespace gongdao::net
