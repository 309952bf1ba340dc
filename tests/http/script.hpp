#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gongdao::http {

/// One line of a script (README.md), its escapes read.
struct Step {
    int line = 0;
    std::string verb;
    std::string text;
};

/// Faults: a line that is not understood.
std::vector<Step> read_script(const std::string& file);

/// Plays a script against the server on that port of loopback.
/// Gives: what was not as expected, with its line; empty when all was.
std::string play(const std::vector<Step>& script, std::uint16_t port);

}  // namespace gongdao::http
