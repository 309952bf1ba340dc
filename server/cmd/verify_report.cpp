#include "server/cmd/verify_report.hpp"

#include <algorithm>

#include "crypto/ballot/codes.hpp"
#include "server/cmd/verify_words_table.hpp"
#include "server/rules/findings.hpp"

namespace gongdao::cmd {

using session::CheckId;
using verify::Failure;
using verify::NoteKind;
using verify::Place;
using verify::Report;
using verify::Status;

namespace {

/// What comes out of the folder and may hold anything: nothing of it moves the cursor or begins a line.
std::string harmless(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x20 || byte == 0x7f ? '?' : c;
    }
    for (std::size_t at = 0; (at = out.find('\xc2', at)) != std::string::npos && at + 1 < out.size(); ++at) {
        if (static_cast<unsigned char>(out[at + 1]) < 0xa0) out.replace(at, 2, "?");
    }
    return out;
}

class Speaker {
public:
    explicit Speaker(Language language) : zh_(language == Language::zh) {}

    [[nodiscard]] std::string say(std::string_view zh, std::string_view en) const {
        return std::string(zh_ ? zh : en);
    }
    [[nodiscard]] std::string say(const Sentence& sentence) const { return say(sentence.zh, sentence.en); }
    [[nodiscard]] const std::string& say(const rules::Text& text) const { return zh_ ? text.zh : text.en; }

    [[nodiscard]] std::string say(const Place& place) const {
        const std::string number = std::to_string(place.number);
        switch (place.of) {
            case Place::Of::session:
                return say("整场", "session");
            case Place::Of::record:
                return say("第 " + number + " 条记录", "record " + number);
            case Place::Of::ballot:
                return say("第 " + number + " 张选票", "ballot " + number);
            case Place::Of::contest:
                return say("第 " + number + " 项选举", "contest " + number);
            case Place::Of::file:
                break;
        }
        const std::string path = harmless(place.path);
        return say("文件 " + path, "file " + path);
    }

    [[nodiscard]] std::string say(const verify::Note& note) const {
        const std::string who = std::to_string(note.trustee.value);
        switch (note.kind) {
            case NoteKind::share_not_holding:
                return say("监票人 " + who + " 的解密份额不成立，没有使用",
                           "trustee " + who + ": share does not hold, not used");
            case NoteKind::complaint_founded:
                return say("监票人 " + who + " 发出的密钥份额不符",
                           "trustee " + who + " dealt a share that does not fit");
            case NoteKind::complaint_unfounded:
                return say("监票人 " + who + " 对相符的份额提出了异议",
                           "trustee " + who + " complained of a share that fits");
            case NoteKind::server_page:
                break;
        }
        return say("监票人 " + who + " 使用了服务器提供的页面",
                   "trustee " + who + " used a page that the server supplied");
    }

private:
    bool zh_;
};

std::string_view mark_of(Status status) {
    if (status == Status::passed) return "✓";
    return status == Status::failed ? "✗" : "○";
}

/// Where SPEC.md says what a check asks, each section once.
std::string sections_of(unsigned number) {
    std::vector<std::string_view> sections;
    for (std::size_t i = 0; i < session::check_ids; ++i) {
        const auto id = static_cast<CheckId>(i);
        const bool known = std::ranges::find(sections, section_of(id)) != sections.end();
        if (session::number_of(id) == number && !known) sections.push_back(section_of(id));
    }
    std::string out;
    for (const std::string_view one : sections) out += (out.empty() ? "" : " ") + std::string(one);
    return "[" + out + "]";
}

/// Neither list nor result: nobody has published it yet.
bool is_unpublished(const Report& report) {
    const bool no_list = std::ranges::any_of(report.failures(), [](const Failure& failure) {
        return failure.check == CheckId::files && failure.place.path == "files" &&
               failure.refusal.code == base::Code::not_found;
    });
    return no_list && report.status(CheckId::result_view) == Status::not_reached;
}

void print_line(std::string& out, const Report& report, unsigned number, const Speaker& speaker) {
    const Status status = report.status(number);
    const std::string padding = number < 10 ? " " : "";
    out += std::string(mark_of(status)) + " " + padding + std::to_string(number) + " " +
           speaker.say(check_lines.at(number - 1));
    if (status == Status::not_reached) out += speaker.say("（没有查到这里）", " (not reached)");
    out += " " + sections_of(number) + "\n";
    for (const Failure& failure : report.failures()) {
        if (session::number_of(failure.check) != number) continue;
        out += "       ✗ " + std::string(session::name_of(failure.check)) + " " +
               std::string(section_of(failure.check)) + " · " + speaker.say(failure.place) + " · " +
               std::string(base::name_of(failure.refusal.code));
        if (!failure.refusal.detail.empty()) out += " (" + harmless(failure.refusal.detail) + ")";
        out += "\n";
    }
    for (std::size_t i = 0; i < session::check_ids; ++i) {
        const auto id = static_cast<CheckId>(i);
        if (session::number_of(id) != number) continue;
        const auto hidden = report.failures_of(id);
        if (hidden > Report::max_failures_kept) {
            const std::string more = std::to_string(hidden - Report::max_failures_kept);
            out += "       ✗ " + std::string(session::name_of(id)) +
                   speaker.say("：另有 " + more + " 处", ": " + more + " more") + "\n";
        }
        const bool apart = status == Status::failed && report.status(id) == Status::not_reached;
        if (apart)
            out += "       ○ " + std::string(session::name_of(id)) + " " + std::string(section_of(id)) + "\n";
    }
}

void print_finding(std::string& out, const rules::Finding& finding, const Speaker& speaker) {
    out += "    " + speaker.say(finding.text) + " 〔" + speaker.say(rules::article_text(finding.article)) +
           "〕\n";
}

void print_contest(std::string& out, const session::Contest& contest,
                   const std::optional<rules::Outcome>& outcome, const Speaker& speaker) {
    out += "\n" + contest.definition.title + "\n";
    if (!contest.void_reason.empty()) {
        out += speaker.say("    无效：", "    void: ") + harmless(contest.void_reason) + "\n";
        return;
    }
    const auto procedure = rules::decode_procedure(contest.definition.rules);
    const auto& candidates = contest.definition.candidates;
    if (!outcome || !procedure || outcome->candidates.size() != candidates.size()) {
        out += speaker.say("    还没有结果", "    no result yet") + "\n";
        return;
    }
    const rules::Figures& figures = outcome->figures;
    const auto number = [](std::uint32_t value) { return " " + std::to_string(value); };
    out += "    " + speaker.say("应到", "due") + number(figures.due) + " · " +
           speaker.say("实到", "present") + number(figures.present) + " · " + speaker.say("发出", "issued") +
           number(figures.issued) + " · " + speaker.say("收回", "received") + number(figures.received) +
           " · " + speaker.say("有效", "valid") + number(figures.valid) + " · " +
           speaker.say("废票", "spoiled") + number(figures.received - figures.valid) + "\n";
    std::vector<std::string> names;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        names.push_back(candidates[i].name);
        const rules::Votes& votes = outcome->candidates[i].votes;
        out += "    " + candidates[i].name + ": ○" + number(votes.approve) + " ×" + number(votes.reject) +
               " " + speaker.say("弃权", "blank") + number(votes.abstain) + "\n  ";
        print_finding(out, rules::finding_of(*procedure, *outcome, i), speaker);
    }
    for (const auto& finding : rules::findings_of(*procedure, *outcome, names))
        print_finding(out, finding, speaker);
}

