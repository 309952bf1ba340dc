#pragma once

#include "server/api/router.hpp"

/// One function a route of server/API.md: reads the request, calls the use case, writes the answer.
namespace gongdao::api {

net::Reply handle_health(Call& call);
net::Reply handle_short_name(Call& call);
net::Reply handle_cast(Call& call);
net::Reply handle_slip_state(Call& call);

net::Reply handle_me(Call& call);
net::Reply handle_create_officer(Call& call);
net::Reply handle_create_session(Call& call);
net::Reply handle_view(Call& call);
net::Reply handle_import_roll(Call& call);
net::Reply handle_roll(Call& call);
net::Reply handle_attendance(Call& call);
net::Reply handle_attendance_lists(Call& call);
net::Reply handle_upload_slips(Call& call);
net::Reply handle_propose(Call& call);
net::Reply handle_confirm(Call& call);
net::Reply handle_withdraw(Call& call);

net::Reply handle_join(Call& call);
net::Reply handle_submit_record(Call& call);
net::Reply handle_put_boxes(Call& call);
net::Reply handle_boxes(Call& call);
net::Reply handle_drafts(Call& call);
net::Reply handle_sign(Call& call);

[[nodiscard]] bool short_name_is_known(app::Context& app, std::string_view short_name);
/// `/s/<session>/ballot/<tracker>`, where that is the path and the ballot may be shown.
std::optional<net::Reply> ballot_body(app::Context& app, std::string_view path);

}  // namespace gongdao::api
