#include "server/cmd/describe_record.hpp"

#include "crypto/ballot/codes.hpp"
#include "server/ops/clock.hpp"
#include "server/rules/procedure.hpp"

namespace gongdao::cmd {

using session::State;

namespace {

template <class Number>
std::string n(Number number) {
    return std::to_string(number);
}

std::string title_of(const session::ContestId& id, const State& state) {
    const session::Contest* contest = state.contest(id);
    return contest == nullptr ? "?" : contest->definition.title;
}

Words contest_line(const session::ContestId& id, const State& state) {
    const std::string title = title_of(id, state);
    return {"选举事项：" + title, "Contest: " + title};
}

void add_reason(std::vector<Words>& lines, const std::string& reason) {
    if (!reason.empty()) lines.push_back({"原因：" + reason, "Reason: " + reason});
}

std::string class_name(session::ClassNumber number, const State& state) {
    const auto& manifest = state.manifest();
    const bool known = manifest && number.value < manifest->classes.size();
    return known ? manifest->classes[number.value].name : n(number.value);
}

void add_definition(std::vector<Words>& lines, const ballot::ContestDefinition& definition) {
    std::string names;
    for (const auto& one : definition.candidates) names += (names.empty() ? "" : "、") + one.name;
    const std::string seats = n(definition.seats);
    lines.push_back({definition.title + "：应选 " + seats + " 名，候选人 " + names,
                     definition.title + ": seats " + seats + ", candidates " + names});
    if (const auto rules = rules::decode_procedure(definition.rules)) {
        lines.push_back({"规则：" + rules->title.zh, "Rules: " + rules->title.en});
    }
}

std::vector<Words> lines_of(const session::Manifest& manifest, const State& state) {
    std::vector<Words> lines = {{"选举办法和选票定稿", "The rules and the ballots become final"}};
    for (const session::SlipClass& one : manifest.classes) {
        lines.push_back(
            {"票证 " + one.name + "：" + n(one.slips) + " 张", "Slips " + one.name + ": " + n(one.slips)});
    }
    for (const auto& definition : manifest.contests) add_definition(lines, definition);
    lines.push_back(
        {"异议期 " + n(manifest.pause) + " 秒", "Pause for objections: " + n(manifest.pause) + " s"});
    const std::string code = ballot::code_of(session::record_hash(manifest));
    lines.push_back({"开箱码：" + code, "Opening code: " + code});
    if (state.setup()) lines.push_back({"场次：" + state.setup()->title, "Session: " + state.setup()->title});
    return lines;
}

std::vector<Words> lines_of(const session::Attendance& attendance, const State&) {
    const std::string due = n(attendance.due), present = n(attendance.present);
    return {{"应到 " + due + "，实到 " + present + "。下一次开箱以此为准",
             "Due " + due + ", present " + present + ". The next opening goes by it"},
            {"名单承诺：" + base::to_hex(attendance.commitment),
             "Commitment to the list: " + base::to_hex(attendance.commitment)}};
}

std::vector<Words> lines_of(const session::SlipsCancelled& cancelled, const State& state) {
    const std::string count = n(cancelled.slips.size()), name = class_name(cancelled.of_class, state);
    std::vector<Words> lines = {
        {"作废票证 " + count + " 张（" + name + "）", "Cancelled slips: " + count + " (" + name + ")"}};
    add_reason(lines, cancelled.reason);
    return lines;
}

std::vector<Words> lines_of(const session::Opened& opened, const State& state) {
    std::vector<Words> lines = {{"开始投票", "Voting begins"}, contest_line(opened.contest, state)};
    for (const session::OpenedBox& box : opened.boxes) {
        lines.push_back(
            {"制作 " + n(box.made) + "，作废 " + n(box.cancelled) + "，发出 " + n(box.issued),
             "Made " + n(box.made) + ", cancelled " + n(box.cancelled) + ", issued " + n(box.issued)});
    }
    add_reason(lines, opened.reason);
    return lines;
}

std::vector<Words> lines_of(const session::Closed& closed, const State& state) {
    std::vector<Words> lines = {{"投票结束", "Voting ends"}, contest_line(closed.contest, state)};
    for (const session::ClosedBox& box : closed.boxes) {
        lines.push_back({"收回 " + n(box.counted) + "，检查 " + n(box.challenged),
                         "Counted " + n(box.counted) + ", checked " + n(box.challenged)});
    }
    return lines;
}

std::vector<Words> lines_of(const session::Settled& settled, const State& state) {
    std::vector<Words> lines = {{"异议期满，可以计票", "Objections are over, the count may begin"},
                                contest_line(settled.contest, state)};
    for (const session::Objection& one : settled.objections) {
        lines.push_back({"异议，决定：" + one.decision, "Objection, decision: " + one.decision});
    }
    return lines;
}

std::vector<Words> lines_of(const session::Round& round, const State&) {
    std::vector<Words> lines = {{"再投一轮", "Another round"}};
    add_definition(lines, round.definition);
    add_reason(lines, round.reason);
    return lines;
}

std::vector<Words> lines_of(const session::Void& ended, const State& state) {
    std::vector<Words> lines = {{"作废", "Void"}};
    lines.push_back(ended.contest ? contest_line(*ended.contest, state)
                                  : Words{"整个场次", "The whole session"});
    add_reason(lines, ended.reason);
    return lines;
}

template <class Other>
std::vector<Words> lines_of(const Other&, const State&) {
    return {};
}

}  // namespace

std::vector<Words> describe(const session::Fields& fields, const State& state) {
    std::vector<Words> lines = std::visit([&](const auto& one) { return lines_of(one, state); }, fields);
    if (const auto time = time_in(fields)) {
        const std::string text = ops::iso_text(ops::from_unix_seconds(*time));
        lines.push_back({"时间：" + text, "Time: " + text});
    }
    return lines;
}

std::optional<session::Time> time_in(const session::Fields& fields) {
    return std::visit(
        [](const auto& one) -> std::optional<session::Time> {
            if constexpr (requires { one.time; }) return one.time;
            return std::nullopt;
        },
        fields);
}

}  // namespace gongdao::cmd
