#pragma once

#include <map>
#include <memory>

#include "crypto/merkle/tree.hpp"
#include "crypto/session/state.hpp"
#include "server/log/session_keys.hpp"

namespace gongdao::log {

/// Where the slip lists of a session stand among its documents: this kind, the class's number in decimal as
/// the name.
constexpr std::string_view slip_list_kind = "slips";

/// The store holds what is no log of this session, or less than what was published.
class LogFault : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What the ballots of a contest look like.
struct BallotForm {
    ballot::Contest contest;
    ballot::Layout layout;
};

/// One box of one contest: whose ballots are logged together.
struct BoxKey {
    ballot::ContestId contest;
    ballot::BoxNumber box;
    auto operator<=>(const BoxKey&) const = default;
};

BoxKey box_of(const ballot::Entry& entry);

/// All that a session's log knows, as the store tells it: what is logged, and the ballots that were promised
/// and wait.
struct Fold {
    session::State state;               ///< what is logged
    merkle::Tree tree;                  ///< the same, as the published tiles need it
    session::Chains accepted;           ///< what is logged and what waits
    std::vector<ballot::Tracker> cast;  ///< cast ballots in the order of the log, of all contests
    std::map<BoxKey, std::vector<ballot::Entry>> waiting;
    std::map<ballot::ContestId, std::shared_ptr<const BallotForm>> forms;

    void add(const session::Record& record, const session::Beside& beside, base::BytesView leaf);
    /// Takes a ballot that waits from now on.
    void add_waiting(const ballot::Entry& entry, const ballot::Body& body);
    /// Logs one that was taken before; it is for the caller to take it out of `waiting`.
    void add_logged(const ballot::Entry& entry, base::BytesView leaf);
};

/// The files that a session's manifest names, out of its documents.
std::vector<base::Bytes> read_slip_lists(store::Transaction& tx, const ballot::SessionId& session);

/// Refuses: wrong_session, bad_key: a setup that is not this session's, or names other keys than its
///          server's.
base::Check check_setup(const session::Setup& setup, const ballot::SessionId& session,
                        const PublicKeys& keys);

/// Folds everything that the store holds of the session. Order and form are checked as ever; signatures and
/// proofs, which were verified before they were stored, are not, but for the entries that wait to be logged.
/// Faults: StoreFault, LogFault.
Fold load_fold(store::Transaction& tx, const ballot::SessionId& session, const PublicKeys& keys);

}  // namespace gongdao::log
