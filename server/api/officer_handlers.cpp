#include <charconv>

#include "server/api/handlers.hpp"
#include "server/api/wire.hpp"
#include "server/app/officers.hpp"
#include "server/app/slips.hpp"

namespace gongdao::api {

using base::Code;

namespace {

/// A number in the path. Refuses: not_found for anything else.
base::Result<std::uint32_t> number_in(const std::string& part) {
    std::uint32_t number = 0;
    const auto read = std::from_chars(part.data(), part.data() + part.size(), number);
    if (read.ec != std::errc() || read.ptr != part.data() + part.size()) return base::refuse(Code::not_found);
    return number;
}

}  // namespace

net::Reply handle_me(Call& call) {
    return json_reply(200, me_json(*call.officer));
}

net::Reply handle_create_officer(Call& call) {
    const auto officer = read_officer(call.request.body);
    if (!officer) return refusal_reply(officer.refusal());
    const auto token = app::create_officer(call.app, *officer);
    if (!token) return refusal_reply(token.refusal());
    return json_reply(200, token_json(*token));
}

net::Reply handle_create_session(Call& call) {
    const auto draft = read_session(call.request.body);
    if (!draft) return refusal_reply(draft.refusal());
    const auto created = app::create_session(call.app, *draft);
    if (!created) return refusal_reply(created.refusal());
    return json_reply(200, created_json(*created));
}

net::Reply handle_view(Call& call) {
    return json_reply(200, view_json(app::view_of(call.app, call.session())));
}

net::Reply handle_import_roll(Call& call) {
    for (const auto& [name, value] : call.request.query) {
        if (name != "dry_run" || (value != "0" && value != "1"))
            return refusal_reply(base::refuse(Code::bad_field, "query: dry_run=0 or dry_run=1"));
    }
    const bool dry_run = net::find(call.request.query, "dry_run") == "1";
    const auto imported = app::import_roll(call.app, call.session(), call.request.body, dry_run);
    if (!imported) return refusal_reply(imported.refusal());
    if (!imported->errors.empty()) return json_reply(422, roll_errors_json(imported->errors));
    return json_reply(200, figures_json(imported->figures));
}

net::Reply handle_roll(Call& call) {
    const auto roll = app::roll_of(call.app, call.session());
    if (!roll) return refusal_reply(roll.refusal());
    return json_reply(200, members_json(*roll, app::present_of(call.app, call.session())));
}

net::Reply handle_attendance(Call& call) {
    const auto present = read_present(call.request.body);
    if (!present) return refusal_reply(present.refusal());
    const auto figures = app::mark_attendance(call.app, call.session(), *present);
    if (!figures) return refusal_reply(figures.refusal());
    return json_reply(200, attendance_json(*figures));
}

net::Reply handle_attendance_lists(Call& call) {
    return json_reply(200, attendance_lists_json(app::attendance_lists(call.app, call.session())));
}

net::Reply handle_upload_slips(Call& call) {
    const auto of_class = number_in(call.parts.at(1));
    if (!of_class) return refusal_reply(of_class.refusal());
    const auto slips = app::upload_slips(call.app, call.session(), *of_class, call.request.body);
    if (!slips) return refusal_reply(slips.refusal());
    return json_reply(200, number_json("slips", *slips));
}

net::Reply handle_propose(Call& call) {
    const auto act = read_act(call.request.body);
    if (!act) return refusal_reply(act.refusal());
    const bool attendant = call.officer->role == auth::Role::attendant;
    if (attendant && !std::holds_alternative<app::CancelSlips>(*act))
        return refusal_reply(base::refuse(Code::wrong_role));
    const auto number = app::propose(call.app, call.session(), *call.officer, *act);
    if (!number) return refusal_reply(number.refusal());
    return json_reply(200, number_json("proposal", *number));
}

net::Reply handle_confirm(Call& call) {
    const auto number = number_in(call.parts.at(1));
    if (!number) return refusal_reply(number.refusal());
    const auto confirmed = app::confirm(call.app, call.session(), *call.officer, *number);
    if (!confirmed) return refusal_reply(confirmed.refusal());
    return json_reply(200, confirmed_json(*confirmed));
}

net::Reply handle_withdraw(Call& call) {
    const auto number = number_in(call.parts.at(1));
    if (!number) return refusal_reply(number.refusal());
    const auto done = app::withdraw(call.app, call.session(), *call.officer, *number);
    if (!done) return refusal_reply(done.refusal());
    return json_reply(200, bool_json("done", true));
}

}  // namespace gongdao::api
