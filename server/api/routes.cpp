#include "server/api/routes.hpp"

#include <algorithm>
#include <array>

#include "crypto/ballot/slip.hpp"
#include "server/api/handlers.hpp"

namespace gongdao::api {

using auth::Role;

namespace {

const std::array routes = std::to_array<Route>({
    // voters and anyone
    {"GET", "/healthz", Access::anyone, {}, handle_health},
    {"GET", "/api/v1/short/*", Access::anyone, {}, handle_short_name},
    {"POST", "/api/v1/s/*/cast", Access::anyone, {}, handle_cast},
    {"POST", "/api/v1/s/*/slip-state", Access::anyone, {}, handle_slip_state},
    // officers
    {"GET", "/api/v1/me", Access::officer, {}, handle_me},
    {"POST", "/api/v1/officers", Access::roles, {Role::administrator}, handle_create_officer},
    {"POST", "/api/v1/sessions", Access::roles, {Role::commissioner}, handle_create_session},
    {"GET", "/api/v1/s/*", Access::officer, {}, handle_view},
    {"POST", "/api/v1/s/*/roll", Access::roles, {Role::commissioner}, handle_import_roll},
    {"GET",
     "/api/v1/s/*/roll",
     Access::roles,
     {Role::commissioner, Role::attendant, Role::chair},
     handle_roll},
    {"POST", "/api/v1/s/*/attendance", Access::roles, {Role::attendant, Role::chair}, handle_attendance},
    {"GET",
     "/api/v1/s/*/attendance",
     Access::roles,
     {Role::commissioner, Role::chair},
     handle_attendance_lists},
    {"POST", "/api/v1/s/*/slips/*", Access::roles, {Role::registrar}, handle_upload_slips},
    {"POST",
     "/api/v1/s/*/proposals",
     Access::roles,
     {Role::commissioner, Role::chair, Role::attendant},
     handle_propose},
    {"POST",
     "/api/v1/s/*/proposals/*/confirm",
     Access::roles,
     {Role::commissioner, Role::chair},
     handle_confirm},
    {"POST",
     "/api/v1/s/*/proposals/*/withdraw",
     Access::roles,
     {Role::commissioner, Role::chair, Role::attendant},
     handle_withdraw},
    // trustees
    {"POST", "/api/v1/s/*/trustees/join", Access::anyone, {}, handle_join},
    {"POST", "/api/v1/s/*/records", Access::anyone, {}, handle_submit_record},
    {"POST", "/api/v1/s/*/boxes", Access::trustee, {}, handle_put_boxes},
    {"GET", "/api/v1/s/*/boxes", Access::trustee, {}, handle_boxes},
    {"GET", "/api/v1/s/*/drafts", Access::anyone, {}, handle_drafts},
    {"POST", "/api/v1/s/*/drafts/*/signatures", Access::anyone, {}, handle_sign},
});

/// For everything but the voter's page: nothing runs, nothing is loaded from elsewhere.
constexpr std::string_view plain_policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

void add_security_headers(net::Reply& reply, std::string_view policy) {
    reply.headers.push_back({"content-security-policy", std::string(policy)});
    reply.headers.push_back({"x-content-type-options", "nosniff"});
    reply.headers.push_back({"referrer-policy", "no-referrer"});
    reply.headers.push_back({"cross-origin-opener-policy", "same-origin"});
    reply.headers.push_back({"cross-origin-resource-policy", "same-origin"});
}

bool takes_gzip(const net::Request& request) {
    const std::string_view taken = request.header("accept-encoding").value_or("");
    return taken.find("gzip") != std::string_view::npos && taken.find("gzip;q=0") == std::string_view::npos;
}

/// The same bytes for everyone, and nobody's secret in them: the one answer that is compressed (threats.md
/// W3).
net::Reply vote_page(const VotePage& page, const net::Request& request) {
    net::Reply reply{.status = 200,
                     .headers = {{"content-type", "text/html; charset=utf-8"},
                                 {"cache-control", "no-cache"},
                                 {"vary", "accept-encoding"}},
                     .body = page.html,
                     .file = nullptr};
    if (!page.gzip.empty() && takes_gzip(request)) {
        reply.headers.push_back({"content-encoding", "gzip"});
        reply.body = page.gzip;
    }
    return reply;
}

}  // namespace

net::Handler all_routes(app::Context& app, const VotePage& page, const net::StaticFiles& files) {
    return [&app, &page, &files](const net::Request& request) {
        const bool reads = request.method == "GET" || request.method == "HEAD";
        net::Reply reply;
        std::string_view policy = plain_policy;
        const std::string_view name = std::string_view(request.path).substr(1);
        if (reads && ballot::is_short_name(name) && short_name_is_known(app, name)) {
            reply = vote_page(page, request);
            policy = page.content_security_policy;
        } else if (request.path.starts_with("/api/") || request.path == "/healthz") {
            reply = route(app, routes, request);
        } else if (!reads) {
            reply = refusal_reply(base::refuse(base::Code::bad_method));
            reply.headers.push_back({"allow", "GET"});
        } else if (auto body = ballot_body(app, request.path)) {
            reply = std::move(*body);
        } else if (auto file = files.find(request.path.substr(1), request)) {
            reply = std::move(*file);
        } else {
            reply = refusal_reply(base::refuse(base::Code::not_found));
        }
        add_security_headers(reply, policy);
        return reply;
    };
}

}  // namespace gongdao::api
