#include "server/app/turnout.hpp"

namespace gongdao::app {

namespace {

constexpr std::uint32_t step = 5, most_untold = 10;
constexpr auto interval = std::chrono::minutes(1);

}  // namespace

std::optional<std::uint32_t> Turnouts::shown(const session::ContestId& contest, const TurnoutFigures& figures,
                                             ops::Instant now) {
    if (figures.received >= figures.issued) return figures.received;
    if (figures.issued <= most_untold) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto [last, first] = last_.try_emplace(contest, Shown{.received = 0, .at = now});
    const bool fresh = now - last->second.at < interval && last->second.at - now < interval;
    if (first || !fresh) last->second = {.received = figures.received / step * step, .at = now};
    return last->second.received;
}

}  // namespace gongdao::app
