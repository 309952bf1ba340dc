#include "server/app/officers.hpp"

#include <algorithm>

#include "crypto/encode/reader.hpp"
#include "crypto/session/limits.hpp"
#include "server/auth/token.hpp"

namespace gongdao::app {

using base::Code;

namespace {

std::string put(Context& app, store::Transaction& tx, const auth::Officer& officer) {
    std::string token = auth::draw_token(app.rng);
    tx.put_officer({officer.name, auth::hash_of_token(token), std::string(auth::name_of(officer.role))});
    tx.commit();
    return token;
}

}  // namespace

base::Result<std::string> create_officer(Context& app, const auth::Officer& officer) {
    const bool text = !officer.name.empty() && officer.name.size() <= session::max_name_bytes &&
                      encode::is_plain_text(base::view_of(officer.name));
    if (!text) return base::refuse(Code::bad_field, "name: 1 to 120 bytes of text");
    const auto tx = app.store.begin();
    const auto officers = tx->officers();
    if (std::ranges::find(officers, officer.name, &store::Officer::name) != officers.end()) {
        return base::refuse(Code::conflict, "name: an officer of this name is there");
    }
    return put(app, *tx, officer);
}

std::optional<auth::Officer> officer_of_token(const Context& app, std::string_view token) {
    const auto found = app.store.begin()->officer_with(auth::hash_of_token(token));
    if (!found) return std::nullopt;
    const auto role = auth::role_named(found->role);
    if (!role) return std::nullopt;
    return auth::Officer{found->name, *role};
}

std::optional<std::string> create_first_administrator(Context& app) {
    const auto tx = app.store.begin();
    if (!tx->officers().empty()) return std::nullopt;
    return put(app, *tx, {.name = "管理员", .role = auth::Role::administrator});
}

}  // namespace gongdao::app
