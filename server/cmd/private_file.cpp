#include "server/cmd/private_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "server/ops/file.hpp"

namespace gongdao::cmd {

namespace fs = std::filesystem;

namespace {

void write_durably(const ops::Descriptor& out, base::BytesView content) {
    out.write(content);
    out.sync();
}

}  // namespace

base::Check write_new_private(const std::string& path, base::BytesView content) {
    const ops::Descriptor out(path, O_WRONLY | O_CREAT | O_EXCL);
    if (!out.is_open() && errno == EEXIST) return base::refuse(base::Code::conflict, path);
    write_durably(out, content);
    ops::sync_folder_of(path);
    return base::Done{};
}

void replace_private(const std::string& path, base::BytesView content) {
    const std::string draft = path + ".new";
    fs::remove(draft);  // of a write that was cut off
    write_durably(ops::Descriptor(draft, O_WRONLY | O_CREAT | O_EXCL), content);
    fs::rename(draft, path);
    ops::sync_folder_of(path);
}

void wipe_private(const std::string& path) {
    if (!fs::exists(path)) return;
    write_durably(ops::Descriptor(path, O_WRONLY), base::Bytes(fs::file_size(path)));
    fs::remove(path);
    ops::sync_folder_of(path);
}

base::Result<FileLock> FileLock::take(const std::string& path) {
    FileLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, ops::for_the_owner));
    if (lock.number_ < 0) throw std::system_error(errno, std::system_category(), path);
    if (::flock(lock.number_, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno != EWOULDBLOCK) throw std::system_error(errno, std::system_category(), path);
    return base::refuse(base::Code::not_now, "另一个窗口正在用这个文件 / another window is using this file");
}

FileLock::~FileLock() {
    if (number_ >= 0) ::close(number_);
}

}  // namespace gongdao::cmd
