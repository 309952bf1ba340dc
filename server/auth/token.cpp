#include "server/auth/token.hpp"

#include <algorithm>

namespace gongdao::auth {

constexpr std::size_t token_bytes = 32;

std::string draw_token(base::Rng& rng) {
    base::ByteArray<token_bytes> drawn{};
    rng.fill(drawn);
    return base::to_hex(drawn);
}

base::Sha256 hash_of_token(std::string_view token) {
    return base::sha256(base::view_of(token));
}

std::optional<std::string> token_in(std::string_view authorization) {
    constexpr std::string_view scheme = "Bearer ";
    if (!authorization.starts_with(scheme)) return std::nullopt;
    const std::string_view token = authorization.substr(scheme.size());
    const bool hex =
        std::ranges::all_of(token, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (token.size() != 2 * token_bytes || !hex) return std::nullopt;
    return std::string(token);
}

}  // namespace gongdao::auth
