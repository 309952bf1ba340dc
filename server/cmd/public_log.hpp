#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/note/checkpoint.hpp"
#include "crypto/session/state.hpp"
#include "server/cmd/public_files.hpp"

namespace gongdao::cmd {

/// The published log of a session, followed and believed in nothing: every entry is hashed, the root is
/// recomputed and compared with the checkpoint, every record is folded. What was seen once must stay.
///
/// Bodies and proofs of ballots are not its concern: the audit's.
class PublicLog {
public:
    /// Owns: nothing; the files outlive it.
    PublicLog(PublicFiles& files, const session::SessionId& session) : files_(files), session_(session) {}
    /// `session` is the id in hex. Owns: nothing; the client outlives it.
    PublicLog(net::Client& client, std::string_view session);

    /// The log must begin as it was when this checkpoint of it was verified. Needs: before the first
    /// `update`.
    void expect(note::Checkpoint earlier) { earlier_ = std::move(earlier); }

    /// Fetches what is new. Gives: whether anything was; before there is a log, nothing is.
    /// Refuses: unreachable and the like (try again); bad_signature, bad_consistency (another log than
    /// before),
    ///          wrong_session (the setup is another's), and what the fold refuses: the log is no log, and
    ///          every later update refuses too.
    base::Result<bool> update();

    [[nodiscard]] const session::State& state() const { return state_; }
    /// The newest checkpoint, as signed; it holds `leaves` and nothing else. Empty before the first.
    [[nodiscard]] const std::string& checkpoint() const { return checkpoint_; }
    [[nodiscard]] const std::vector<base::Bytes>& leaves() const { return leaves_; }
    [[nodiscard]] PublicFiles& files() const { return files_; }

private:
    base::Result<bool> read_on();
    base::Check add_entries(std::uint64_t size);
    base::Check add(base::BytesView leaf);
    base::Check compare_with_earlier() const;
    [[nodiscard]] base::Result<base::Bytes> fetch_large(base::BytesView leaf) const;

    std::unique_ptr<PublicFiles> own_files_;
    PublicFiles& files_;
    session::SessionId session_;
    std::optional<note::Checkpoint> earlier_;
    std::optional<base::Refusal> broken_;  // for good
    std::string checkpoint_;
    std::uint64_t verified_ = 0;  // entries that a signed checkpoint has vouched for
    std::vector<base::Bytes> leaves_;
    session::State state_;
};

}  // namespace gongdao::cmd
