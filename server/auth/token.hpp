#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/bytes.hpp"
#include "crypto/base/rng.hpp"

namespace gongdao::auth {

/// What an account shows instead of a passphrase: 256 random bits as 64 hex digits. Only its hash is stored.
std::string draw_token(base::Rng& rng);

/// SHA-256 of the digits: enough for what nobody can guess.
base::Sha256 hash_of_token(std::string_view token);

/// The token in "Bearer <64 hex digits>", if the header is exactly that.
std::optional<std::string> token_in(std::string_view authorization);

}  // namespace gongdao::auth
