#include "server/cmd/slip_batch.hpp"

#include <algorithm>
#include <map>

#include "crypto/ballot/slip.hpp"
#include "crypto/ballot/slip_list.hpp"

namespace gongdao::cmd {

namespace {

/// Uniform below `bound`: what does not divide evenly is drawn again.
std::uint32_t draw_below(std::uint32_t bound, base::Rng& rng) {
    const std::uint32_t limit = UINT32_MAX - UINT32_MAX % bound;
    for (;;) {
        base::ByteArray<4> bytes{};
        rng.fill(bytes);
        std::uint32_t value = 0;
        for (const std::uint8_t byte : bytes) value = value << 8U | byte;
        if (value < limit) return value % bound;
    }
}

void shuffle(std::vector<std::string>& lines, base::Rng& rng) {
    for (std::size_t i = lines.size(); i > 1; --i) {
        std::swap(lines[i - 1], lines[draw_below(static_cast<std::uint32_t>(i), rng)]);
    }
}

bool ascends(const elgamal::PublicKey& a, const elgamal::PublicKey& b) {
    return std::ranges::lexicographical_compare(a.encoded(), b.encoded());
}

}  // namespace

SlipBatch make_slips(const SlipOrder& order, const SlipProgress& progress, base::Rng& rng) {
    ballot::SlipList list{.slips = order.slips, .runs = std::vector<ballot::SlipRun>(order.slots)};
    std::vector<std::string> links;
    std::map<std::string, std::string> by_tag;
    while (by_tag.size() < order.slips) {
        ballot::SlipSecret slip = ballot::draw_slip(rng);
        const std::string tag = ballot::tag_of(order.session, slip);
        if (!by_tag.emplace(tag, ballot::printed(slip)).second) continue;
        for (std::uint32_t slot = 0; slot < order.slots; ++slot) {
            list.runs[slot].push_back(ballot::slip_key(
                {.session = order.session, .of_class = order.of_class, .slot = {slot}}, slip));
        }
        links.push_back(ballot::printed(ballot::SlipLink{.host = order.host,
                                                         .short_name = order.short_name,
                                                         .slip = std::move(slip),
                                                         .anchor = order.anchor}));
        progress(static_cast<std::uint32_t>(by_tag.size()));
    }
    for (ballot::SlipRun& run : list.runs) std::ranges::sort(run, ascends);
    shuffle(links, rng);
    SlipBatch batch;
    for (const std::string& link : links) batch.links.append(link).append("\n");
    for (const auto& [tag, code] : by_tag) batch.slips.append(code).append("  ").append(tag).append("\n");
    batch.keys = ballot::encode_slip_list(list);
    return batch;
}

}  // namespace gongdao::cmd
