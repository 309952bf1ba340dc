#include <charconv>

#include "server/api/handlers.hpp"
#include "server/api/wire.hpp"
#include "server/app/records.hpp"

namespace gongdao::api {

using base::Code;

namespace {

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

net::Reply handle_join(Call& call) {
    const auto request = read_join(call.request.body);
    if (!request) return refusal_reply(request.refusal());
    const auto joined = app::join_trustee(call.app, call.session(), request->code, request->key);
    if (!joined) return refusal_reply(joined.refusal());
    return json_reply(200, joined_json(*joined));
}

net::Reply handle_submit_record(Call& call) {
    const auto index = app::submit_record(call.app, call.session(), call.request.body);
    if (!index) return refusal_reply(index.refusal());
    return json_reply(200, number_json("index", index->value));
}

net::Reply handle_put_boxes(Call& call) {
    const auto request = read_boxes(call.request.body);
    if (!request) return refusal_reply(request.refusal());
    const auto done =
        app::put_boxes(call.app, call.session(), *call.trustee, request->attempt, request->boxes);
    if (!done) return refusal_reply(done.refusal());
    return json_reply(200, bool_json("done", true));
}

net::Reply handle_boxes(Call& call) {
    const auto attempt = parse_number<std::uint16_t>(net::find(call.request.query, "attempt").value_or(""));
    if (!attempt) return refusal_reply(base::refuse(Code::bad_field, "attempt"));
    return json_reply(200, boxes_json(app::boxes_for(call.app, call.session(), *call.trustee, *attempt)));
}

net::Reply handle_drafts(Call& call) {
    return json_reply(200, drafts_json(app::drafts_of(call.app, call.session())));
}

net::Reply handle_sign(Call& call) {
    const auto number = parse_number<std::uint32_t>(call.parts.at(1));
    if (!number) return refusal_reply(base::refuse(Code::not_found));
    const auto signature = read_signature(call.request.body);
    if (!signature) return refusal_reply(signature.refusal());
    const auto logged = app::sign_draft(call.app, call.session(), *number, *signature);
    if (!logged) return refusal_reply(logged.refusal());
    return json_reply(200, bool_json("logged", *logged));
}

}  // namespace gongdao::api
