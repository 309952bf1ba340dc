#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "crypto/ballot/entry.hpp"
#include "crypto/ballot/slip.hpp"
#include "crypto/ballot/slip_list.hpp"
#include "crypto/merkle/tree.hpp"
#include "crypto/note/checkpoint.hpp"
#include "crypto/session/contest.hpp"
#include "crypto/sign/sm2.hpp"
#include "crypto/threshold/key_ceremony.hpp"
#include "tests/support/seeded_rng.hpp"

namespace gongdao::support {

using session::Fields;
using Signers = std::vector<std::uint8_t>;
using Files = std::map<std::string, base::Bytes>;

struct Vote {
    std::uint32_t contest = 0, of_class = 0, slip = 0;
    std::vector<std::uint8_t> marks{};
    bool checked = false;
};

/// What a session is to be like. Everybody with a slip votes, unless `votes` says who votes how.
struct SessionPlan {
    std::uint32_t seed = 1;
    std::uint8_t trustees = 3, threshold = 2;
    std::vector<std::uint32_t> classes{6};  ///< slips
    std::uint32_t leftover = 1;             ///< the last slips of each class, cancelled before anything opens
    std::uint32_t contests = 1, candidates = 4, seats = 3;
    bool recast = false;
    bool complaint = false;  ///< trustee 2 deals wrongly to 3 at first; the key is made again without 2
    std::size_t objections = 0;
    std::string witness_policy{};
    std::optional<std::vector<Vote>> votes{};
};

class SessionBuilder;

/// A ballot while it is made.
struct BallotDraft {
    ballot::Contest contest;
    ballot::Header header;
    std::vector<std::uint8_t> marks;
    ballot::Disposition disposition;
    const group::SecretScalar& x;
    base::Bytes body;           ///< made of the above unless a forger has put something there
    ballot::EntryFields entry;  ///< made of header and body
};

/// Who changes something before it is signed; whatever follows from it is made and signed anew, by the right
/// keys.
struct Forger {
    /// A record's fields and who will sign them.
    std::function<void(SessionBuilder&, Fields&, Signers&)> fields{};
    std::function<void(SessionBuilder&, session::Record&)> record{};  ///< signed
    std::function<void(SessionBuilder&, base::Bytes&)> leaf{};        ///< of a record or an entry
    /// What was just logged: more may be logged now.
    std::function<void(SessionBuilder&, const Fields&)> after{};
    std::function<void(SessionBuilder&, BallotDraft&)> draft{};  ///< before the body is made
    std::function<void(SessionBuilder&, BallotDraft&)> body{};   ///< before entry.tracker is taken from it
    std::function<void(SessionBuilder&, BallotDraft&)> entry{};  ///< before the entry is signed
    std::function<void(ballot::Entry&)> signed_entry{};
    std::function<void(ballot::SlipList&)> slips{};  ///< before the manifest takes their hashes
    std::function<void(note::Checkpoint&)> head{};   ///< before the log signs it
    std::function<void(SessionBuilder&, Files&)>
        folder{};  ///< before result.json and the list of files are signed
    std::function<void(SessionBuilder&, std::string&)> list{};  ///< of files, before it is signed
    std::function<void(SessionBuilder&, Files&)> published{};   ///< all
};

/// A whole session with real cryptography, step by step, in memory. What it takes from chance comes from the
/// plan's seed.
class SessionBuilder {
public:
    explicit SessionBuilder(SessionPlan plan = {}, Forger forger = {});

    void set_up();
    void hold_ceremony();
    void fix_manifest();
    void count_attendance();
    void cancel_leftovers();
    void open(std::uint32_t contest);
    void vote(const Vote& vote);
    void close(std::uint32_t contest);
    void settle(std::uint32_t contest);
    void tally(std::uint32_t contest);
    void share(std::uint32_t contest);
    void result(std::uint32_t contest);
    void decide(std::uint32_t contest);
    void annul(std::optional<std::uint32_t> contest = {});  ///< the whole session unless a contest is given
    void add_paper();
    void publish();
    /// From `set_up` to `cancel_leftovers`.
    void prepare();
    /// All of it, in this order.
    void run();

    /// Signs and logs a record.
    void log(Fields fields, Signers signers);
    void log_leaf(base::Bytes leaf);
    /// Gives the entry as it was logged.
    ballot::Entry log_entry(ballot::Entry entry, base::Bytes body = {});
    [[nodiscard]] session::Record sign(const Fields& fields, Signers signers) const;

