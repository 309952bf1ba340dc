#include "server/log/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace gongdao::log {

namespace {

constexpr mode_t for_everyone = 0644;
constexpr std::size_t read_bytes = 1U << 16U;

class Descriptor {
public:
    Descriptor(const std::string& path, int flags)
        : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, for_everyone)) {}
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
    void sync() const {
        if (::fsync(number()) != 0) fail();
    }

private:
    std::string path_;
    int number_;
};

}  // namespace

std::optional<base::Bytes> read_whole(const std::string& file) {
    const Descriptor in(file, O_RDONLY);
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

void write_whole(const FilePlace& place, base::BytesView content, Durable durable) {
    const std::filesystem::path folder = std::filesystem::path(place.file).parent_path();
    std::filesystem::create_directories(folder);
    {
        const Descriptor out(place.draft, O_WRONLY | O_CREAT | O_TRUNC);
        for (base::BytesView left = content; !left.empty();) {
            const ssize_t put = ::write(out.number(), left.data(), left.size());
            if (put < 0) out.fail();
            left = left.subspan(static_cast<std::size_t>(put));
        }
        if (durable == Durable::yes) out.sync();
    }
    std::filesystem::rename(place.draft, place.file);
    if (durable == Durable::yes) Descriptor(folder.string(), O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace gongdao::log
