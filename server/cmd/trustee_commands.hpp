#pragma once

#include <string>

namespace CLI {
class App;
}

namespace gongdao::cmd {

/// What every subcommand of `gongdao-trustee` is told.
struct TrusteeOptions {
    std::string key, passphrase_file, ca, pin;
    bool yes = false;
    std::string server, session, code;  // join
    std::string act;                    // sign
    std::string closing_code;           // decrypt
    bool wait = false;
};

/// Exit codes of `gongdao-trustee`.
constexpr int exit_done = 0, exit_refused = 1, exit_usage = 2, exit_later = 3;

int join(const TrusteeOptions& options);
int hold_ceremony(const TrusteeOptions& options);
int sign(const TrusteeOptions& options);
int decrypt(const TrusteeOptions& options);
int destroy(const TrusteeOptions& options);
int show(const TrusteeOptions& options);

}  // namespace gongdao::cmd
