#pragma once

namespace CLI {
class App;
}

namespace gongdao::cmd {

/// `gongdao serve`: the server, until SIGTERM or SIGINT. Its exit code goes to `exit_code`.
void add_serve_command(CLI::App& app, int& exit_code);

}  // namespace gongdao::cmd