std::string first_failure(const Report& report, unsigned number, const Speaker& speaker) {
    for (const Failure& failure : report.failures()) {
        if (session::number_of(failure.check) != number) continue;
        if (failure.check == CheckId::opening_code)
            return speaker.say("开箱码不符", "the opening code differs");
        if (failure.check == CheckId::closing_code)
            return speaker.say("封箱码不符", "the closing code differs");
        return speaker.say(failure.place);
    }
    return {};
}

std::string summary(const audit::Audit& audit, const Speaker& speaker) {
    const Report& report = audit.report;
    std::string failed;
    unsigned not_reached = 0;
    for (unsigned number = 1; number <= session::check_count; ++number) {
        const Status status = report.status(number);
        if (status == Status::not_reached) ++not_reached;
        if (status != Status::failed) continue;
        const std::string where = first_failure(report, number, speaker);
        failed += speaker.say("✗ 第 " + std::to_string(number) + " 项不通过：" + where + "。\n",
                              "✗ Check " + std::to_string(number) + " failed: " + where + ".\n");
    }
    if (!failed.empty()) {
        if (is_unpublished(report))
            failed += speaker.say("文件夹里没有 files 和 result.json：可能还没有公布。公布以后请再查一次。",
                                  "There is neither `files` nor `result.json`: the folder may not be "
                                  "published yet. Check it "
                                  "again when it is.") +
                      "\n";
        return failed +
               speaker.say("请保存这份报告并告诉监督员。", "Save this report and tell a supervisor.") + "\n";
    }
    if (not_reached > 0) {
        return speaker.say(std::to_string(not_reached) + " 项没有查完，不能说通过。",
                           std::to_string(not_reached) + " not reached: not said to hold.") +
               "\n";
    }
    if (verify::exit_code(report) != 0) {
        return speaker.say("来源未核对：这份副本自身一致，但没有与大屏幕或签字纸上的开箱码比对（--code）。",
                           "Source not compared: this copy agrees with itself, but nobody compared it with "
                           "the opening "
                           "code from the screen or the signed paper (--code).") +
               "\n";
    }
    return speaker.say("14 项全部通过，在您的电脑上算出。", "All 14 passed, computed on your computer.") +
           "\n";
}

}  // namespace

std::string report_text(const audit::Audit& audit, Language language) {
    const Speaker speaker(language);
    std::string out;
    if (audit.state.setup())
        out += audit.state.setup()->title + "\n" + audit.state.setup()->organisation + "\n";
    out +=
        speaker.say("记录 " + std::to_string(audit.size) + " 条", std::to_string(audit.size) + " records") +
        "\n";
    if (audit.state.manifest()) {
        out += speaker.say("开箱码 ", "opening code ") + ballot::code_of(audit.state.M()) + "\n";
    }
    out += "\n";
    for (unsigned number = 1; number <= session::check_count; ++number)
        print_line(out, audit.report, number, speaker);
    if (!audit.report.notes().empty()) out += "\n";
    for (const verify::Note& note : audit.report.notes()) {
        out += "! " + speaker.say(note) + " (" + speaker.say(note.place) + ")\n";
    }
    if (!audit.outcomes.empty()) {
        out += "\n" +
               speaker.say("本次未提供另选他人，不得用于正式选举",
                           "No write-ins were offered: not to be used for a formal election") +
               "\n";
    }
    for (std::size_t i = 0; i < audit.outcomes.size(); ++i) {
        print_contest(out, audit.state.contests()[i], audit.outcomes[i], speaker);
    }
    return out + "\n" + summary(audit, speaker);
}

}  // namespace gongdao::cmd
