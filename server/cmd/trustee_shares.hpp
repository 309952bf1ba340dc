#pragma once

#include "server/cmd/trustee.hpp"

namespace gongdao::cmd {

/// The share of this trustee for a group, as a whole `share` record. One a group, ever: what was given is in
/// the key file before it leaves, and the same is given again byte by byte.
///
/// Source:  SPEC §9.2, §9.3.
/// Needs:   `state` comes from an audit that allows shares (verify::allows_share), and the person has
/// compared the
///          closing code.
/// Refuses: not_now (not tallied, or decided already), out_of_range (no such group), group_too_small (not to
/// be
///          decrypted), already_shared (given for another list or closing root), bad_share, wrong_session.
base::Result<base::Bytes> give_share(Trustee& trustee, const session::State& state,
                                     const session::ContestId& contest, std::uint32_t group);

/// What the tool finds when it looks whether it may decrypt.
enum class DecryptStep {
    waiting,  ///< nothing is tallied yet that the closing code stands for
    opened,   ///< its shares are with the server
};

struct DecryptOptions {
    std::string closing_code;  ///< as typed from the signed paper
    std::string folder;        ///< for the copy that is audited
    unsigned threads = 1;
};

/// Follows the log; once the contest of the closing code is tallied, copies the folder, audits all of it,
/// asks, and gives this trustee's share of each of its groups. Refuses: as `follow`, `mirror`, `give_share`,
/// the server; wrong_code; bad_proof with what the audit found;
///          declined if the person does not agree.
base::Result<DecryptStep> decrypt_step(Trustee& trustee, const DecryptOptions& options);

/// How many shares that hold are still wanted, and whose do not hold. Needs: a decrypt_step that opened.
/// Faults: none; where the log cannot be read, nothing is told.
void tell_how_many_more(Trustee& trustee, const std::string& closing_code);

/// States that the share is destroyed, and destroys it: it leaves the key file first, then the statement is
/// posted, then the file goes. Refuses: as `follow` and the server; not_now while a contest is undecided.
base::Check destroy_share(Trustee& trustee);

}  // namespace gongdao::cmd
