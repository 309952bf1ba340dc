#include "server/api/handlers.hpp"
#include "server/api/refusal_table.hpp"
#include "server/api/wire.hpp"
#include "server/app/cast_ballot.hpp"

namespace gongdao::api {

using base::Code;

namespace {

net::Reply binary_reply(unsigned status, base::Bytes body) {
    return {.status = status,
            .headers = {{"content-type", "application/octet-stream"}, {"cache-control", "no-store"}},
            .body = std::move(body),
            .file = nullptr};
}

/// One length for every answer, and no header that tells one promise from another.
net::Reply voter_reply(app::VoterAnswer answer) {
    net::Reply reply =
        binary_reply(answer.refused ? status_of(*answer.refused) : 200, std::move(answer.bytes));
    if (answer.refused == Code::busy) reply.headers.push_back({"retry-after", "2"});
    return reply;
}

}  // namespace

net::Reply handle_health(Call& call) {
    Health health{
        .store = true, .sessions = call.app.rooms.all().size(), .queue = call.app.sequencer.waiting()};
    try {
        call.app.store.probe();
    } catch (const store::StoreFault&) {
        health.store = false;
    }
    return json_reply(health.store ? 200 : 503, health_json(health));
}

bool short_name_is_known(app::Context& app, std::string_view short_name) {
    return app.store.begin()->session_named(short_name).has_value();
}

net::Reply handle_short_name(Call& call) {
    const auto id = call.app.store.begin()->session_named(call.parts.front());
    if (!id) return refusal_reply(base::refuse(Code::not_found, "session"));
    return json_reply(200, text_json("session", base::to_hex(id->bytes)));
}

net::Reply handle_cast(Call& call) {
    return voter_reply(app::cast_ballot(call.app, call.session(), call.request.body));
}

net::Reply handle_slip_state(Call& call) {
    return voter_reply(app::tell_slip_state(call.app, call.session(), call.request.body));
}

std::optional<net::Reply> ballot_body(app::Context& app, std::string_view path) {
    constexpr std::string_view start = "/s/";
    constexpr std::string_view middle = "/ballot/";
    constexpr std::size_t session_digits = 32;
    constexpr std::size_t tracker_digits = 64;
    if (path.size() != start.size() + session_digits + middle.size() + tracker_digits) return std::nullopt;
    if (!path.starts_with(start) || path.substr(start.size() + session_digits, middle.size()) != middle)
        return std::nullopt;
    app::Room* room = app.rooms.find(path.substr(start.size(), session_digits));
    const auto tracker = base::from_hex(path.substr(path.size() - tracker_digits));
    if (room == nullptr || !tracker) return std::nullopt;
    auto body = room->log.shown_body({base::as_array<32>(*tracker).value()});
    if (!body) return std::nullopt;
    return binary_reply(200, std::move(*body));
}

}  // namespace gongdao::api
