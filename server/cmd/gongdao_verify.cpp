#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <thread>

#include "crypto/base/crockford.hpp"
#include "server/cmd/verify_report.hpp"

using namespace gongdao;

namespace {

constexpr int wrong_usage = 2;
constexpr std::size_t code_characters = 24;

constexpr std::string_view teaching = R"(
检查一场选举公布的文件夹：全部 14 项都在您的电脑上重新计算，不需要网络，也不需要相信任何人。
1. 把公布的文件夹（s/<编号>/）整个复制下来，U 盘也可以。
2. 开箱码在大屏幕和签字纸上：gongdao-verify 文件夹 --code XXXX-XXXX-XXXX-XXXX-XXXX-XXXX
   每一轮再投有自己的开箱码：再写一次 --code。没有开箱码，副本即使自身一致也只是“来源未核对”。
3. 以前保存过 checkpoint 文件的，用 --earlier 检查记录只增不减。
结束代码：0 全部通过且开箱码相符；1 有一项不通过；2 文件夹读不出或用法不对；3 通过，但来源未核对。

Checks the published folder of a session: all 14 checks are computed anew on your computer, without network and
without trusting anyone. The opening code stands on the screen and on the signed paper: give it with --code, once for
the session and once for each round. A checkpoint file that you saved before is compared with --earlier.
Ends with 0: all hold and the code fits · 1: a check failed · 2: unreadable folder or wrong usage · 3: all hold, but
nothing was compared with an opening code. What each line checks: crypto/SPEC.md §11.)";

struct Arguments {
    std::string folder, earlier, language = "zh";
    std::vector<std::string> opening, closing;
    bool json = false;
    unsigned threads = std::max(std::thread::hardware_concurrency(), 1U);
};

std::string is_code(const std::string& typed) {
    const auto code = base::normalise_crockford(typed);
    return code && code->size() == code_characters ? std::string()
                                                   : "a code has 24 characters in six groups of four";
}

void add_options(CLI::App& app, Arguments& arguments) {
    app.footer(std::string(teaching));
    app.add_option("folder", arguments.folder, "公布的文件夹 / the published folder")->required();
    app.add_option("--code", arguments.opening, "开箱码 / an opening code")->check(is_code);
    app.add_option("--closing-code", arguments.closing, "封箱码 / a closing code")->check(is_code);
    app.add_option("--earlier", arguments.earlier, "以前的 checkpoint 文件 / a checkpoint file from before")
        ->check(CLI::ExistingFile);
    app.add_flag("--json", arguments.json, "给程序读的报告 / a report for programs");
    app.add_option("--lang", arguments.language, "zh, en")->check(CLI::IsMember({"zh", "en"}));
    app.add_option("--threads", arguments.threads, "同时检查选票的线程数 / threads that check ballots")
        ->check(CLI::Range(1, 256));
}

/// On a terminal, one line that is written over; otherwise nothing.
void show_progress(const audit::Progress& progress) {
    constexpr auto parts = std::to_array<std::string_view>({"记录 log", "选票 ballots", "文件 files"});
    constexpr std::uint64_t often = 64;
    if (progress.done % often != 0 && progress.done != progress.total) return;
    std::cerr << "\r◐ " << parts.at(static_cast<std::size_t>(progress.part)) << " " << progress.done << " / "
              << progress.total << "\x1b[K" << std::flush;
}

int run(const Arguments& arguments) {
    const auto folder = audit::DirectoryFolder::open(arguments.folder);
    if (!folder) {
        std::cerr << "gongdao-verify: " << folder.refusal().detail << "\n";
        return wrong_usage;
    }
    audit::Options options;
    options.codes = {.opening = arguments.opening, .closing = arguments.closing};
    options.threads = arguments.threads;
    if (!arguments.earlier.empty()) {
        std::ifstream in(arguments.earlier, std::ios::binary);
        options.earlier.emplace(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    if (terminal) options.progress = show_progress;
    const audit::Audit audit = audit::audit_folder(**folder, options);
    if (terminal) std::cerr << "\r\x1b[K";
    const auto language = arguments.language == "en" ? cmd::Language::en : cmd::Language::zh;
    std::cout << (arguments.json ? cmd::report_json(audit) : cmd::report_text(audit, language)) << std::flush;
    return verify::exit_code(audit.report);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        CLI::App app("检查一场选举公布的文件夹 / checks the published folder of a session", "gongdao-verify");
        Arguments arguments;
        add_options(app, arguments);
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            return app.exit(error) == 0 ? 0 : wrong_usage;
        }
        return run(arguments);
    } catch (const std::exception& fault) {
        std::cerr << "gongdao-verify: " << fault.what() << "\n";
        return wrong_usage;
    }
}
