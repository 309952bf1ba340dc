#include "server/cmd/admin_command.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "server/cmd/officer_client.hpp"
#include "server/cmd/session_text.hpp"

namespace gongdao::cmd {

using nlohmann::json;

namespace {

struct AdminCommand {
    std::string server, ca, pin, token_file, session;
    bool as_json = false, yes = false, dry_run = false;
    std::string name, role, file, contest, reason;
    std::vector<std::uint32_t> numbers;
    std::vector<std::string> objections;
    std::uint32_t number = 0, of_class = 0;
};

constexpr int refused = 1;
constexpr int wrong_usage = 2;

std::string read_file(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("读不了 / cannot read " + file);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

net::Trust trust_of(const AdminCommand& command) {
    if (!command.pin.empty()) {
        const auto bytes = base::from_hex(command.pin);
        const auto pin = bytes ? base::as_array<32>(*bytes) : base::Result<base::Sha256>(bytes.refusal());
        if (!pin) throw std::runtime_error("--pin: 64 hex digits");
        return net::PinnedCertificate{*pin};
    }
    if (!command.ca.empty()) return net::CaFile{command.ca};
    return net::SystemRoots{};
}

OfficerClient connect(const AdminCommand& command) {
    std::string token = read_file(command.token_file);
    while (!token.empty() && token.back() == '\n') token.pop_back();
    auto client = OfficerClient::to(command.server, trust_of(command), token);
    if (!client) throw std::runtime_error("--server: " + client.refusal().detail);
    return std::move(*client);
}

/// Prints the answer, or why there is none. Gives: the exit code.
int show(const AdminCommand& command, const base::Result<ApiAnswer>& answer,
         std::string (*in_words)(const std::string&)) {
    if (!answer) {
        std::cerr << "连不上 / cannot connect: " << base::name_of(answer.refusal().code) << " "
                  << answer.refusal().detail << "\n";
        return refused;
    }
    const json parsed = json::parse(answer->body, nullptr, false);
    if (!answer->done()) {
        if (parsed.is_object() && parsed.contains("errors")) {
            std::cerr << roll_errors_text(answer->body);
        } else {
            std::cerr << refusal_line(*answer) << "\n";
        }
        return refused;
    }
    std::cout << (command.as_json ? answer->body + "\n" : in_words(answer->body));
    return 0;
}

std::string plain(const std::string& answer) {
    const json parsed = json::parse(answer);
    std::string text;
    for (const auto& [name, value] : parsed.items()) {
        text += name + ": " + (value.is_string() ? value.get<std::string>() : value.dump()) + "\n";
    }
    if (parsed.contains("draft")) text += "等监票人签名 / trustees sign it now: gongdao-trustee sign\n";
    if (parsed.contains("proposal"))
        text += "等另一人确认 / another officer confirms it: confirm " + parsed["proposal"].dump() + "\n";
    return text;
}

/// A sentence of the consequence, and yes from a person, before what cannot be taken back.
bool agreed(const AdminCommand& command, std::string_view consequence) {
    if (command.yes) return true;
    std::cerr << consequence << "\n确定请输入 yes / type yes to go on: " << std::flush;
    std::string answer;
    return std::getline(std::cin, answer) && answer == "yes";
}

/// The contest that is meant: the one named, or the only one there is.
std::string contest_of(const AdminCommand& command, OfficerClient& client) {
    if (!command.contest.empty()) return command.contest;
    const auto answer = client.get("/api/v1/s/" + command.session);
    if (!answer || !answer->done()) throw std::runtime_error("--contest: the session cannot be seen");
    const json contests = json::parse(answer->body)["contests"];
    if (contests.size() != 1)
        throw std::runtime_error("--contest: which of " + std::to_string(contests.size()) + "?");
    return contests[0]["contest"];
}

json act_of(const AdminCommand& command, const std::string& act, OfficerClient& client) {
    json out = {{"act", act}};
    if (act == "restart") out["trustees"] = command.numbers;
    if (act == "restart" || act == "void") out["reason"] = command.reason;
    if (act == "open" || act == "close" || act == "settle") out["contest"] = contest_of(command, client);
    if (act == "void" && !command.contest.empty()) out["contest"] = command.contest;
    if (act == "open" && !command.reason.empty()) out["reason"] = command.reason;
    if (act == "settle") {
        out["objections"] = json::array();
        for (const std::string& one : command.objections) {
            const auto cut = one.find("=>");
            if (cut == std::string::npos) throw std::runtime_error("--objection: TEXT=>DECISION");
            out["objections"].push_back({{"text", one.substr(0, cut)}, {"decision", one.substr(cut + 2)}});
        }
    }
    if (act == "cancel_slips") {
        if (command.file.empty())
            throw std::runtime_error(
                "cancel_slips: --file 是 gongdao-slips cancel 的输出 / its output is wanted");
        out = json::parse(read_file(command.file));
        out["act"] = act;
    }
    return out;
}

constexpr const char* session_example = R"(例 / an example of FILE:
  {"title": "柳河村支部委员会选举大会", "organisation": "中共柳河村支部委员会",
   "host": "vote.example.cn:8443", "short_name": "7K", "preset": "cpc-basic-committee-2020",
   "threshold": 2, "trustees": ["监票人甲", "监票人乙", "监票人丙"],
   "classes": [{"name": "党员", "slips": 31}],
   "contests": [{"title": "委员选票", "seats": 3, "classes": [0],
                 "candidates": [{"name": "王小宁"}, {"name": "文天"}, {"name": "李一鸣"},
                                {"name": "张大海", "note": "现任组织委员"}]}]}
host 是票证上印的地址，short_name 是它后面的短名；都不能再改。
host is the address printed on the slips, short_name what follows it; neither can be changed later.)";

constexpr const char* meeting_in_order =
    R"(一场选举从头到尾 / a meeting from its beginning to its end:
  管理员 administrator    officer --name 李 --role commissioner     每人一个账号，令牌存成文件 / one account each
  组织委员 commissioner   create --file session.json              把加入码交给监票人 / hand out the codes
                          roll --file roll.csv --dry-run          没有错再去掉 --dry-run / then without it
  监票人 trustees         gongdao-trustee join，再 then ceremony
  资格审查 registrar      gongdao-slips make，再 then slips --file keys.bin
  组织委员 commissioner   propose freeze                          主持人 chair: confirm N; 监票人 trustees: sign
  签到员 attendant        attendance 1 2 3 5 …                    编号见 numbers: members
  组织委员 commissioner   propose attendance                      同样确认、签名 / confirmed and signed alike
                          propose cancel_slips --file act.json    gongdao-slips cancel 的输出 / its output
                          propose open … propose close            中间投票 / voting between them
                          propose settle                          异议期满后 / after the pause
  监票人 trustees         gongdao-trustee decrypt                 两位即可 / two of three
  组织委员 commissioner   propose publish
每一步由一人 propose，另一人 confirm；status 说现在到哪一步，withdraw 撤回自己的提议。
Every step is proposed by one and confirmed by another; `status` tells where the session stands.)";

}  // namespace

