#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "server/ops/clock.hpp"

namespace gongdao::ops {

/// `fault` is the machine's (disk, database, network); it wants a person. `warning` will want one.
enum class Level { info, warning, fault };

/// The name of an event or of a field, fixed when the program is compiled: lower case, snake_case. What would
/// put a person, a slip or an address into the log does not compile.
class LogName {
public:
    consteval LogName(const char* text) : text_(text) {
        if (text_.empty() || !is_allowed(text_)) throw "not a name that may stand in the log";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    static constexpr bool is_allowed(std::string_view text) {
        for (const std::string_view never :
             {"person", "voter", "name", "phone", "address", "peer", "ip", "slip", "code", "ballot",
              "tracker", "choice", "choices", "password", "secret", "token", "cookie", "body"}) {
            if (text == never) return false;
        }
        for (const char c : text) {
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
        }
        return true;
    }

    std::string_view text_;
};

/// One fact of an event. Text is the program's own (a file, a refusal code, what an exception says), never
/// what a person sent.
struct LogField {
    LogName name;
    std::variant<bool, std::int64_t, std::uint64_t, std::string> value;

    LogField(LogName n, bool v) : name(n), value(v) {}
    LogField(LogName n, std::string_view v) : name(n), value(std::string(v)) {}
    LogField(LogName n, const std::string& v) : name(n), value(v) {}
    LogField(LogName n, const char* v) : name(n), value(std::string(v)) {}
    template <std::signed_integral T>
    LogField(LogName n, T v) : name(n), value(std::int64_t{v}) {}
    template <std::unsigned_integral T>
    LogField(LogName n, T v) : name(n), value(std::uint64_t{v}) {}
};

constexpr std::size_t max_log_text_bytes = 1024;

/// Events as lines of JSON, each with its time, level and fields, in one write.
/// Thread: any.
class LogLines {
public:
    /// To standard error.
    explicit LogLines(const Clock& clock);
    /// Appends to a file, readable by its owner alone. Faults: it cannot be opened.
    LogLines(const Clock& clock, const std::string& file);
    LogLines(const LogLines&) = delete;
    LogLines& operator=(const LogLines&) = delete;
    ~LogLines();

    /// A line that cannot be written is lost: a full disk must not end a vote by way of its log.
    void write(Level level, LogName event, std::initializer_list<LogField> fields = {});

private:
    const Clock& clock_;
    std::mutex mutex_;
    int descriptor_;
    bool owned_;
};

}  // namespace gongdao::ops
