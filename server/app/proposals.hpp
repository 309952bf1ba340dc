#pragma once

#include "server/app/act.hpp"
#include "server/app/context.hpp"
#include "server/auth/role.hpp"

namespace gongdao::app {

/// Number of a proposal or of a draft, counted over the session from 1.
using Number = std::uint32_t;

/// Refuses: not_now, with what the act still needs, where that can be told already.
base::Result<Number> propose(Context& app, Room& room, const auth::Officer& officer, const Act& act);

/// What a confirmation led to: a draft that trustees must sign, or it is done.
struct Confirmed {
    std::optional<Number> draft;
};
/// Refuses: not_found, same_officer, and whatever the act is refused for; the proposal then stays.
base::Result<Confirmed> confirm(Context& app, Room& room, const auth::Officer& officer, Number proposal);
base::Check withdraw(Context& app, Room& room, const auth::Officer& officer, Number proposal);

struct NumberedProposal {
    Number number = 0;
    Proposal proposal;
};
std::vector<NumberedProposal> proposals_of(const Context& app, const Room& room);

}  // namespace gongdao::app