void add_admin_command(CLI::App& app, int& exit_code) {
    auto command = std::make_shared<AdminCommand>();
    CLI::App* admin =
        app.add_subcommand("admin", "负责人的每一步 / every act of an officer, from a terminal");
    admin->require_subcommand(1);
    admin->add_option("--server", command->server, "https://…")->required();
    admin->add_option("--token-file", command->token_file, "账号的令牌文件 / file with the account's token")
        ->required();
    admin->add_option("--ca", command->ca, "证书文件 / certificate to trust");
    admin->add_option("--pin", command->pin, "证书 SHA-256 / the certificate's fingerprint");
    admin->add_option("--session", command->session, "场次 / session id, 32 hex digits");
    admin->add_flag("--json", command->as_json, "原样输出 / print the server's JSON");
    admin->add_flag("--yes", command->yes, "不再询问 / do not ask");
    admin->footer(meeting_in_order);
    const std::string s = "/api/v1/s/";

    const auto sub = [&](const char* name, const char* help, const std::function<int()>& run) {
        CLI::App* one = admin->add_subcommand(name, help);
        one->callback([&exit_code, run] { exit_code = run(); });
        one->fallthrough();
        return one;
    };

    auto* officer = sub("officer", "新建账号 / make an account; its token is shown once", [=] {
        OfficerClient client = connect(*command);
        return show(
            *command,
            client.post("/api/v1/officers", json({{"name", command->name}, {"role", command->role}}).dump()),
            plain);
    });
    officer->add_option("--name", command->name, "姓名 / name")->required();
    officer->add_option("--role", command->role, "commissioner chair attendant registrar")->required();

    auto* create = sub("create", "新建场次 / create a session from a JSON file (see server/API.md)", [=] {
        OfficerClient client = connect(*command);
        return show(*command, client.post("/api/v1/sessions", read_file(command->file)), created_text);
    });
    create
        ->add_option("--file", command->file,
                     "场次的 JSON / the session as JSON: server/API.md, `POST /api/v1/sessions`")
        ->required();

    create->footer(session_example);

    auto* roll = sub("roll", "导入名册 / import the roll from CSV, all or nothing", [=] {
        OfficerClient client = connect(*command);
        const std::string csv = read_file(command->file);
        const std::string path = s + command->session + "/roll" + (command->dry_run ? "?dry_run=1" : "");
        return show(*command, client.post_bytes(path, base::view_of(csv)), plain);
    });
    roll->add_option("--file", command->file,
                     "CSV（GB 18030 或 UTF-8），第一行是列名：姓名 身份，另可有 性别 出生日期 类别 "
                     "不计入应到会原因 批准文号 …\n"
                     "CSV in GB 18030 or UTF-8 with a header; 姓名 and 身份 must be there")
        ->required();
    roll->add_flag("--dry-run", command->dry_run, "只检查 / only check");

    sub("members", "看名册 / show the roll with numbers", [=] {
        OfficerClient client = connect(*command);
        return show(*command, client.get(s + command->session + "/roll"), members_text);
    });

    auto* attendance = sub("attendance", "签到 / mark who is present, by number; replaces the list", [=] {
        OfficerClient client = connect(*command);
        return show(
            *command,
            client.post(s + command->session + "/attendance", json({{"present", command->numbers}}).dump()),
            plain);
    });
    attendance->add_option("numbers", command->numbers, "名册编号 / numbers on the roll")->required();

    sub("attendance-list", "打开签到名单的承诺 / open the commitments to the lists of those present", [=] {
        OfficerClient client = connect(*command);
        return show(*command, client.get(s + command->session + "/attendance"), attendance_lists_text);
    });

    auto* slips = sub("slips", "上传票证公钥 / upload the public keys of slips", [=] {
        OfficerClient client = connect(*command);
        const std::string path = s + command->session + "/slips/" + std::to_string(command->of_class);
        return show(*command, client.post_bytes(path, base::view_of(read_file(command->file))), plain);
    });
    slips->add_option("--class", command->of_class)->capture_default_str();
    slips->add_option("--file", command->file, "keys.bin")->required();

    sub("status", "现在到哪一步 / where the session stands", [=] {
        OfficerClient client = connect(*command);
        return show(*command, client.get(s + command->session), status_text);
    });

    CLI::App* propose =
        admin->add_subcommand("propose", "提议，由另一人确认 / propose; another officer confirms");
    propose->require_subcommand(1);
    propose->fallthrough();
    for (const char* act :
         {"restart", "freeze", "attendance", "cancel_slips", "open", "close", "settle", "publish", "void"}) {
        CLI::App* one = propose->add_subcommand(act, std::string(consequence_of(act)));
        one->add_option("--contest", command->contest, "选举事项 / contest, if there are several");
        one->add_option("--reason", command->reason, "原因 / reason");
        one->add_option("--trustee", command->numbers, "restart: 留下的监票人 / who stays");
        one->add_option("--objection", command->objections, "settle: TEXT=>DECISION");
        one->add_option("--file", command->file, "cancel_slips: gongdao-slips cancel 的输出 / its output");
        one->fallthrough();
        one->callback([=, &exit_code] {
            OfficerClient client = connect(*command);
            const std::string body = act_of(*command, act, client).dump();
            exit_code = show(*command, client.post(s + command->session + "/proposals", body), plain);
        });
    }

    for (const bool confirms : {true, false}) {
        const char* word = confirms ? "confirm" : "withdraw";
        auto* one = sub(word,
                        confirms ? "确认别人的提议 / confirm another officer's proposal"
                                 : "撤回自己的提议 / take back your proposal",
                        [=] {
                            OfficerClient client = connect(*command);
                            if (confirms) {
                                const auto seen = client.get(s + command->session);
                                if (!seen || !seen->done()) return show(*command, seen, plain);
                                const std::string what = proposal_text(seen->body, command->number);
                                if (what.empty()) {
                                    std::cerr << "没有这个提议 / there is no such proposal\n";
                                    return refused;
                                }
                                if (!agreed(*command, what)) {
                                    std::cerr << "\n没有确认 / not confirmed\n";
                                    return refused;
                                }
                            }
                            return show(*command,
                                        client.post(s + command->session + "/proposals/" +
                                                        std::to_string(command->number) + "/" + word,
                                                    ""),
                                        plain);
                        });
        one->add_option("number", command->number, "提议号 / number of the proposal")->required();
    }
}

}  // namespace gongdao::cmd
