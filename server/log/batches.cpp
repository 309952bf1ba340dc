#include "server/log/batches.hpp"

#include <algorithm>
#include <tuple>

namespace gongdao::log {

namespace {

constexpr std::uint32_t most_slips_logged_whole = 200;
constexpr std::uint32_t usual_floor = 20;

}  // namespace

std::size_t due(const BatchRule& rule, std::size_t waiting) {
    if (rule.floor == 1) return waiting;
    if (rule.floor == 0 && rule.issued <= most_slips_logged_whole) return 0;  // all at closing
    const std::size_t floor = rule.floor == 0 ? usual_floor : rule.floor;
    return waiting >= 2 * floor ? waiting / 2 : 0;
}

void sort_for_log(std::vector<ballot::Entry>& entries) {
    std::ranges::sort(entries, {}, [](const ballot::Entry& entry) {
        const auto& fields = entry.fields;
        return std::tuple(fields.counter, fields.disposition == ballot::Disposition::cast, fields.tracker);
    });
}

}  // namespace gongdao::log
