#include "server/ops/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace gongdao::ops {

Descriptor::Descriptor(const std::string& path, int flags, mode_t mode)
    : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

int Descriptor::number() const {
    if (number_ < 0) fail();
    return number_;
}

void Descriptor::fail() const {
    throw std::system_error(errno, std::system_category(), path_);
}

void Descriptor::write(base::BytesView content) const {
    while (!content.empty()) {
        const ssize_t put = ::write(number(), content.data(), content.size());
        if (put < 0) fail();
        content = content.subspan(static_cast<std::size_t>(put));
    }
}

base::Bytes Descriptor::read_all() const {
    constexpr std::size_t step = 1U << 16U;
    base::Bytes content;
    for (std::size_t held = 0;;) {
        content.resize(held + step);
        const ssize_t got = ::read(number(), content.data() + held, step);
        if (got < 0) fail();
        held += static_cast<std::size_t>(got);
        if (got > 0) continue;
        content.resize(held);
        return content;
    }
}

void Descriptor::sync() const {
    if (::fsync(number()) != 0) fail();
}

std::optional<base::Bytes> read_file(const std::string& path) {
    const Descriptor in(path, O_RDONLY);
    if (!in.is_open() && errno == ENOENT) return std::nullopt;
    return in.read_all();
}

void sync_folder_of(const std::string& path) {
    const auto folder = std::filesystem::absolute(path).parent_path();
    Descriptor(folder.string(), O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace gongdao::ops
