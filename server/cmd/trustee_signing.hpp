#pragma once

#include "server/cmd/trustee.hpp"

namespace gongdao::cmd {

/// How far a record's time may be from the own clock.
constexpr std::uint64_t clock_tolerance_seconds = 600;

/// Seconds of the pause for objections that are left since this tool saw `closed` in the log, by its own clock;
/// 0 for any record but `settled`. The fold compares the times in two records, and a server that holds one back
/// leaves the voters no time to object between them.
std::uint64_t pause_left(const Trustee& trustee, const session::Fields& fields);

/// Whether a record is one that trustees sign together and fits what this trustee has verified itself: the
/// fold takes it, its time is now, no pause is left, and a manifest names the key that this file holds a share
/// of.
/// Refuses: bad_type, out_of_range (time, rules), not_now (pause), and what the fold says.
base::Check check_draft(const Trustee& trustee, base::BytesView record);

/// The drafts that wait for this trustee's signature, of this act or, if it is empty, of any.
/// Refuses: as the server and `follow`.
base::Result<std::vector<Draft>> waiting_drafts(Trustee& trustee, std::string_view act);

/// Says what the record says, asks, and signs it. Needs: as `check_draft`.
/// Gives: whether that was the last signature.
/// Refuses: as `check_draft` and the server; declined if the person does not agree.
base::Result<bool> sign_draft(Trustee& trustee, const Draft& draft);

}  // namespace gongdao::cmd
