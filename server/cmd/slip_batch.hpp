#pragma once

#include <functional>
#include <optional>
#include <string>

#include "crypto/ballot/ids.hpp"
#include "crypto/base/rng.hpp"

namespace gongdao::cmd {

/// Which slips (票证) are to be made.
struct SlipOrder {
    ballot::SessionId session;
    std::string host, short_name;
    ballot::ClassNumber of_class;
    std::uint32_t slips = 0, slots = 0;
    std::optional<std::string> anchor;
};

/// What the registrar keeps and what the server gets.
struct SlipBatch {
    std::string links;  ///< secret: a link a line, in an order of their own
    std::string slips;  ///< secret: `<printed code>  <tag>` a line, by tag
    base::Bytes keys;   ///< public: the slip list of SPEC §4.2
};

using SlipProgress = std::function<void(std::uint32_t done)>;

/// Draws slips until there are as many as ordered; no two of a batch have one tag.
/// Needs: slots 1 … ballot::max_slots, slips 1 … ballot::max_slips. Cost: a multiplication a slip and slot.
SlipBatch make_slips(const SlipOrder& order, const SlipProgress& progress, base::Rng& rng);

}  // namespace gongdao::cmd
