#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.hpp"
#include "server/net/file.hpp"

namespace gongdao::net {

/// One header field or one parameter of a query.
struct Field {
    std::string name;
    std::string value;

    bool operator==(const Field&) const = default;
};

using Fields = std::vector<Field>;

/// The first value under that name.
std::optional<std::string_view> find(const Fields& fields, std::string_view name);

/// Whether it can stand in a head: a token, and a value without control characters.
bool is_field(const Field& field);

/// Of ASCII letters only.
std::string lower_case(std::string_view text);

/// What a client asks. Where it came from is not here: an address beside a ballot would tell whose it is.
struct Request {
    std::string method;  // as sent: "GET"
    std::string path;    // decoded, begins with '/'
    Fields query;        // decoded, in order
    Fields headers;      // names in lower case, in order
    base::Bytes body;

    [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const {
        return find(headers, lower_case_name);
    }
};

/// What a client is answered. The body is `file` where there is one, else `body`. Lengths, dates and the
/// connection are the server's; an answer to HEAD is made as one to GET, and its body stays here.
struct Reply {
    unsigned status = 200;
    Fields headers;
    base::Bytes body;
    std::shared_ptr<const File> file;
};

/// Answers a request; may block. What it throws is a fault: 500 and a line in the log.
/// Thread: called from many at once.
using Handler = std::function<Reply(const Request&)>;

/// A line of plain text and its line end.
Reply text_reply(unsigned status, std::string_view text);

/// Whether a reply can be sent as it is: a final status, whole fields, none of the server's own.
bool is_sendable(const Reply& reply);

struct Target {
    std::string path;
    Fields query;
};

/// Reads "/path?name=value&name=value".
/// Refuses: bad_format for anything that does not begin with '/', a percent sign without two hex digits, a
/// fragment,
///          and encoded control characters, '/' and '\' in the path.
base::Result<Target> decode_target(std::string_view target);

}  // namespace gongdao::net
