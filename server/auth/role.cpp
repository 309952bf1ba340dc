#include "server/auth/role.hpp"

#include <array>
#include <cstddef>

namespace gongdao::auth {
namespace {

constexpr auto names =
    std::to_array<std::string_view>({"administrator", "commissioner", "chair", "attendant", "registrar"});

}  // namespace

std::string_view name_of(Role role) {
    return names.at(static_cast<std::size_t>(role));
}

std::optional<Role> role_named(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names.at(i) == name) return static_cast<Role>(i);
    }
    return std::nullopt;
}

}  // namespace gongdao::auth
