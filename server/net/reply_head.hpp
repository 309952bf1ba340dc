#pragma once

#include <cstdint>
#include <string>

#include "server/net/http.hpp"
#include "server/ops/clock.hpp"

namespace gongdao::net {

enum class Afterwards { close, keep_alive };

/// The bytes of an answer before its body.
/// Needs: `is_sendable(reply)`.
std::string head_of(const Reply& reply, Afterwards afterwards, ops::Instant now);

/// The length of the body, which is not sent with 204 and 304.
std::uint64_t body_bytes_of(const Reply& reply);

}  // namespace gongdao::net
