#pragma once

#include "server/app/drafts.hpp"
#include "server/app/proposals.hpp"
#include "server/rules/outcome.hpp"

namespace gongdao::app {

struct TrusteeView {
    std::uint8_t number = 0;
    std::string name;
    bool joined = false;
    std::string step;  // what the trustee said last: "", keys, commit, reveal, complaint, confirm
};

struct ContestView {
    session::ContestId id;
    std::string title;
    session::Phase phase = session::Phase::defined;
    bool closing = false;  // no ballot is taken any more, `closed` waits for signatures
    std::uint32_t issued = 0;
    std::optional<std::uint32_t> received;  // with those that wait to be logged; see Turnouts
    std::string closing_code;
    std::vector<session::TrusteeIndex> shares, bad_shares;
    std::optional<rules::Outcome> outcome;
    std::vector<std::string> candidates;
};

/// Everything an officer may see of a session. Nothing about who has voted, nothing about choices before the
/// outcome.
struct SessionView {
    session::SessionId id;
    std::string title, organisation, short_name, host;
    std::string opening_code, ceremony_code, anchor;
    std::uint16_t attempt = 0;
    std::uint32_t threshold = 0;
    std::vector<TrusteeView> trustees;
    std::vector<bool> slip_lists;  // a class: uploaded
    bool frozen = false;
    std::optional<session::Attendance> attendance;
    std::uint32_t due = 0, present = 0;  // as marked now
    std::vector<ContestView> contests;
    std::vector<NumberedProposal> proposals;
    std::vector<NumberedDraft> drafts;
    std::uint64_t log_size = 0;
    bool published = false;
};
SessionView view_of(const Context& app, Room& room);

}  // namespace gongdao::app
