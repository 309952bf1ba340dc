#include "server/cmd/fsck_command.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <thread>

#include "server/cmd/verify_report.hpp"
#include "server/log/session_log.hpp"
#include "server/store/sqlite/sqlite_store.hpp"

namespace gongdao::cmd {

namespace fs = std::filesystem;

namespace {

struct FsckCommand {
    std::string data = "data";
    std::string language = "zh";
};

/// Reads the session as a start of the server does, which brings its folder up to the log, then the folder as
/// a stranger does. Gives: whether all holds. Faults: LogFault, StoreFault.
bool check_session(store::Store& store, const store::Session& session, const std::string& public_root,
                   ops::LogLines& lines, Language language) {
    log::SessionLog log(store, session.id, public_root, lines);
    std::cout << "场次 / session " << base::to_hex(session.id.bytes) << "  /" << session.short_name << "\n";
    const auto folder = audit::DirectoryFolder::open(log.folder());
    if (!folder || !fs::exists(fs::path(log.folder()) / "checkpoint")) {
        std::cout << "  ✓ 还没有公布任何记录 / nothing is logged yet\n";
        return true;
    }
    const bool published = fs::exists(fs::path(log.folder()) / "files");
    const audit::Audit audit =
        audit::audit_folder(**folder, {.codes = {},
                                       .earlier = {},
                                       .published = published,
                                       .threads = std::max(1U, std::thread::hardware_concurrency()),
                                       .progress = {}});
    if (!audit.report.failures().empty()) {
        std::cout << report_text(audit, language);
        return false;
    }
    std::cout << "  ✓ 记录 " << audit.size << " 条，" << (published ? "已公布" : "未公布") << " / "
              << audit.size << " records, " << (published ? "published" : "not published yet") << "\n";
    return true;
}

int fsck(const FsckCommand& command) {
    const fs::path file = fs::path(command.data) / "gongdao.sqlite";
    if (!fs::exists(file)) {
        std::cerr << "这里没有数据库 / no database at " << file.string() << "\n";
        return 2;
    }
    const ops::SystemClock clock;
    ops::LogLines lines(clock);
    store::SqliteStore store(file.string());
    const std::vector<std::string> damage = store.damage();
    for (const std::string& one : damage) std::cout << "✗ 数据库 / database: " << one << "\n";
    if (damage.empty()) std::cout << "✓ 数据库完好 / the database is whole\n";
    bool whole = damage.empty();
    const auto language = command.language == "en" ? Language::en : Language::zh;
    const auto sessions = store.begin()->sessions();
    for (const store::Session& session : sessions) {
        try {
            whole = check_session(store, session, (fs::path(command.data) / "public").string(), lines,
                                  language) &&
                    whole;
        } catch (const std::exception& fault) {
            std::cout << "  ✗ " << fault.what() << "\n";
            whole = false;
        }
    }
    std::cout << (whole ? "✓ 全部完好 / all is whole\n"
                        : "✗ 有损坏：不要启动服务，先保存整个数据目录 / something is broken: do not "
                          "start the server, copy the whole data folder first\n");
    return whole ? 0 : 1;
}

}  // namespace

void add_fsck_command(CLI::App& app, int& exit_code) {
    auto command = std::make_shared<FsckCommand>();
    CLI::App* fsck_app = app.add_subcommand(
        "fsck",
        "检查已停止的服务的数据库和公布的文件夹 / check database and published folders of a stopped server");
    fsck_app->add_option("--data", command->data, "数据目录 / folder of database and public files")
        ->capture_default_str();
    fsck_app->add_option("--lang", command->language, "zh, en")
        ->check(CLI::IsMember({"zh", "en"}))
        ->capture_default_str();
    fsck_app->footer(
        "像启动时一样读完全部记录并补齐公布的文件夹，再像外人一样检查它。\n"
        "Reads everything as a start does, which brings the public folder up to the log, then verifies that "
        "folder as a\n"
        "stranger would. 退出码 / exit codes: 0 完好 whole · 1 有损坏 broken · 2 没有数据库 no database");
    fsck_app->callback([command, &exit_code] { exit_code = fsck(*command); });
}

}  // namespace gongdao::cmd
