#include <nlohmann/json.hpp>

#include "server/api/wire.hpp"

namespace gongdao::api {

using json = nlohmann::ordered_json;

namespace {

std::string text_of(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json numbers_of(const std::vector<session::TrusteeIndex>& trustees) {
    json list = json::array();
    for (const auto trustee : trustees) list.push_back(trustee.value);
    return list;
}

json draft_of(const app::NumberedDraft& draft) {
    json signers = json::array();
    for (const session::Signature& one : draft.record.signatures) signers.push_back(one.signer);
    return {{"draft", draft.number},
            {"act", draft.record.act},
            {"record", base::to_hex(draft.record.bytes)},
            {"signed", signers},
            {"needs", draft.needs}};
}

/// What the other officer has to know of a proposal, besides its act.
json details_of(const app::Act& act) {
    json out = json::object();
    const auto add_contest = [&](const session::ContestId& contest) {
        out["contest"] = base::to_hex(contest.bytes);
    };
    if (const auto* restart = std::get_if<app::RestartCeremony>(&act)) {
        out = {{"reason", restart->reason}, {"trustees", numbers_of(restart->trustees)}};
    } else if (const auto* cancel = std::get_if<app::CancelSlips>(&act)) {
        out = {{"reason", cancel->slips.reason}, {"slips", cancel->slips.slips.size()}};
    } else if (const auto* open = std::get_if<app::OpenContest>(&act)) {
        add_contest(open->contest);
        out["reason"] = open->reason;
    } else if (const auto* close = std::get_if<app::CloseContest>(&act)) {
        add_contest(close->contest);
    } else if (const auto* settle = std::get_if<app::SettleContest>(&act)) {
        add_contest(settle->contest);
        out["objections"] = json::array();
        for (const app::RaisedObjection& one : settle->objections) {
            out["objections"].push_back({{"text", one.text}, {"decision", one.decision}});
        }
    } else if (const auto* ended = std::get_if<app::VoidContest>(&act)) {
        if (ended->contest) add_contest(*ended->contest);
        out["reason"] = ended->reason;
    }
    return out;
}

std::string_view word_of(rules::Verdict verdict) {
    switch (verdict) {
        case rules::Verdict::elected:
            return "elected";
        case rules::Verdict::tied:
            return "tied";
        case rules::Verdict::not_elected:
            break;
    }
    return "not_elected";
}

json outcome_of(const app::ContestView& contest) {
    json out = {{"seats", contest.outcome->seats},
                {"seats_left", rules::seats_left(*contest.outcome)},
                {"void", !contest.outcome->void_reasons.empty()},
                {"candidates", json::array()}};
    for (std::size_t i = 0; i < contest.outcome->candidates.size(); ++i) {
        const rules::CandidateResult& one = contest.outcome->candidates[i];
        out["candidates"].push_back({{"name", contest.candidates.at(i)},
                                     {"approve", one.votes.approve},
                                     {"reject", one.votes.reject},
                                     {"abstain", one.votes.abstain},
                                     {"verdict", word_of(one.verdict)}});
    }
    return out;
}

json contest_of(const app::ContestView& contest) {
    json out = {{"contest", base::to_hex(contest.id.bytes)},
                {"title", contest.title},
                {"phase", session::name_of(contest.phase)},
                {"closing", contest.closing},
                {"issued", contest.issued},
                {"received", contest.received ? json(*contest.received) : json()},
                {"closing_code", contest.closing_code},
                {"shares", numbers_of(contest.shares)},
                {"bad_shares", numbers_of(contest.bad_shares)}};
    if (contest.outcome) out["outcome"] = outcome_of(contest);
    return out;
}

}  // namespace

std::string refusal_json(const base::Refusal& refusal, std::string_view zh) {
    return text_of(
        {{"refusal", {{"code", base::name_of(refusal.code)}, {"detail", refusal.detail}, {"zh", zh}}}});
}

std::string me_json(const auth::Officer& officer) {
    return text_of({{"name", officer.name}, {"role", auth::name_of(officer.role)}});
}

std::string token_json(std::string_view token) {
    return text_json("token", token);
}

std::string created_json(const app::CreatedSession& created) {
    json out = {{"session", base::to_hex(created.id.bytes)}, {"trustees", json::array()}};
    for (const app::SeatCode& one : created.trustees) {
        out["trustees"].push_back({{"number", one.number}, {"name", one.name}, {"code", one.code}});
    }
    return text_of(out);
}

std::string joined_json(const app::JoinedTrustee& joined) {
    return text_of({{"number", joined.number}, {"token", joined.token}});
}

std::string figures_json(const app::RollFigures& figures) {
    return text_of({{"due", figures.due}, {"members", figures.members}, {"excluded", figures.excluded}});
}

std::string roll_errors_json(const std::vector<app::RollError>& errors) {
    json list = json::array();
    for (const app::RollError& one : errors) {
        list.push_back({{"line", one.line},
                        {"column", one.column},
                        {"field", one.column_name},
                        {"zh", one.zh},
                        {"en", one.en}});
    }
    return text_of({{"errors", list}});
}

std::string members_json(const rules::Roll& roll, const std::vector<std::uint32_t>& present) {
    json list = json::array();
    for (std::uint32_t i = 0; i < roll.members.size(); ++i) {
        const rules::Member& one = roll.members[i];
        list.push_back({{"number", i + 1},
                        {"name", one.name},
                        {"note", one.note},
                        {"counts", rules::is_due(one)},
                        {"present", std::ranges::find(present, i + 1) != present.end()}});
    }
    return text_of({{"members", list}});
}

std::string attendance_lists_json(const std::vector<app::AttendanceList>& lists) {
    json out = json::array();
    for (const app::AttendanceList& list : lists) {
        out.push_back({{"commitment", base::to_hex(base::sha256(app::encode(list)))},
                       {"salt", base::to_hex(list.salt)},
                       {"present", list.present}});
    }
    return text_of({{"lists", out}});
}

std::string attendance_json(const app::AttendanceFigures& figures) {
    return text_of({{"due", figures.due}, {"present", figures.present}, {"quorum", figures.quorum}});
}

std::string confirmed_json(const app::Confirmed& confirmed) {
    return confirmed.draft ? number_json("draft", *confirmed.draft) : bool_json("done", true);
}

std::string drafts_json(const std::vector<app::NumberedDraft>& drafts) {
    json list = json::array();
    for (const app::NumberedDraft& one : drafts) list.push_back(draft_of(one));
    return text_of({{"drafts", list}});
}

std::string boxes_json(const std::vector<app::AddressedBox>& boxes) {
    json list = json::array();
    for (const app::AddressedBox& one : boxes) {
        list.push_back({{"from", one.other.value}, {"box", base::to_hex(one.box)}});
    }
    return text_of({{"boxes", list}});
}

std::string view_json(const app::SessionView& view) {
    json out = {{"session", base::to_hex(view.id.bytes)},
                {"title", view.title},
                {"organisation", view.organisation},
                {"short_name", view.short_name},
                {"host", view.host},
                {"opening_code", view.opening_code},
                {"ceremony_code", view.ceremony_code},
                {"anchor", view.anchor},
                {"attempt", view.attempt},
                {"threshold", view.threshold},
                {"frozen", view.frozen},
                {"slip_lists", view.slip_lists},
                {"due", view.due},
                {"present", view.present},
                {"log_size", view.log_size},
                {"published", view.published},
                {"trustees", json::array()},
                {"contests", json::array()},
                {"proposals", json::array()},
                {"drafts", json::array()}};
    if (view.attendance)
        out["attendance"] = {{"due", view.attendance->due}, {"present", view.attendance->present}};
    for (const app::TrusteeView& one : view.trustees) {
        out["trustees"].push_back(
            {{"number", one.number}, {"name", one.name}, {"joined", one.joined}, {"step", one.step}});
    }
    for (const app::ContestView& one : view.contests) out["contests"].push_back(contest_of(one));
    for (const app::NumberedProposal& one : view.proposals) {
        out["proposals"].push_back({{"proposal", one.number},
                                    {"act", app::name_of(one.proposal.act)},
                                    {"officer", one.proposal.officer}});
        out["proposals"].back().update(details_of(one.proposal.act));
    }
    for (const app::NumberedDraft& one : view.drafts) out["drafts"].push_back(draft_of(one));
    return text_of(out);
}

std::string number_json(std::string_view name, std::uint64_t value) {
    return text_of({{name, value}});
}
std::string bool_json(std::string_view name, bool value) {
    return text_of({{name, value}});
}
std::string text_json(std::string_view name, std::string_view value) {
    return text_of({{name, value}});
}

std::string health_json(const Health& health) {
    return text_of({{"ok", health.store},
                    {"store", health.store},
                    {"sessions", health.sessions},
                    {"queue", health.queue}});
}

}  // namespace gongdao::api
