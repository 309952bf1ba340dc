#include <CLI/CLI.hpp>
#include <iostream>

#include "server/cmd/admin_command.hpp"
#include "server/cmd/demo_command.hpp"
#include "server/cmd/fsck_command.hpp"
#include "server/cmd/serve_command.hpp"
#include "server/cmd/vote_command.hpp"

int main(int argc, char** argv) {
    try {
        CLI::App app{"公道 Gongdao：无记名投票与民主评议 / secret ballots that anyone can check"};
        app.require_subcommand(1);
        app.set_version_flag("--version", "gongdao " GONGDAO_VERSION);
        app.footer(
            "从这里开始 / start here:  gongdao demo --complete --out FOLDER\n"
            "退出码 / exit codes: 0 done, 1 refused or failed, 2 wrong usage");
        int exit_code = 0;
        gongdao::base::SystemRng rng;
        gongdao::cmd::add_serve_command(app, exit_code);
        gongdao::cmd::add_demo_command(app, exit_code);
        gongdao::cmd::add_fsck_command(app, exit_code);
        gongdao::cmd::add_vote_command(app, rng, exit_code);
        gongdao::cmd::add_admin_command(app, exit_code);
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            return app.exit(error) == 0 ? 0 : 2;
        }
        return exit_code;
    } catch (const std::exception& fault) {
        std::cerr << "gongdao: " << fault.what() << "\n";
        return 1;
    }
}
