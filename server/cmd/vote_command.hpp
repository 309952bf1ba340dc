#pragma once

#include "crypto/base/rng.hpp"

namespace CLI {
class App;
}

namespace gongdao::cmd {

/// `gongdao vote`: a voter's own program, which does what the page on a phone does. Owns: nothing; `rng`
/// outlives the app.
void add_vote_command(CLI::App& app, base::Rng& rng, int& exit_code);

}  // namespace gongdao::cmd
