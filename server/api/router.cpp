#include "server/api/router.hpp"

#include <algorithm>

#include "server/api/refusal_table.hpp"
#include "server/api/wire.hpp"
#include "server/app/officers.hpp"
#include "server/app/trustees.hpp"
#include "server/auth/token.hpp"

namespace gongdao::api {

using base::Code;

namespace {

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const auto end = path.find('/');
        parts.push_back(path.substr(0, end));
        path = end == std::string_view::npos ? std::string_view() : path.substr(end);
    }
    return parts;
}

/// What stands for the stars, or nothing if the path is another.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    const auto wanted = split(pattern);
    const auto given = split(path);
    if (wanted.size() != given.size()) return std::nullopt;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == "*") {
            parts.emplace_back(given[i]);
        } else if (wanted[i] != given[i]) {
            return std::nullopt;
        }
    }
    return parts;
}

constexpr std::string_view session_prefix = "/api/v1/s/*/";
constexpr std::string_view session_itself = "/api/v1/s/*";

base::Check authorise(const Route& route, Call& call) {
    if (route.access == Access::anyone) return base::Done{};
    const auto token = auth::token_in(call.request.header("authorization").value_or(""));
    if (!token) return base::refuse(Code::unauthorised);
    if (call.room != nullptr && (route.access == Access::trustee || route.access == Access::officer)) {
        call.trustee = app::trustee_of_token(call.app, call.session(), *token);
        if (call.trustee) return base::Done{};
    }
    if (route.access == Access::trustee) return base::refuse(Code::unauthorised);
    call.officer = app::officer_of_token(call.app, *token);
    if (!call.officer) return base::refuse(Code::unauthorised);
    const bool allowed =
        route.access == Access::officer || std::ranges::count(route.roles, call.officer->role) > 0;
    if (!allowed) return base::refuse(Code::wrong_role);
    return base::Done{};
}

}  // namespace

net::Reply json_reply(unsigned status, std::string_view json) {
    return {.status = status,
            .headers = {{"content-type", "application/json"}, {"cache-control", "no-store"}},
            .body = base::copy_of(base::view_of(json)),
            .file = nullptr};
}

net::Reply refusal_reply(const base::Refusal& refusal) {
    net::Reply reply = json_reply(status_of(refusal.code), refusal_json(refusal, sentence_of(refusal.code)));
    if (refusal.code == Code::busy) reply.headers.push_back({"retry-after", "2"});
    return reply;
}

net::Reply route(app::Context& app, std::span<const Route> routes, const net::Request& request) {
    std::string allowed;
    const std::string_view method =
        request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
    for (const Route& one : routes) {
        auto parts = match(one.pattern, request.path);
        if (!parts) continue;
        if (one.method != method) {
            allowed += (allowed.empty() ? "" : ", ") + std::string(one.method);
            continue;
        }
        Call call{.app = app, .request = request, .parts = std::move(*parts), .officer = {}, .trustee = {}};
        if (one.pattern.starts_with(session_prefix) || one.pattern == session_itself) {
            call.room = app.rooms.find(call.parts.front());
            if (call.room == nullptr) return refusal_reply(base::refuse(Code::not_found, "session"));
        }
        if (const auto may = authorise(one, call); !may) return refusal_reply(may.refusal());
        return one.handler(call);
    }
    if (allowed.empty()) return refusal_reply(base::refuse(Code::not_found));
    net::Reply reply = refusal_reply(base::refuse(Code::bad_method));
    reply.headers.push_back({"allow", allowed});
    return reply;
}

}  // namespace gongdao::api
