#pragma once

namespace CLI {
class App;
}

namespace gongdao::cmd {

/// `gongdao demo`: a whole meeting played by separate programs, or one that is open and waits for its voters.
void add_demo_command(CLI::App& app, int& exit_code);

}  // namespace gongdao::cmd
