#pragma once

namespace CLI {
class App;
}

namespace gongdao::cmd {

/// `gongdao fsck`: whether a stopped server's database is whole, and whether what it has published follows
/// from it.
void add_fsck_command(CLI::App& app, int& exit_code);

}  // namespace gongdao::cmd
