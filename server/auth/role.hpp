#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gongdao::auth {

/// Who an officer is (管理员, 组织部经办人, 主持人, 签到员, 资格审查).
enum class Role : unsigned char { administrator, commissioner, chair, attendant, registrar };

std::string_view name_of(Role role);
std::optional<Role> role_named(std::string_view name);

struct Officer {
    std::string name;
    Role role;
    bool operator==(const Officer&) const = default;
};

}  // namespace gongdao::auth
