#pragma once

#include <map>
#include <string>
#include <vector>

#include "crypto/note/checkpoint.hpp"
#include "crypto/session/state.hpp"
#include "server/net/client.hpp"

namespace gongdao::cmd {

/// The published log of a session, followed over the network and believed in nothing: every entry is hashed, the root is
/// recomputed and compared with the checkpoint, every record is folded. What was seen once must stay.
///
/// Bodies and proofs of ballots are not its concern: the audit's.
class PublicLog {
public:
    /// `session` is the id in hex. Owns: nothing; the client outlives it.
    PublicLog(net::Client& client, std::string session) : client_(client), session_(std::move(session)) {}

    /// Fetches what is new. Gives: whether anything was.
    /// Refuses: unreachable and the like (try again); bad_signature, bad_consistency (another log than before), wrong_session
    ///          (the setup is another's), and what the fold refuses: the log is no log.
    base::Result<bool> update();

    [[nodiscard]] const session::State& state() const { return state_; }
    /// The newest checkpoint, as signed. Empty before the first.
    [[nodiscard]] const std::string& checkpoint() const { return checkpoint_; }
    /// All entries so far.
    [[nodiscard]] const std::vector<base::Bytes>& leaves() const { return leaves_; }
    /// A file of the session's folder. Refuses: not_found.
    base::Result<base::Bytes> fetch(std::string_view path);

private:
    base::Result<std::vector<base::Bytes>> fetch_entries(std::uint64_t from, std::uint64_t size);
    base::Check add(base::BytesView leaf);

    net::Client& client_;
    std::string session_;
    std::string checkpoint_;
    std::vector<base::Bytes> leaves_;
    session::State state_;
};

}  // namespace gongdao::cmd
