#pragma once

#include "server/cmd/words.hpp"

namespace gongdao::cmd {

/// The person at a terminal, or a drill in which everything is agreed to.
class TerminalPerson final : public Person {
public:
    explicit TerminalPerson(bool agrees_always) : agrees_always_(agrees_always) {}

    /// A line; the same twice running is said once.
    void tell(const Words& words) override;
    /// Anything but yes is no, and so is the end of input.
    bool agrees(const Words& question) override;

private:
    bool agrees_always_;
    Words last_;
};

/// Asks without echo. Refuses: not_found if there is no terminal.
base::Result<std::string> ask_secret(const Words& question);
/// The first line of a file. Refuses: not_found.
base::Result<std::string> first_line_of(const std::string& file);

}  // namespace gongdao::cmd
