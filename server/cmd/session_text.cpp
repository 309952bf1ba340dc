#include "server/cmd/session_text.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>

#include "crypto/base/bytes.hpp"
#include "crypto/encode/writer.hpp"

namespace gongdao::cmd {

using nlohmann::json;

namespace {

struct Act {
    std::string_view name, consequence;
};

constexpr auto acts = std::to_array<Act>({
    {"restart", "重新生成密钥，之前的作废 / The key is made anew; what was done of it is void."},
    {"freeze", "公告、候选人和规则从此不能改 / Notice, candidates and rules cannot be changed any more."},
    {"attendance",
     "锁定实到人数，供下一次开箱用 / The number of those present is fixed for the next opening."},
    {"cancel_slips", "这些票证作废，不能再用 / These slips can never be used."},
    {"open", "开始投票 / Voting begins."},
    {"close", "结束投票，不再收票 / Voting ends; no more ballots are taken."},
    {"settle", "异议期满，可以计票 / Objections are over; the totals may be opened."},
    {"publish", "公布结果和全部记录 / Result and records are published."},
    {"void", "作废，没有结果 / It is void and has no result."},
});

std::string text_of(const json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string outcome_text(const json& outcome) {
    std::ostringstream out;
    if (outcome["void"].get<bool>()) out << "  选举无效 / void\n";
    for (const json& one : outcome["candidates"]) {
        const std::string verdict = one["verdict"];
        out << "  " << text_of(one["name"]) << "  ○ " << one["approve"] << "  × " << one["reject"]
            << "  弃权 " << one["abstain"]
            << (verdict == "elected" ? "  当选 / elected"
                : verdict == "tied"  ? "  票数相等 / tied"
                                     : "")
            << "\n";
    }
    if (outcome["seats_left"] != 0) out << "  缺额 / seats left " << outcome["seats_left"] << "\n";
    return out.str();
}

}  // namespace

std::string_view consequence_of(std::string_view act) {
    const auto found = std::ranges::find(acts, act, &Act::name);
    return found == acts.end() ? std::string_view() : found->consequence;
}

std::string proposal_text(const std::string& answer, std::uint32_t number) {
    const json session = json::parse(answer);
    for (const json& one : session["proposals"]) {
        if (one["proposal"] != number) continue;
        const std::string act = one["act"];
        std::string text = text_of(one["officer"]) + " 提议 / proposes: " + act + "\n";
        for (const json& contest : session["contests"]) {
            if (contest["contest"] == one.value("contest", "")) text += text_of(contest["title"]) + "\n";
        }
        if (one.contains("slips")) text += "票证 / slips: " + one["slips"].dump() + "\n";
        if (one.contains("trustees")) text += "监票人 / trustees: " + one["trustees"].dump() + "\n";
        if (!one.value("reason", "").empty()) text += "原因 / reason: " + text_of(one["reason"]) + "\n";
        for (const json& raised : one.value("objections", json::array())) {
            text +=
                "异议 / objection: " + text_of(raised["text"]) + " → " + text_of(raised["decision"]) + "\n";
        }
        return text + std::string(consequence_of(act));
    }
    return {};
}

std::string created_text(const std::string& answer) {
    const json created = json::parse(answer);
    std::ostringstream out;
    out << "session: " << text_of(created["session"])
        << "\n监票人的一次性加入码（只显示这一次） / codes for the trustees, shown once:\n";
    for (const json& one : created["trustees"]) {
        out << "  " << one["number"] << "  " << text_of(one["name"]) << "  " << text_of(one["code"]) << "\n";
    }
    return out.str();
}

std::string members_text(const std::string& answer) {
    const json roll = json::parse(answer);
    std::ostringstream out;
    for (const json& one : roll["members"]) {
        out << one["number"] << "\t" << text_of(one["name"])
            << (one["present"].get<bool>() ? "\t到会 / present" : "")
            << (one["counts"].get<bool>() ? "" : "\t不计入应到会 / not due") << "\n";
    }
    return out.str();
}

std::string attendance_lists_text(const std::string& answer) {
    const json parsed = json::parse(answer);
    std::ostringstream out;
    for (const json& list : parsed["lists"]) {
        const auto salt = base::from_hex(text_of(list["salt"]));
        if (!salt) throw std::runtime_error("salt");
        encode::Writer opened;
        opened.raw(*salt).count(list["present"].size());
        out << "实到 / present " << list["present"].size() << "\n名册编号 / numbers on the roll:";
        for (const json& number : list["present"]) {
            opened.u32(number.get<std::uint32_t>());
            out << " " << number;
        }
        out << "\n盐值 / salt: " << text_of(list["salt"])
            << "\n承诺值，与监票人签字时看到的逐字核对 / commitment, to be compared with the one that 监票人 "
               "signed: "
            << base::to_hex(base::sha256(opened.written())) << "\n";
    }
    return out.str();
}

std::string roll_errors_text(const std::string& answer) {
    const json errors = json::parse(answer);
    std::ostringstream out;
    for (const json& one : errors["errors"]) {
        out << text_of(one["zh"]) << " / " << text_of(one["en"]) << "\n";
    }
    out << "没有导入 / nothing was imported\n";
    return out.str();
}

std::string status_text(const std::string& answer) {
    const json session = json::parse(answer);
    std::ostringstream out;
    out << text_of(session["title"]) << "\n应到 / due " << session["due"] << "  实到 / present "
        << session["present"] << "\n";
    if (session.contains("attendance"))
        out << "已锁定 / locked: 应到 " << session["attendance"]["due"] << "，实到 "
            << session["attendance"]["present"] << "\n";
    if (!text_of(session["opening_code"]).empty())
        out << "开箱码 / opening code " << text_of(session["opening_code"]) << "\n";
    for (const json& one : session["trustees"]) {
        out << "监票人 / trustee " << one["number"] << " " << text_of(one["name"]) << "  "
            << (one["joined"].get<bool>() ? text_of(one["step"]) : "未加入 / not joined") << "\n";
    }
    for (const json& one : session["contests"]) {
        out << text_of(one["title"]) << "  " << text_of(one["contest"]) << "\n  " << text_of(one["phase"])
            << "  发出 / issued " << one["issued"] << "  收回 / received "
            << (one["received"].is_null() ? "不满 11 人不报 / not told below 11 voters"
                                          : one["received"].dump())
            << "\n";
        if (!text_of(one["closing_code"]).empty())
            out << "  封箱码 / closing code " << text_of(one["closing_code"]) << "\n";
        if (!one["shares"].empty())
            out << "  已解的监票人 / shares of trustees " << one["shares"].dump() << "\n";
        if (!one["bad_shares"].empty())
            out << "  份额有误的监票人 / wrong shares of trustees " << one["bad_shares"].dump() << "\n";
        if (one.contains("outcome")) out << outcome_text(one["outcome"]);
    }
    for (const json& one : session["proposals"]) {
        out << "待确认 / to confirm: " << one["proposal"] << "  " << text_of(one["act"]) << "  "
            << text_of(one["officer"]) << "\n";
    }
    for (const json& one : session["drafts"]) {
        out << "待签字 / to sign: " << one["draft"] << "  " << text_of(one["act"]) << "  "
            << one["signed"].dump() << " of " << one["needs"] << "\n";
    }
    return out.str();
}

}  // namespace gongdao::cmd
