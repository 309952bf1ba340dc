#include "server/app/proposals.hpp"

#include <algorithm>

#include "server/app/carry_out.hpp"
#include "server/app/documents.hpp"

namespace gongdao::app {

using base::Code;

namespace {

base::Result<Proposal> proposal_of(const Context& app, const Room& room, Number number) {
    const auto bytes = documents::get(app, room, documents::proposal, documents::number_name(number));
    if (!bytes) return base::refuse(Code::not_found, "proposal");
    auto proposal = decode_proposal(*bytes);
    if (!proposal) throw store::StoreFault("a proposal cannot be read");
    return proposal;
}

/// What can be said at once, before another officer is asked.
base::Check check_act(const Act& act) {
    const auto* ended = std::get_if<VoidContest>(&act);
    const auto* restart = std::get_if<RestartCeremony>(&act);
    const auto* cancelled = std::get_if<CancelSlips>(&act);
    const bool unexplained = (ended != nullptr && ended->reason.empty()) ||
                             (restart != nullptr && restart->reason.empty()) ||
                             (cancelled != nullptr && cancelled->slips.reason.empty());
    if (unexplained) return base::refuse(Code::missing_field, "reason");
    if (restart != nullptr &&
        !std::ranges::is_sorted(restart->trustees, std::less_equal<>(), &session::TrusteeIndex::value))
        return base::refuse(Code::bad_field, "trustees: ascending, each once");
    // What cannot be read back must not be stored: it would stand in the way of everything else.
    const auto stored = decode_proposal(encode(Proposal{.officer = {}, .act = act}));
    if (!stored)
        return base::refuse(Code::bad_field, "too long, a control character, or too many: " +
                                                 std::string(base::name_of(stored.refusal().code)));
    return base::Done{};
}

}  // namespace

base::Result<Number> propose(Context& app, Room& room, const auth::Officer& officer, const Act& act) {
    const std::lock_guard acting(room.acting);
    if (const auto fine = check_act(act); !fine) return fine.refusal();
    for (const NumberedProposal& one : proposals_of(app, room)) {
        if (one.proposal.act == act)
            return base::refuse(Code::conflict, "proposal " + std::to_string(one.number) + " says the same");
    }
    const auto tx = app.store.begin();
    const Number number = documents::next_number(*tx, room, documents::proposal);
    tx->put_document(documents::key(room, documents::proposal, documents::number_name(number)),
                     encode(Proposal{.officer = officer.name, .act = act}));
    tx->commit();
    app.lines.write(
        ops::Level::info, "proposed",
        {{"session", base::to_hex(room.log.session().bytes)}, {"act", name_of(act)}, {"number", number}});
    return number;
}

base::Result<Confirmed> confirm(Context& app, Room& room, const auth::Officer& officer, Number number) {
    const std::lock_guard acting(room.acting);
    const auto proposal = proposal_of(app, room, number);
    if (!proposal) return proposal.refusal();
    if (proposal->officer == officer.name)
        return base::refuse(Code::same_officer, "another officer confirms");
    auto done = carry_out(app, room, proposal->act);
    if (!done) return done.refusal();
    documents::erase(app, room, documents::proposal, documents::number_name(number));
    app.lines.write(ops::Level::info, "confirmed",
                    {{"session", base::to_hex(room.log.session().bytes)},
                     {"act", name_of(proposal->act)},
                     {"number", number}});
    return done;
}

base::Check withdraw(Context& app, Room& room, const auth::Officer& officer, Number number) {
    const std::lock_guard acting(room.acting);
    const auto proposal = proposal_of(app, room, number);
    if (!proposal) return proposal.refusal();
    if (proposal->officer != officer.name)
        return base::refuse(Code::wrong_role, "only who proposed it may withdraw it");
    documents::erase(app, room, documents::proposal, documents::number_name(number));
    return base::Done{};
}

std::vector<NumberedProposal> proposals_of(const Context& app, const Room& room) {
    std::vector<NumberedProposal> proposals;
    for (const store::Document& one : documents::all(app, room, documents::proposal)) {
        auto proposal = decode_proposal(one.value);
        if (!proposal) throw store::StoreFault("a proposal cannot be read");
        proposals.push_back({.number = documents::number_of(one.name), .proposal = std::move(*proposal)});
    }
    return proposals;
}

}  // namespace gongdao::app
