#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "crypto/base/bytes.hpp"

namespace gongdao::cmd {

/// A program that this one started. What it prints goes to a file, its errors to `<file>.err`: nothing waits
/// for a reader.
/// Owns: the process: one that still runs is asked to end, and waited for.
class Process {
public:
    /// Needs: `arguments[0]` is the program's file. Faults: std::system_error.
    Process(const std::vector<std::string>& arguments, std::string output_file);
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;
    ~Process();

    /// Waits for its end. Gives: its exit code; 128 + the signal that ended it.
    int wait();
    /// Whether it still runs.
    [[nodiscard]] bool running();
    void signal(int number) const;
    /// What it has printed so far.
    [[nodiscard]] std::string output() const;
    [[nodiscard]] std::string errors() const;
    [[nodiscard]] pid_t id() const { return id_; }

private:
    pid_t id_ = 0;
    int code_ = -1;
    std::string output_file_;
};

/// The folder that this program's file lies in, where its sisters lie too.
std::string program_folder();

}  // namespace gongdao::cmd
