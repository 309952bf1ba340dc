#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/app/context.hpp"
#include "server/auth/role.hpp"
#include "server/net/http.hpp"

namespace gongdao::api {

/// Who may call a route. A row of roles, or one of the two kinds of stranger.
enum class Access : std::uint8_t {
    anyone,   // nothing about the sender is asked
    trustee,  // the token of a trustee of the session
    officer,  // any officer
    roles,    // one of the row's roles
};

/// A request on its way through a route.
struct Call {
    app::Context& app;
    const net::Request& request;
    std::vector<std::string> parts;        // what stood for the pattern's stars
    std::optional<auth::Officer> officer;  // for Access::officer and roles
    std::optional<session::TrusteeIndex> trustee;
    app::Room* room = nullptr;  // of routes below /api/v1/s/<session>

    [[nodiscard]] app::Room& session() const { return *room; }
};

using RouteHandler = net::Reply (*)(Call&);

struct Route {
    std::string_view method;
    std::string_view
        pattern;  // "/api/v1/s/*/roll": a star is one part of the path; the one after s/ names a session
    Access access;
    std::vector<auth::Role> roles;
    RouteHandler handler;
};

/// JSON and its refusals.
net::Reply json_reply(unsigned status, std::string_view json);
net::Reply refusal_reply(const base::Refusal& refusal);

/// Finds the route, asks who calls, and lets it answer: 401, 403, 404, 405 are its own.
net::Reply route(app::Context& app, std::span<const Route> routes, const net::Request& request);

}  // namespace gongdao::api
