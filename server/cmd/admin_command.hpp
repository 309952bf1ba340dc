#pragma once

namespace CLI {
class App;
}

namespace gongdao::cmd {

/// `gongdao admin`: every act of an officer, one subcommand each (server/API.md).
void add_admin_command(CLI::App& app, int& exit_code);

}  // namespace gongdao::cmd
