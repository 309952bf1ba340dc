#pragma once

#include "server/cmd/trustee.hpp"

namespace gongdao::cmd {

/// 口令 aside, all that it takes to begin: a signing key in a new key file, then a seat at the server's.
/// Called again with the same file it goes on where it was cut off.
/// Refuses: as the server; bad_key if the file does not read back as it was written.
base::Check take_seat(KeyStore& store, KeyFile& key, SessionServer& server, std::string_view code);

enum class CeremonyStep {
    waiting,   ///< for others
    moved,     ///< said something; there may be more to say
    finished,  ///< all have confirmed
    left_out,  ///< a new attempt goes on without this trustee
};

/// The next step of the key ceremony (SPEC §5) that is this trustee's, if it is its turn.
///
/// Secrets are in the key file before anything that depends on them is posted. Those of one attempt serve no
/// other, and boxes are made once. Refuses: as `follow` and the server; wrong_code if the person says that
/// the codes differ, bad_share.
base::Result<CeremonyStep> ceremony_step(Trustee& trustee);

}  // namespace gongdao::cmd
