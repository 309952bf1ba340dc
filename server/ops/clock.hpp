#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace gongdao::ops {

/// A moment in UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// What time it is: an argument of whatever needs to know, so that a test can set it.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock. It may jump both ways: nothing may depend on its going forward.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// Stands still until it is told.
/// Thread: any.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : milliseconds_(start.time_since_epoch().count()) {}

    [[nodiscard]] Instant now() const override;
    void set(Instant to);
    void advance(std::chrono::milliseconds by);

private:
    std::atomic<std::int64_t> milliseconds_;
};

/// Needs: not before 1970, nor after 9999.
std::uint64_t unix_seconds(Instant instant);
std::uint64_t unix_milliseconds(Instant instant);
Instant from_unix_seconds(std::uint64_t seconds);

/// "2026-11-24T04:36:00.123Z" (RFC 3339).
std::string iso_text(Instant instant);

/// "Tue, 24 Nov 2026 04:36:00 GMT" (RFC 9110 §5.6.7).
std::string http_date(Instant instant);

}  // namespace gongdao::ops
