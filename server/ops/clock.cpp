#include "server/ops/clock.hpp"

#include <array>
#include <ctime>

#include "crypto/base/require.hpp"

namespace gongdao::ops {
namespace {

constexpr std::uint64_t year_10000 = 253'402'300'800;

std::string formatted(Instant instant, const char* format) {
    const auto seconds = static_cast<std::time_t>(unix_seconds(instant));
    std::tm parts{};
    GONGDAO_REQUIRE(::gmtime_r(&seconds, &parts) != nullptr);
    std::array<char, 40> text{};  // the C locale's names: nothing in Gongdao calls setlocale
    return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

}  // namespace

Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Instant ManualClock::now() const {
    return Instant(std::chrono::milliseconds(milliseconds_.load()));
}

void ManualClock::set(Instant to) {
    milliseconds_ = to.time_since_epoch().count();
}

void ManualClock::advance(std::chrono::milliseconds by) {
    milliseconds_ += by.count();
}

std::uint64_t unix_milliseconds(Instant instant) {
    const auto count = instant.time_since_epoch().count();
    GONGDAO_REQUIRE(count >= 0 && static_cast<std::uint64_t>(count) < year_10000 * 1000);
    return static_cast<std::uint64_t>(count);
}

std::uint64_t unix_seconds(Instant instant) {
    return unix_milliseconds(instant) / 1000;
}

Instant from_unix_seconds(std::uint64_t seconds) {
    GONGDAO_REQUIRE(seconds < year_10000);
    return Instant(std::chrono::seconds(seconds));
}

std::string iso_text(Instant instant) {
    const std::string thousandths = std::to_string(1000 + unix_milliseconds(instant) % 1000).substr(1);
    return formatted(instant, "%Y-%m-%dT%H:%M:%S.") + thousandths + "Z";
}

std::string http_date(Instant instant) {
    return formatted(instant, "%a, %d %b %Y %H:%M:%S GMT");
}

}  // namespace gongdao::ops
