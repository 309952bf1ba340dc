#include "server/cmd/demo_meeting.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>
#include <thread>

#include "server/cmd/demo_roll.hpp"

namespace gongdao::cmd {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr int trustees = 3;
constexpr std::string_view seats[] = {"王小宁同志（监票）", "李一鸣同志（监票）", "张大海同志（监票）"};

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error(what);
}

std::string read_text(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) fail("cannot read " + file);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_text(const std::string& file, std::string_view text) {
    std::ofstream(file, std::ios::binary) << text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (end > at) lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// What follows `label` on its line of the output, or nothing.
std::string line_after(const std::string& output, std::string_view label) {
    for (const std::string& line : lines_of(output)) {
        if (line.starts_with(label)) return line.substr(label.size());
    }
    return {};
}

/// Marks that the seed shapes: mostly approvals for those who stand first, never more than there are seats.
std::string draw_marks(std::mt19937_64& chance, int candidates, int seat_count) {
    constexpr int approve[] = {90, 75, 60, 45};
    std::string marks;
    int left = seat_count;
    for (int i = 0; i < candidates; ++i) {
        const int roll = static_cast<int>(chance() % 100);
        const bool yes = roll < approve[i] && left > 0;
        left -= yes ? 1 : 0;
        marks += yes ? 'o' : roll % 3 == 0 ? '-' : 'x';
    }
    return marks;
}

}  // namespace

Meeting::Meeting(MeetingPlan plan) : plan_(std::move(plan)) {
    fs::create_directories(plan_.folder);
    fs::permissions(plan_.folder, fs::perms::owner_all);
}

/// 31 for each 27, as far as those present stay four fifths of them (第十九条).
std::uint32_t Meeting::electors() const {
    return std::min((plan_.voters * 31 + 26) / 27, plan_.voters * 5 / 4);
}
std::string Meeting::public_folder() const {
    return path("data/public/s/" + session_);
}
std::string Meeting::certificate() const {
    return path("data/tls/certificate.pem");
}

