#include "server/cmd/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace gongdao::cmd {

Process::Process(const std::vector<std::string>& arguments, std::string output_file)
    : output_file_(std::move(output_file)) {
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const std::string& one : arguments) argv.push_back(const_cast<char*>(one.c_str()));
    argv.push_back(nullptr);
    constexpr int create = O_WRONLY | O_CREAT | O_TRUNC;
    const std::string errors_file = output_file_ + ".err";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output_file_.c_str(), create,
                                     S_IRUSR | S_IWUSR);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors_file.c_str(), create, S_IRUSR | S_IWUSR);
    // Signals that this program holds back are not held back in the other.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    const int error = posix_spawn(&id_, argv[0], &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::generic_category(), arguments.front());
}

Process::Process(Process&& other) noexcept
    : id_(other.id_), code_(other.code_), output_file_(std::move(other.output_file_)) {
    other.code_ = 0;  // nothing left to wait for
}

Process::~Process() {
    if (code_ >= 0) return;
    signal(SIGTERM);
    wait();
}

int Process::wait() {
    int status = 0;
    if (code_ < 0 && ::waitpid(id_, &status, 0) == id_) {
        code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return code_;
}

bool Process::running() {
    int status = 0;
    if (code_ < 0 && ::waitpid(id_, &status, WNOHANG) == id_) {
        code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return code_ < 0;
}

void Process::signal(int number) const {
    ::kill(id_, number);
}

namespace {

std::string text_in(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

std::string Process::output() const {
    return text_in(output_file_);
}
std::string Process::errors() const {
    return text_in(output_file_ + ".err");
}

std::string program_folder() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().string();
}

}  // namespace gongdao::cmd
