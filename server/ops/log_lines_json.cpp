#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

#include "server/ops/log_lines.hpp"

namespace gongdao::ops {
namespace {

using Line = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> level_names{"info", "warning", "fault"};

struct AsJson {
    Line operator()(const std::string& text) const { return text.substr(0, max_log_text_bytes); }
    Line operator()(auto value) const { return value; }
};

std::string line_of(Instant at, Level level, LogName event, std::initializer_list<LogField> fields) {
    Line line{{"at", iso_text(at)},
              {"level", level_names.at(static_cast<std::size_t>(level))},
              {"event", event.text()}};
    for (const LogField& field : fields)
        line[std::string(field.name.text())] = std::visit(AsJson{}, field.value);
    // ASCII alone, so that a terminal shows what was written and nothing in a line can move its cursor.
    return line.dump(-1, ' ', true, Line::error_handler_t::replace) + "\n";
}

int opened_for_append(const std::string& file) {
    constexpr mode_t owner_only = 0600;
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, owner_only);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "log file " + file);
    return descriptor;
}

}  // namespace

LogLines::LogLines(const Clock& clock) : clock_(clock), descriptor_(STDERR_FILENO), owned_(false) {}

LogLines::LogLines(const Clock& clock, const std::string& file)
    : clock_(clock), descriptor_(opened_for_append(file)), owned_(true) {}

LogLines::~LogLines() {
    if (owned_) ::close(descriptor_);
}

void LogLines::write(Level level, LogName event, std::initializer_list<LogField> fields) {
    const std::string line = line_of(clock_.now(), level, event, fields);
    const std::lock_guard lock(mutex_);
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace gongdao::ops
