#pragma once

namespace CLI {
class App;
}

namespace gongdao::cmd {

/// `gongdao vote`: a voter's own program, which does what the page on a phone does.
void add_vote_command(CLI::App& app, int& exit_code);

}  // namespace gongdao::cmd
