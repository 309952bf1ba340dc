#pragma once

#include <string>
#include <vector>

#include "server/app/create_session.hpp"
#include "server/app/roll.hpp"
#include "server/app/session_view.hpp"
#include "server/app/trustees.hpp"

/// The JSON of the API (server/API.md), both ways. Readers refuse by field; writers give one object.
namespace gongdao::api {

base::Result<auth::Officer> read_officer(base::BytesView json);
base::Result<app::SessionDraft> read_session(base::BytesView json);
base::Result<app::Act> read_act(base::BytesView json);
base::Result<std::vector<std::uint32_t>> read_present(base::BytesView json);

struct JoinRequest {
    std::string code;
    base::Bytes key;
};
base::Result<JoinRequest> read_join(base::BytesView json);

struct BoxesRequest {
    std::uint16_t attempt = 0;
    std::vector<app::AddressedBox> boxes;
};
base::Result<BoxesRequest> read_boxes(base::BytesView json);
base::Result<session::Signature> read_signature(base::BytesView json);

std::string refusal_json(const base::Refusal& refusal, std::string_view zh);
std::string me_json(const auth::Officer& officer);
std::string token_json(std::string_view token);
std::string created_json(const app::CreatedSession& created);
std::string joined_json(const app::JoinedTrustee& joined);
std::string figures_json(const app::RollFigures& figures);
std::string roll_errors_json(const std::vector<app::RollError>& errors);
std::string members_json(const rules::Roll& roll, const std::vector<std::uint32_t>& present);
std::string attendance_json(const app::AttendanceFigures& figures);
std::string attendance_lists_json(const std::vector<app::AttendanceList>& lists);
std::string confirmed_json(const app::Confirmed& confirmed);
std::string drafts_json(const std::vector<app::NumberedDraft>& drafts);
std::string boxes_json(const std::vector<app::AddressedBox>& boxes);
std::string view_json(const app::SessionView& view);
/// {"<name>": <number>}, {"<name>": true|false}, {"<name>": "<text>"}
std::string number_json(std::string_view name, std::uint64_t value);
std::string bool_json(std::string_view name, bool value);
std::string text_json(std::string_view name, std::string_view value);

struct Health {
    bool store = false;
    std::size_t sessions = 0, queue = 0;
};
std::string health_json(const Health& health);

}  // namespace gongdao::api
