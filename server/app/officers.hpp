#pragma once

#include <optional>
#include <string>

#include "server/app/context.hpp"
#include "server/auth/role.hpp"

namespace gongdao::app {

/// Makes an account. Gives: its token, which is shown once and stored as a hash.
/// Refuses: bad_field (the name), conflict (an officer of this name is there).
base::Result<std::string> create_officer(Context& app, const auth::Officer& officer);

std::optional<auth::Officer> officer_of_token(const Context& app, std::string_view token);

/// The first account of an empty store, 管理员. Gives: its token, or nothing if there are officers already.
std::optional<std::string> create_first_administrator(Context& app);

}  // namespace gongdao::app
