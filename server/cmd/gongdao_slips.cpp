#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

#include "crypto/ballot/slip_list.hpp"
#include "server/cmd/left_over_slips.hpp"
#include "server/cmd/private_file.hpp"
#include "server/cmd/slip_batch.hpp"

namespace {

using namespace gongdao;

constexpr std::uint32_t many_slips = 500;

struct Options {
    std::string session, host, short_name, anchor, out, reason, in, code;
    std::uint32_t of_class = 0, slips = 0, slots = 0;
    std::optional<std::uint32_t> slot;
};

[[noreturn]] void bad_option(const std::string& name, const std::string& what) {
    throw CLI::ValidationError(name, what);
}

ballot::SessionId session_of(const Options& options) {
    const auto bytes = base::from_hex(options.session);
    const auto id = bytes ? base::as_array<16>(*bytes) : base::refuse(base::Code::wrong_length);
    if (!id) bad_option("--session", "场次号是 32 位小写十六进制 / 32 lower-case hex digits are wanted");
    return {*id};
}

/// The order, if its links are ones that a phone will take.
cmd::SlipOrder order_of(const Options& options) {
    cmd::SlipOrder order{.session = session_of(options),
                         .host = options.host,
                         .short_name = options.short_name,
                         .of_class = {options.of_class},
                         .slips = options.slips,
                         .slots = options.slots,
                         .anchor = std::nullopt};
    if (!options.anchor.empty()) order.anchor = options.anchor;
    base::SystemRng rng;
    const std::string link = ballot::printed(ballot::SlipLink{.host = order.host,
                                                              .short_name = order.short_name,
                                                              .slip = ballot::draw_slip(rng),
                                                              .anchor = order.anchor});
    if (!ballot::read_link(link)) {
        bad_option("--host, --short, --anchor", "这样的链接手机认不出 / no phone would take such a link");
    }
    return order;
}

int make(const Options& options) {
    const cmd::SlipOrder order = order_of(options);
    std::filesystem::create_directories(options.out);
    const std::string folder = options.out + "/";
    for (const char* name : {"links.txt", "slips.txt", "keys.bin"}) {
        if (!std::filesystem::exists(folder + name)) continue;
        std::cerr << folder << name << "：已经有了，不覆盖 / is there already and is not overwritten\n";
        return 1;
    }
    base::SystemRng rng;
    const auto progress = [&](std::uint32_t done) {
        if (order.slips < many_slips || (done % many_slips != 0 && done != order.slips)) return;
        std::cerr << "\r" << done << " / " << order.slips << (done == order.slips ? "\n" : "") << std::flush;
    };
    const cmd::SlipBatch batch = cmd::make_slips(order, progress, rng);
    for (const auto& [name, content] :
         {std::pair<const char*, base::BytesView>{"links.txt", base::view_of(batch.links)},
          {"slips.txt", base::view_of(batch.slips)},
          {"keys.bin", batch.keys}}) {
        if (const auto written = cmd::write_new_private(folder + name, content); !written) {
            std::cerr << folder << name << "：已经有了，不覆盖 / is there already and is not overwritten\n";
            return 1;
        }
    }
    std::cout << order.slips << " 张票证 / slips\n"
              << folder << "links.txt  秘密：方码的链接 / secret: links for the square codes\n"
              << folder << "slips.txt  秘密：字符和标签 / secret: codes and tags\n"
              << folder << "keys.bin   交给服务器 / for the server\n";
    return 0;
}

std::string read_lines(const std::string& file) {
    if (file == "-") return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    std::ifstream in(file, std::ios::binary);
    if (!in) bad_option("--in", "读不了 / cannot read " + file);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

int cancel(const Options& options) {
    cmd::SlipClassPlace place{
        .session = session_of(options), .of_class = {options.of_class}, .slots = options.slots};
    if (options.slot) place.slot = ballot::SlotNumber{*options.slot};
    if (place.slot && place.slot->value >= place.slots)
        bad_option("--slot", "要小于 --slots / below --slots");
    const cmd::LeftOverSlips left = cmd::read_left_over(read_lines(options.in), place);
    for (const cmd::SlipLineFault& fault : left.faults) {
        std::cerr << "第 " << fault.line << " 行：" << fault.zh << " / line " << fault.line << ": "
                  << fault.en << "\n";
    }
    if (!left.faults.empty() || left.keys.empty()) {
        if (left.keys.empty()) std::cerr << "没有票证 / no slips\n";
        return 1;
    }
    std::cerr << "标签，请与实物核对 / tags, compare them with the heap (" << left.tags.size() << "):\n";
    for (const std::string& tag : left.tags) std::cerr << tag << "\n";
    std::cout << cmd::cancel_act(left, place, options.reason) << "\n";
    return 0;
}

int check(const Options& options) {
    std::string code = options.code;
    if (code == "-") std::getline(std::cin, code);
    const auto slip = ballot::read_slip(code);
    if (!slip) {
        std::cerr << "不是票证的字符 / not a slip's code: " << slip.refusal().detail << "\n";
        return 1;
    }
    std::cout << "字符没有错 / the characters fit\n";
    return 0;
}

void add_class_options(CLI::App& app, Options& options) {
    app.add_option("--session", options.session, "场次号 / session id, 32 hex digits")->required();
    app.add_option("--class", options.of_class, "类别，从 0 起 / class, from 0")
        ->required()
        ->check(CLI::Range(0, 15));
    app.add_option("--slots", options.slots, "选举事项数加 8 / contests plus 8")
        ->required()
        ->check(CLI::Range(1U, ballot::max_slots));
}

int run(int argc, char** argv) {
    Options options;
    CLI::App app{
        "资格审查员的离线工具：制作票证，作废剩余票证。不联网。\n"
        "For the registrar, offline: makes the slips of a session and cancels those that are left over.\n"
        "The server gets keys.bin alone; whoever reads links.txt or slips.txt can vote in another's place."};
    app.require_subcommand(1);
    app.footer(
        "例 / example:\n"
        "  gongdao-slips make --session 00112233445566778899aabbccddeeff --host vote.example.cn:8443 \\\n"
        "      --short 7K --class 0 --slips 32 --slots 9 --out slips\n"
        "  gongdao-slips cancel --session 0011… --class 0 --slots 9 --reason 剩余 --in left.txt > act.json\n"
        "退出码 / exit codes: 0 完成 done · 1 拒绝 refused · 2 用法不对 wrong usage");
    int exit_code = 0;

    auto* make_app = app.add_subcommand("make", "制作票证 / make slips");
    add_class_options(*make_app, options);
    make_app->add_option("--host", options.host, "主机名和端口 / host, and port unless 443")->required();
    make_app->add_option("--short", options.short_name, "短名 / short name of the session")->required();
    make_app->add_option("--slips", options.slips, "张数 / how many")
        ->required()
        ->check(CLI::Range(1U, ballot::max_slips));
    make_app->add_option("--anchor", options.anchor, "锚，32 个字符 / anchor, once the joint key is there");
    make_app->add_option("--out", options.out, "新目录 / folder for links.txt, slips.txt, keys.bin")
        ->required();
    make_app->callback([&] { exit_code = make(options); });

    auto* cancel_app =
        app.add_subcommand("cancel", "作废剩余票证：链接或字符，一行一张 / cancel left-over slips");
    add_class_options(*cancel_app, options);
    cancel_app->add_option("--slot", options.slot, "只作废一个选举事项的 / for one contest alone, from 0");
    cancel_app->add_option("--reason", options.reason, "原因 / reason")->required();
    cancel_app->add_option("--in", options.in, "文件，或 - / file, or - for standard input")->required();
    cancel_app->callback([&] { exit_code = cancel(options); });

    auto* check_app = app.add_subcommand("check", "看字符有没有抄错 / whether a code was copied right");
    check_app->add_option("code", options.code, "字符，或 - 从标准输入读 / the code, or - for standard input")
        ->required();
    check_app->callback([&] { exit_code = check(options); });

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& fault) {
        std::cerr << "gongdao-slips: " << fault.what() << "\n";
        return 1;
    }
}
