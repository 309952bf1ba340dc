#include "server/cmd/private_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace gongdao::cmd {

namespace fs = std::filesystem;

namespace {

constexpr mode_t for_the_owner = 0600;
constexpr std::size_t read_bytes = 1U << 16U;

class Descriptor {
public:
    Descriptor(const std::string& path, int flags)
        : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, for_the_owner)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const {
        if (number_ < 0) fail();
        return number_;
    }
    [[noreturn]] void fail() const { throw std::system_error(errno, std::system_category(), path_); }
    void write(base::BytesView content) const {
        while (!content.empty()) {
            const ssize_t put = ::write(number(), content.data(), content.size());
            if (put < 0) fail();
            content = content.subspan(static_cast<std::size_t>(put));
        }
        sync();
    }
    void sync() const {
        if (::fsync(number()) != 0) fail();
    }

private:
    std::string path_;
    int number_;
};

void sync_folder_of(const std::string& path) {
    const fs::path folder = fs::absolute(path).parent_path();
    Descriptor(folder.string(), O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace

base::Check write_new_private(const std::string& path, base::BytesView content) {
    const Descriptor out(path, O_WRONLY | O_CREAT | O_EXCL);
    if (!out.is_open() && errno == EEXIST) return base::refuse(base::Code::conflict, path);
    out.write(content);
    sync_folder_of(path);
    return base::Done{};
}

void replace_private(const std::string& path, base::BytesView content) {
    const std::string draft = path + ".new";
    fs::remove(draft);  // of a write that was cut off
    Descriptor(draft, O_WRONLY | O_CREAT | O_EXCL).write(content);
    fs::rename(draft, path);
    sync_folder_of(path);
}

std::optional<base::Bytes> read_private(const std::string& path) {
    const Descriptor in(path, O_RDONLY);
    if (!in.is_open() && errno == ENOENT) return std::nullopt;
    base::Bytes content;
    for (std::size_t held = 0;;) {
        content.resize(held + read_bytes);
        const ssize_t got = ::read(in.number(), content.data() + held, read_bytes);
        if (got < 0) in.fail();
        held += static_cast<std::size_t>(got);
        if (got == 0) {
            content.resize(held);
            return content;
        }
    }
}

void wipe_private(const std::string& path) {
    if (!fs::exists(path)) return;
    Descriptor(path, O_WRONLY).write(base::Bytes(fs::file_size(path)));
    fs::remove(path);
    sync_folder_of(path);
}

base::Result<FileLock> FileLock::take(const std::string& path) {
    FileLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, for_the_owner));
    if (lock.number_ < 0) throw std::system_error(errno, std::system_category(), path);
    if (::flock(lock.number_, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno != EWOULDBLOCK) throw std::system_error(errno, std::system_category(), path);
    return base::refuse(base::Code::not_now, "另一个窗口正在用这个文件 / another window is using this file");
}

FileLock::~FileLock() {
    if (number_ >= 0) ::close(number_);
}

}  // namespace gongdao::cmd