void Meeting::start_server() {
    std::vector<std::string> arguments = {
        program_folder() + "/gongdao", "serve", "--data",          path("data"), "--port",
        std::to_string(plan_.port),    "--log", path("server.log")};
    if (!plan_.web.empty()) arguments.insert(arguments.end(), {"--web", plan_.web});
    server_.emplace(arguments, path("server.out"));
    constexpr int most_tries = 600;
    for (int i = 0; i < most_tries && line_after(server_->output(), "ready").empty() &&
                    server_->output().find("ready\n") == std::string::npos;
         ++i) {
        if (!server_->running()) fail("the server ended:\n" + server_->output() + server_->errors());
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    url_ = line_after(server_->output(), "address: ");
    if (url_.empty()) fail("the server does not answer:\n" + server_->output());
}

OfficerClient& Meeting::as(std::string_view role) {
    for (Account& one : accounts_) {
        if (one.role == role) return *one.client;
    }
    fail("no account: " + std::string(role));
}

std::string Meeting::post(std::string_view role, std::string_view call, std::string_view body) {
    const auto answer = as(role).post("/api/v1" + std::string(call), body);
    if (!answer) fail(std::string(call) + ": " + std::string(base::name_of(answer.refusal().code)));
    if (!answer->done()) fail(std::string(call) + ": " + refusal_line(*answer));
    return answer->body;
}

std::string Meeting::view() {
    const auto answer = as("commissioner").get("/api/v1/s/" + session_);
    if (!answer || !answer->done()) fail("the session cannot be seen");
    return answer->body;
}

void Meeting::create() {
    const net::Trust trust = net::CaFile{certificate()};
    const auto add_account = [&](const std::string& role, const std::string& name, std::string token) {
        auto client = OfficerClient::to(url_, trust, std::move(token));
        if (!client) fail("client: " + client.refusal().detail);
        accounts_.push_back({role, name, std::move(*client)});
    };
    std::string token = read_text(path("data/administrator.token"));
    token.pop_back();
    add_account("administrator", "管理员", token);
    const std::pair<const char*, const char*> officers[] = {{"commissioner", "组织委员"},
                                                            {"chair", "主持人"},
                                                            {"attendant", "签到员"},
                                                            {"registrar", "资格审查"}};
    for (const auto& [role, name] : officers) {
        const json answer =
            json::parse(post("administrator", "/officers", json({{"name", name}, {"role", role}}).dump()));
        add_account(role, name, answer["token"]);
        write_text(path(std::string(role) + ".token"), answer["token"].get<std::string>() + "\n");
        fs::permissions(path(std::string(role) + ".token"), fs::perms::owner_read | fs::perms::owner_write);
    }
    const std::string host = url_.substr(std::string_view("https://").size());
    json candidates = json::array();
    for (const char* name : {"王小宁", "文天", "李一鸣", "张大海"}) candidates.push_back({{"name", name}});
    const json draft = {{"title", "中共青石镇柳河村支部委员会选举大会"},
                        {"organisation", "中共青石镇柳河村支部委员会"},
                        {"host", host},
                        {"short_name", "7K"},
                        {"preset", "cpc-basic-committee-2020"},
                        {"pause", plan_.pause},
                        {"threshold", 2},
                        {"trustees", json(seats)},
                        {"classes", json::array({{{"name", "党员"}, {"slips", electors()}}})},
                        {"contests", json::array({{{"title", "中共青石镇柳河村支部委员会委员选票"},
                                                   {"seats", 3},
                                                   {"candidates", candidates},
                                                   {"classes", json::array({0})}}})}};
    write_text(path("session.json"), draft.dump(2) + "\n");
    const json created = json::parse(post("commissioner", "/sessions", draft.dump()));
    session_ = created["session"];
    for (const json& one : created["trustees"]) seat_codes_.push_back(one["code"]);

    const std::string roll = demo_roll(electors());
    write_text(path("roll.csv"), roll);
    for (const char* query : {"?dry_run=1", ""}) {
        const auto answer =
            as("commissioner").post_bytes("/api/v1/s/" + session_ + "/roll" + query, base::view_of(roll));
        if (!answer || !answer->done()) fail("roll: " + (answer ? answer->body : std::string("no answer")));
    }
}

Process Meeting::trustee(int number, std::vector<std::string> arguments) {
    const std::string name = "trustee" + std::to_string(number);
    std::vector<std::string> all = {program_folder() + "/gongdao-trustee",
                                    arguments.front(),
                                    "--key",
                                    path(name + ".key"),
                                    "--passphrase-file",
                                    path(name + ".pass"),
                                    "--ca",
                                    certificate(),
                                    "--yes"};
    all.insert(all.end(), arguments.begin() + 1, arguments.end());
    return Process(all, path(name + "." + arguments.front() + ".out"));
}

void Meeting::wait_for(std::vector<Process>& processes, std::string_view what) {
    for (Process& one : processes) {
        const int code = one.wait();
        if (code != 0)
            fail(std::string(what) + " ended with " + std::to_string(code) + ":\n" + one.output() +
                 one.errors());
    }
}

void Meeting::hold_ceremony() {
    std::vector<Process> joining;
    for (int i = 1; i <= trustees; ++i) {
        const std::string name = "trustee" + std::to_string(i);
        write_text(path(name + ".pass"), "four words for trustee " + std::to_string(i) + "\n");
        joining.push_back(trustee(i, {"join", "--server", url_, "--session", session_, "--code",
                                      seat_codes_.at(static_cast<std::size_t>(i - 1))}));
    }
    wait_for(joining, "gongdao-trustee join");
    std::vector<Process> ceremony;
    for (int i = 1; i <= trustees; ++i) ceremony.push_back(trustee(i, {"ceremony"}));
    wait_for(ceremony, "gongdao-trustee ceremony");
    anchor_ = json::parse(view())["anchor"];
}

void Meeting::make_slips() {
    constexpr int slots = 1 + 8;
    const std::string host = url_.substr(std::string_view("https://").size());
    Process making({program_folder() + "/gongdao-slips", "make", "--session", session_, "--host", host,
                    "--short", "7K", "--class", "0", "--slips", std::to_string(electors()), "--slots",
                    std::to_string(slots), "--anchor", anchor_, "--out", path("slips")},
                   path("slips.out"));
    if (making.wait() != 0) fail("gongdao-slips make:\n" + making.errors());
    links_ = lines_of(read_text(path("slips/links.txt")));
    const std::string keys = read_text(path("slips/keys.bin"));
    const auto answer = as("registrar").post_bytes("/api/v1/s/" + session_ + "/slips/0", base::view_of(keys));
    if (!answer || !answer->done())
        fail("slips: " + (answer ? refusal_line(*answer) : std::string("no answer")));
}

void Meeting::act(std::string_view act_json, std::string_view name, bool all) {
    const std::string base_path = "/s/" + session_ + "/proposals";
    const json proposed = json::parse(post("commissioner", base_path, act_json));
    const std::string number = std::to_string(proposed["proposal"].get<int>());
    const json confirmed = json::parse(post("chair", base_path + "/" + number + "/confirm", ""));
    if (!confirmed.contains("draft")) return;
    std::vector<Process> signing;
    for (int i = 1; i <= (all ? trustees : 2); ++i)
        signing.push_back(trustee(i, {"sign", "--act", std::string(name), "--wait"}));
    wait_for(signing, "gongdao-trustee sign");
}

void Meeting::freeze() {
    act(R"({"act":"freeze"})", "freeze", true);
    const json seen = json::parse(view());
    opening_code_ = seen["opening_code"];
    contest_ = seen["contests"][0]["contest"];
}

void Meeting::take_attendance() {
    json present = json::array();
    for (std::uint32_t i = 1; i <= plan_.voters; ++i) present.push_back(i);
    post("attendant", "/s/" + session_ + "/attendance", json({{"present", present}}).dump());
    act(R"({"act":"attendance"})", "attendance");
}

void Meeting::cancel_leftovers() {
    std::string left;
    while (links_.size() > plan_.voters) {
        left += links_.back() + "\n";
        links_.pop_back();
    }
    if (left.empty()) return;
    write_text(path("slips/leftover.txt"), left);
    Process cancelling({program_folder() + "/gongdao-slips", "cancel", "--session", session_, "--class", "0",
                        "--slots", "9", "--reason", "剩余票证当众作废", "--in", path("slips/leftover.txt")},
                       path("cancel.out"));
    if (cancelling.wait() != 0) fail("gongdao-slips cancel:\n" + cancelling.errors());
    act(cancelling.output(), "cancel_slips");
}

void Meeting::open() {
    act(json({{"act", "open"}, {"contest", contest_}}).dump(), "open");
}

void Meeting::vote() {
    std::mt19937_64 chance(plan_.seed);
    constexpr std::size_t at_once = 8;
    std::vector<Process> voting;
    for (std::size_t i = 0; i < links_.size(); ++i) {
        // The link goes in by a file of its own: an argument could be read by every account of the machine.
        const std::string file = path("slips/voter.link." + std::to_string(i % at_once));
        if (voting.size() == at_once) {
            wait_for(voting, "gongdao vote");
            voting.clear();
        }
        write_text(file, links_[i] + "\n");
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
        voting.emplace_back(
            std::vector<std::string>{program_folder() + "/gongdao", "vote", "--ca", certificate(),
                                     "--link-file", file, "--marks", draw_marks(chance, 4, 3),
                                     "--opening-code", opening_code_},
            path("vote.out." + std::to_string(i % at_once)));
    }
    wait_for(voting, "gongdao vote");
    for (std::size_t i = 0; i < at_once; ++i) {
        fs::remove(path("slips/voter.link." + std::to_string(i)));
        fs::remove(path("vote.out." + std::to_string(i)));
        fs::remove(path("vote.out." + std::to_string(i) + ".err"));
    }
}

void Meeting::close() {
    act(json({{"act", "close"}, {"contest", contest_}}).dump(), "close");
    closing_code_ = json::parse(view())["contests"][0]["closing_code"];
}

void Meeting::settle() {
    std::this_thread::sleep_for(std::chrono::seconds(plan_.pause + 1));
    act(json({{"act", "settle"}, {"contest", contest_}, {"objections", json::array()}}).dump(), "settle");
}

void Meeting::decrypt() {
    std::vector<Process> decrypting;
    for (const int i : {1, 3})
        decrypting.push_back(trustee(i, {"decrypt", "--closing-code", closing_code_, "--wait"}));
    wait_for(decrypting, "gongdao-trustee decrypt");
}

void Meeting::publish() {
    act(R"({"act":"publish"})", "publish");
}

void Meeting::write_commands() const {
    const auto write = [&](const std::string& name, const std::string& program, const std::string& options) {
        write_text(path(name),
                   "#!/bin/sh\nexec '" + program_folder() + "/" + program + "' " + options + "\n");
        fs::permissions(path(name), fs::perms::owner_all);
    };
    const std::string trust = " --ca '" + certificate() + "'";
    for (const Account& one : accounts_) {
        if (one.role == "administrator") continue;
        write(one.role, "gongdao",
              "admin --server " + url_ + trust + " --token-file '" + path(one.role + ".token") +
                  "' --session " + session_ + " \"$@\"");
    }
    for (int i = 1; i <= trustees; ++i) {
        const std::string name = "trustee" + std::to_string(i);
        std::string options = "\"$@\" --key '";
        options.append(path(name + ".key")).append("' --passphrase-file '").append(path(name + ".pass"));
        write(name, "gongdao-trustee", options.append("'").append(trust));
    }
}

void Meeting::stop_server() {
    server_->signal(SIGTERM);
    const int code = server_->wait();
    if (code != 0) fail("the server ended with " + std::to_string(code) + ":\n" + server_->output());
}

}  // namespace gongdao::cmd
