#include <CLI/CLI.hpp>
#include <iostream>

#include "server/cmd/trustee_commands.hpp"

namespace {

using namespace gongdao::cmd;

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& what,
                      TrusteeOptions& options, int (*run)(const TrusteeOptions&), int& exit_code) {
    CLI::App* command = app.add_subcommand(name, what);
    command->add_option("--key", options.key, "密钥文件 / key file")->required();
    command->add_option("--passphrase-file", options.passphrase_file,
                        "口令所在的文件，第一行 / file whose first line is the passphrase");
    auto* ca = command->add_option("--ca", options.ca,
                                   "服务器证书或其 CA（PEM）/ certificate of the server or its CA");
    command
        ->add_option("--pin", options.pin, "服务器证书的 SHA-256 / fingerprint of the server's certificate")
        ->excludes(ca);
    command->add_flag("--yes", options.yes,
                      "演练：一律同意，封口从简 / drills: agree to everything, seal quickly");
    command->callback([&options, run, &exit_code] { exit_code = run(options); });
    return command;
}

int run(int argc, char** argv) {
    TrusteeOptions options;
    int exit_code = exit_done;
    CLI::App app{
        "监票人的工具：共同制作密钥，核对并签名，查完全部记录后才解开总票数。\n"
        "For a trustee: takes part in making the key, signs what it has checked, and opens the totals of a "
        "contest after it\n"
        "has verified the whole record itself. It gives one share for each group, ever, and believes nothing "
        "that the server says."};
    app.require_subcommand(1);
    app.footer(
        "例 / example:\n"
        "  gongdao-trustee join --key me.key --server https://vote.example.cn --session 0011…\n"
        "  gongdao-trustee ceremony --key me.key\n"
        "  gongdao-trustee sign --key me.key --wait\n"
        "  gongdao-trustee decrypt --key me.key                             # 问签字纸上的封箱码 / asks for "
        "the code on the paper\n"
        "  gongdao-trustee destroy --key me.key\n"
        "退出码 / exit codes: 0 完成 done · 1 拒绝 refused · 2 用法不对 wrong usage · 3 连不上，可再试 no "
        "connection, try again");
    auto* joining =
        add_command(app, "join", "凭一次性码入座，制作密钥文件 / take your seat, make the key file", options,
                    join, exit_code);
    joining->add_option("--server", options.server, "https://…")->required();
    joining->add_option("--session", options.session, "场次号 / session id, 32 hex digits")->required();
    joining->add_option("--code", options.code,
                        "一次性码；不写则询问 / one-time code, asked for if not given");
    add_command(app, "ceremony",
                "和其他监票人一起制作密钥；中断后可继续 / make the joint key; goes on after an interruption",
                options, hold_ceremony, exit_code);
    auto* signing = add_command(app, "sign", "核对并签名 / check and sign what waits for trustees", options,
                                sign, exit_code);
    signing
        ->add_option("--act", options.act,
                     "只签这一种：freeze attendance cancel_slips open close settle void / only this act")
        ->check(CLI::IsMember({"freeze", "attendance", "cancel_slips", "open", "close", "settle", "void"}));
    signing->add_flag("--wait", options.wait, "等到有为止 / wait until there is one");
    auto* decrypting =
        add_command(app, "decrypt", "查完全部记录，再解开总票数 / verify everything, then open the totals",
                    options, decrypt, exit_code);
    decrypting->add_option(
        "--closing-code", options.closing_code,
        "签字纸上的封箱码；不写则询问 / closing code from the signed paper, asked for if not given");
    decrypting->add_flag("--wait", options.wait, "等到计票 / wait for the tally");
    add_command(app, "destroy", "声明并销毁份额 / state and destroy the share", options, destroy, exit_code);
    add_command(app, "show", "密钥文件里有什么，不含秘密 / what the key file holds, no secrets", options,
                show, exit_code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_done : exit_usage;
    }
    return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& fault) {
        std::cerr << "gongdao-trustee: " << fault.what() << "\n";
        return gongdao::cmd::exit_refused;
    }
}
