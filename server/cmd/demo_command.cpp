#include "server/cmd/demo_command.hpp"

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>

#include "server/cmd/demo_meeting.hpp"
#include "server/cmd/private_file.hpp"
#include "server/ops/signals.hpp"

namespace gongdao::cmd {

namespace fs = std::filesystem;

namespace {

struct DemoCommand {
    MeetingPlan plan{};
    bool complete = false;
    std::string out, data = "data/demo";
    std::optional<std::uint32_t> pause;
};

void step(std::string_view zh, std::string_view en, const std::function<void()>& play) {
    const auto begin = std::chrono::steady_clock::now();
    std::cout << "· " << zh << " / " << en << std::flush;
    play();
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    std::cout << "  " << took.count() << " ms" << std::endl;
}

void play_until_open(Meeting& meeting) {
    step("启动服务", "server", [&] { meeting.start_server(); });
    step("新建场次，导入名册", "session, roll", [&] { meeting.create(); });
    step("监票人共同生成密钥", "key ceremony of three trustees", [&] { meeting.hold_ceremony(); });
    step("制作票证", "slips", [&] { meeting.make_slips(); });
    step("冻结公告", "manifest, signed by all trustees", [&] { meeting.freeze(); });
    step("签到，锁定实到", "attendance", [&] { meeting.take_attendance(); });
    step("剩余票证作废", "leftover slips cancelled", [&] { meeting.cancel_leftovers(); });
    step("开始投票", "open", [&] { meeting.open(); });
    std::cout << "opening code: " << meeting.opening_code() << std::endl;
}

/// A folder for keys, slips and tokens of invented people; it goes with this, unless a signal ends the demo.
class WorkFolder {
public:
    WorkFolder() {
        if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    ~WorkFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_ = (fs::temp_directory_path() / "gongdao-demo-XXXXXX").string();
};

/// Makes the folder at once: who has waited for a meeting must not hear then that it cannot be written.
bool prepare_out(const std::string& out) {
    if (out.empty()) {
        std::cerr << "要写 --out 文件夹 / --out FOLDER is needed with --complete\n";
        return false;
    }
    std::error_code error;
    fs::create_directories(out, error);
    const bool usable = !error && ::access(out.c_str(), W_OK) == 0;
    if (!usable) std::cerr << out << "：不能写 / cannot be written\n";
    const bool empty = usable && fs::is_empty(out);
    if (usable && !empty) std::cerr << out << "：不是空的，没有动它 / not empty, nothing was touched\n";
    return empty;
}

int play_complete(const DemoCommand& command) {
    if (!prepare_out(command.out)) return 2;
    MeetingPlan plan = command.plan;
    plan.pause = command.pause.value_or(1);
    const WorkFolder work;
    plan.folder = work.path();
    {
        Meeting meeting(plan);
        play_until_open(meeting);
        step("投票", "voting", [&] { meeting.vote(); });
        step("结束投票", "close", [&] { meeting.close(); });
        std::cout << "closing code: " << meeting.closing_code() << std::endl;
        step("异议期满", "pause for objections, settled", [&] { meeting.settle(); });
        step("两位监票人解开总数", "two of three trustees open the totals", [&] { meeting.decrypt(); });
        step("公布", "publication", [&] { meeting.publish(); });
        step("停止服务", "server stopped", [&] { meeting.stop_server(); });
        fs::copy(meeting.public_folder(), command.out, fs::copy_options::recursive);
        std::cout << "folder: " << command.out << "\nnext: gongdao-verify " << command.out << " --code "
                  << meeting.opening_code() << std::endl;
    }
    return 0;
}

void print_commands(const Meeting& meeting, const std::string& folder) {
    const std::string at = "  " + folder + "/";
    std::cout << "session: " << meeting.session() << "\n\n投票 / vote (each link once):\n";
    for (std::size_t i = 0; i < meeting.links().size() && i < 5; ++i)
        std::cout << "  " << meeting.links()[i] << "\n";
    std::cout
        << "  … all in " << folder << "/slips/links.txt\n"
        << "  in a terminal: " << program_folder() << "/gongdao vote --ca " << meeting.certificate()
        << " --link-file FILE --marks oox-\n\n"
        << "结束会议：一人提议，一人确认，两位监票人签字 / finish the meeting: one proposes, one confirms, "
           "two trustees sign\n"
        << at << "commissioner status\n"
        << at << "commissioner propose close\n"
        << at << "chair confirm N                         N 是提议号 / the number of the proposal\n"
        << at << "trustee1 sign\n"
        << at << "trustee2 sign\n"
        << "然后 " << meeting.pause()
        << " 秒异议期满，同样 settle；再解开总数，再 publish / after the pause of " << meeting.pause()
        << " s the same with settle; then open the totals; then publish\n"
        << at
        << "trustee1 decrypt --closing-code CODE     封箱码，status 里有 / the closing code, see status\n"
        << at << "trustee3 decrypt --closing-code CODE\n"
        << "公布以后检查 / after publication verify: " << program_folder() << "/gongdao-verify "
        << meeting.public_folder() << " --code " << meeting.opening_code() << "\n"
        << "停止 / stop: Ctrl-C" << std::endl;
}

/// The folder, emptied, and held for this demo alone; none if it is not a demo's, or another demo is in it.
std::optional<FileLock> claim(const fs::path& folder) {
    const fs::path mark = folder / ".gongdao-demo";
    const bool a_server_s =
        fs::exists(folder / "gongdao.sqlite") || fs::exists(folder / "administrator.token");
    if (a_server_s || (fs::exists(folder) && !fs::is_empty(folder) && !fs::exists(mark))) {
        std::cerr << folder.string()
                  << "：不是演示的目录，没有动 / not a demo's folder, nothing was touched\n";
        return std::nullopt;
    }
    fs::create_directories(folder);
    auto lock = FileLock::take(mark.string());
    if (!lock) {
        std::cerr << folder.string() << "：另一个演示正在用 / another demo is in it\n";
        return std::nullopt;
    }
    for (const auto& one : fs::directory_iterator(folder)) {
        if (one.path() != mark) fs::remove_all(one.path());
    }
    return std::move(*lock);
}

int play_open(const DemoCommand& command) {
    ops::hold_stop_signals();
    MeetingPlan plan = command.plan;
    plan.pause = command.pause.value_or(15);
    plan.folder = fs::absolute(command.data).string();
    const auto mine = claim(plan.folder);
    if (!mine) return 2;
    Meeting meeting(plan);
    play_until_open(meeting);
    meeting.write_commands();
    print_commands(meeting, plan.folder);
    ops::wait_for_stop();
    meeting.stop_server();
    return 0;
}

}  // namespace

void add_demo_command(CLI::App& app, int& exit_code) {
    auto command = std::make_shared<DemoCommand>();
    CLI::App* demo = app.add_subcommand("demo",
                                        "演示一次选举 / An election played by separate programs over TLS; "
                                        "without --complete it stays open for you");
    demo->add_flag("--complete", command->complete,
                   "从名册到公布全部演完 / the whole meeting, then the published folder");
    demo->add_option("--out", command->out, "公布的目录 / where the published folder goes (with --complete)");
    demo->add_option("--data", command->data,
                     "未完成的演示放在哪里，会先清空 / folder of the open demo, emptied first")
        ->capture_default_str();
    demo->add_option("--voters", command->plan.voters, "到会人数 / voters present")
        ->capture_default_str()
        ->check(CLI::Range(2, 20000));
    demo->add_option("--seed", command->plan.seed, "只影响选择 / shapes choices only, never keys")
        ->capture_default_str();
    demo->add_option("--pause", command->pause,
                     "异议期，秒 / pause for objections in seconds (15; with --complete 1)");
    demo->add_option("--port", command->plan.port, "端口，0 为任意 / port, 0 for any")->capture_default_str();
    demo->add_option("--web", command->plan.web, "网页目录 / folder of the voter's page");
    demo->callback([command, &exit_code] {
        exit_code = command->complete ? play_complete(*command) : play_open(*command);
    });
}

}  // namespace gongdao::cmd
