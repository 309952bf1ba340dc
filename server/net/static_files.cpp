#include "server/net/static_files.hpp"

#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace gongdao::net {
namespace {

constexpr std::size_t read_at_once_bytes = 64UL * 1024;

struct Kind {
    std::string_view name_end;
    std::string_view media_type;
};

constexpr auto kinds = std::to_array<Kind>({
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
    {".pdf", "application/pdf"},
    {".csv", "text/csv; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".pem", "text/plain; charset=utf-8"},
    {"/checkpoint", "text/plain; charset=utf-8"},
    {"/policy", "text/plain; charset=utf-8"},
    {"/files", "text/plain; charset=utf-8"},
});

std::string_view media_type_of(const std::string& path) {
    const std::string rooted = '/' + path;
    for (const Kind& kind : kinds) {
        if (rooted.ends_with(kind.name_end)) return kind.media_type;
    }
    return "application/octet-stream";
}

bool is_published_name(std::string_view name) {
    constexpr std::string_view marks = "-._~";
    return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

[[noreturn]] void fault(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// An open file or folder, or −1.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { reset(-1); }

    [[nodiscard]] int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }
    void reset(int number) {
        if (number_ >= 0) ::close(number_);
        number_ = number;
    }

private:
    int number_;
};

/// Goes down one name at a time, so that no name can lead out: none is a link, none is "..".
Descriptor opened_below(int root, std::string_view path) {
    constexpr int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    Descriptor folder(-1);
    for (;;) {
        const std::size_t slash = path.find('/');
        const std::string name(path.substr(0, slash));
        if (!is_published_name(name)) return Descriptor(-1);
        const int above = folder.number() < 0 ? root : folder.number();
        const bool last = slash == std::string_view::npos;
        Descriptor here(::openat(above, name.c_str(), last ? flags : flags | O_DIRECTORY));
        if (here.number() < 0 && (errno == EMFILE || errno == ENFILE || errno == EIO || errno == EACCES)) {
            fault("opening a published file");
        }
        if (here.number() < 0 || last) return Descriptor(here.release());
        folder.reset(here.release());
        path.remove_prefix(slash + 1);
    }
}

/// Changes with the file: another inode, length or time is another tag. Source: RFC 9110 §8.8.3.
std::string tag_of(const struct stat& facts) {
    std::string text;
    for (const auto number :
         {static_cast<long long>(facts.st_ino), static_cast<long long>(facts.st_size),
          static_cast<long long>(facts.st_mtim.tv_sec), static_cast<long long>(facts.st_mtim.tv_nsec),
          static_cast<long long>(facts.st_ctim.tv_sec), static_cast<long long>(facts.st_ctim.tv_nsec)}) {
        text += std::to_string(number) + ' ';
    }
    constexpr std::size_t hex_digits = 32;
    return '"' + base::to_hex(base::sha256(base::view_of(text))).substr(0, hex_digits) + '"';
}

/// Source: RFC 9110 §13.1.2.
bool is_known(std::string_view if_none_match, std::string_view tag) {
    while (!if_none_match.empty()) {
        std::string_view one = if_none_match.substr(0, if_none_match.find(','));
        if_none_match.remove_prefix(std::min(one.size() + 1, if_none_match.size()));
        one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
        one = one.substr(0, one.find_last_not_of(" \t") + 1);
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == tag || one == "*") return true;
    }
    return false;
}

}  // namespace

StaticFiles::StaticFiles(const std::string& root, std::vector<CacheRule> rules)
    : root_(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), rules_(std::move(rules)) {
    if (root_ < 0) fault(root);
}

StaticFiles::~StaticFiles() {
    ::close(root_);
}

std::optional<Reply> StaticFiles::find(std::string_view path, const Request& request) const {
    std::string below(path);
    if (below.empty() || below.ends_with('/')) below += "index.html";
    Descriptor descriptor = opened_below(root_, below);
    if (descriptor.number() < 0) return std::nullopt;
    struct stat facts {};
    if (::fstat(descriptor.number(), &facts) != 0) fault("reading a published file");
    Reply reply;
    if (S_ISDIR(facts.st_mode)) {
        reply.status = 308;
        reply.headers = {{"location", "./" + below.substr(below.rfind('/') + 1) + '/'}};
        return reply;
    }
    if (!S_ISREG(facts.st_mode)) return std::nullopt;

    const std::string tag = tag_of(facts);
    const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const CacheRule& r) {
        return ::fnmatch(r.pattern.c_str(), below.c_str(), 0) == 0;
    });
    reply.headers = {{"etag", tag},
                     {"cache-control", rule == rules_.end() ? std::string(no_cache) : rule->cache_control}};
    if (is_known(request.header("if-none-match").value_or(""), tag)) {
        reply.status = 304;
        return reply;
    }
    reply.headers.push_back({"content-type", std::string(media_type_of(below))});
    const auto bytes = static_cast<std::uint64_t>(facts.st_size);
    auto file = std::make_shared<const File>(descriptor.release(), bytes);
    if (bytes > read_at_once_bytes) {
        reply.file = std::move(file);
    } else {
        reply.body.resize(bytes);
        file->read(0, reply.body);
    }
    return reply;
}

}  // namespace gongdao::net