    /// One contest as the log has it so far, as this forger would have it.
    struct Contest {
        ballot::ContestDefinition definition;
        session::ContestId id;
        std::vector<ballot::Entry> cast;
        std::vector<base::Bytes> bodies;
        std::vector<std::uint32_t> challenged;
        base::Sha256 closing_root{};
        session::Opened opened;
        session::Closed closed;
        session::Tally tally;
        std::vector<session::Share> shares;
        session::ResultRecord result;
        base::Bytes outcome;
        std::optional<base::Sha256> outcome_hash;
        std::string void_reason;
        /// Places in `cast` of the last ballot of each slip in these boxes.
        [[nodiscard]] std::vector<std::size_t> counted_in(const std::vector<session::BoxNumber>& boxes) const;
    };
    [[nodiscard]] const std::vector<Contest>& contests() const { return contests_; }
    [[nodiscard]] ballot::Contest ballot_contest(std::uint32_t contest) const;
    [[nodiscard]] const session::Setup& setup() const { return setup_; }
    [[nodiscard]] const session::Manifest& manifest() const { return manifest_; }
    [[nodiscard]] const base::Sha256& K() const { return K_; }
    [[nodiscard]] const base::Sha256& M() const { return M_; }
    [[nodiscard]] const threshold::CeremonyContext& ceremony() const { return ceremony_; }
    [[nodiscard]] const std::vector<threshold::Reveal>& reveals() const { return reveals_; }
    [[nodiscard]] const std::vector<base::Bytes>& leaves() const { return leaves_; }
    [[nodiscard]] const std::vector<base::Bytes>& slip_lists() const { return slip_lists_; }
    [[nodiscard]] const Files& large() const { return large_; }
    [[nodiscard]] const Files& files() const { return files_; }
    /// A checkpoint of the log as it is.
    [[nodiscard]] std::string checkpoint() const;
    /// The two trustees who sign what two sign.
    [[nodiscard]] Signers two() const;
    [[nodiscard]] group::SecretScalar slip_secret(std::uint32_t of_class, std::uint32_t slot,
                                                  std::uint32_t slip) const;
    [[nodiscard]] elgamal::PublicKey slip_key(std::uint32_t of_class, std::uint32_t slot,
                                              std::uint32_t slip) const;
    /// e_i of the current attempt, and s_i.
    [[nodiscard]] const group::SecretScalar& encryption_secret(session::TrusteeIndex i) const {
        return e_.at(i);
    }
    [[nodiscard]] const group::SecretScalar& share_secret(session::TrusteeIndex i) const { return s_.at(i); }
    [[nodiscard]] const sign::Ed25519SecretKey& key_of(std::uint8_t signer) const { return keys_.at(signer); }
    [[nodiscard]] const sign::Ed25519SecretKey& log_key() const { return log_key_; }
    base::Rng& rng() { return rng_; }
    [[nodiscard]] const SessionPlan& plan() const { return plan_; }
    session::Time now() { return time_ += 60; }

    /// The share of one trustee for a group, honestly made.
    session::Share make_share(std::uint32_t contest, std::uint32_t group, session::TrusteeIndex trustee);
    /// The complaint of j about i over the box that was dealt.
    threshold::Complaint make_complaint(threshold::Deal deal);
    /// Signs `files`, result.json and what else stands in the folder.
    void sign_folder();

private:
    void hold_attempt(const std::vector<session::TrusteeIndex>& trustees, bool cheat);
    void remember(const session::Record& record, base::BytesView leaf);
    void define(const ballot::ContestDefinition& definition, std::optional<base::Sha256> after);
    void say(session::TrusteeIndex trustee, decltype(threshold::CeremonyMessage::content) content);
    [[nodiscard]] std::vector<Vote> votes() const;
    [[nodiscard]] std::vector<session::BoxNumber> boxes_of(const Contest& contest) const;

    SessionPlan plan_;
    Forger forger_;
    bool forging_ = false;
    std::unique_ptr<SeededRng> chance_;  // so that a builder can be moved
    SeededRng& rng_;
    session::Time time_ = 1'795'000'000;
    std::map<std::uint8_t, sign::Ed25519SecretKey> keys_;  // 0 the server
    sign::Ed25519SecretKey log_key_;
    sign::Sm2SecretKey sm2_key_;

    session::Setup setup_;
    base::Sha256 K_{}, M_{};
    threshold::CeremonyContext ceremony_;
    std::map<session::TrusteeIndex, group::SecretScalar> e_, s_;
    std::map<session::TrusteeIndex, threshold::Keys> ceremony_keys_;
    std::map<std::pair<session::TrusteeIndex, session::TrusteeIndex>, threshold::ShareBox> boxes_;
    std::vector<threshold::Reveal> reveals_;
    std::vector<base::Bytes> ceremony_records_;
    session::Manifest manifest_;
    std::vector<std::vector<ballot::SlipSecret>> slips_;
    std::vector<base::Bytes> slip_lists_;
    session::Attendance attendance_;
    std::vector<Contest> contests_;
    std::map<base::ByteArray<32>, std::pair<std::uint32_t, ballot::Tracker>> chains_;
    std::vector<base::Bytes> bodies_;  // cast, in log order
    std::vector<base::Bytes> leaves_;
    merkle::Tree tree_;
    Files large_, papers_, files_;
};

}  // namespace gongdao::support
