#pragma once

#include "crypto/merkle/tree.hpp"
#include "crypto/note/policy.hpp"
#include "crypto/verify/verify_log.hpp"

namespace gongdao::verify {

/// What a checkpoint says of itself. Nothing in it is to be believed before `verify_checkpoint` and
/// `verify_root`. Refuses: as SignedNote::decode and decode_checkpoint.
base::Result<note::Checkpoint> read_head(std::string_view checkpoint);

/// The log's key under the session's origin. Needs: a setup that was admitted.
note::VerifierKey log_key_of(const session::Setup& setup);

/// `checkpoint`: form, origin, signature. Asked only once there is a setup.
void verify_checkpoint(std::string_view checkpoint, const session::State& state, Report& report);

/// `root`. Needs: `tree` of as many entries as the head says.
void verify_root(const note::Checkpoint& head, const merkle::Tree& tree, Report& report);

/// `growth`: that the log begins as it was when `earlier` was signed. Needs: the whole tree.
void verify_growth(std::string_view earlier, const merkle::Tree& tree, const session::State& state,
                   Report& report);

/// `policy`: the file is what `setup` says, and the checkpoint satisfies it. Needs: `checkpoint` was
/// verified.
void verify_policy(base::BytesView policy, std::string_view checkpoint, const session::State& state,
                   Report& report);

/// Codes as people type them, from the screen or the signed paper.
struct Codes {
    std::vector<std::string> opening;  ///< of the session, and of its rounds
    std::vector<std::string> closing;  ///< of its contests
};

/// `opening_code`, `closing_code`. Needs: `log` is finished.
void verify_codes(const Codes& codes, const LogVerifier& log, Report& report);

}  // namespace gongdao::verify
