#pragma once

#include <optional>
#include <unordered_set>

#include "crypto/ballot/slip_list.hpp"
#include "crypto/merkle/compact_tree.hpp"
#include "crypto/session/ceremony.hpp"
#include "crypto/session/chains.hpp"
#include "crypto/session/check_id.hpp"
#include "crypto/session/contest.hpp"

namespace gongdao::session {

/// What is served beside the log and belongs to a record: the files `slips/<class>` of a manifest.
struct Beside {
    std::span<const base::Bytes> slip_lists;
};

/// 场次: a session as far as its log tells, and what may come next. The one fold of SPEC §3.6: the server runs
/// it before it appends, every verifier over the published log.
///
/// A record is checked in three steps that a verifier reports apart: `fault_in_signatures`, `fault_in_lists`
/// (manifest only), `fault_in`. `add` follows when none has found anything.
class State {
public:
    [[nodiscard]] std::optional<Fault> fault_in_signatures(const Record& record) const;
    [[nodiscard]] std::optional<Fault> fault_in_lists(const Record& record, const Beside& beside) const;
    [[nodiscard]] std::optional<Fault> fault_in(const Record& record) const;
    /// Place and chain of an entry. Its signature is checked apart (`ballot::verify_entry`), and so is its
    /// body.
    [[nodiscard]] std::optional<Fault> fault_in(const ballot::Entry& entry) const;
    /// The place alone: contest, box, open, listed, not cancelled.
    [[nodiscard]] std::optional<Fault> fault_in_place(const ballot::Entry& entry) const;

    /// Needs: nothing was found in it. `leaf` is what the log holds.
    void add(const Record& record, const Beside& beside, base::BytesView leaf);
    void add(const ballot::Entry& entry, base::BytesView leaf);

    [[nodiscard]] const std::optional<Setup>& setup() const { return setup_; }
    [[nodiscard]] const std::optional<Manifest>& manifest() const { return manifest_; }
    [[nodiscard]] const Ceremony& ceremony() const { return ceremony_; }
    [[nodiscard]] const base::Sha256& K() const { return K_; }
    [[nodiscard]] const base::Sha256& M() const { return M_; }
    [[nodiscard]] const std::optional<Attendance>& attendance() const { return attendance_; }
    [[nodiscard]] const std::vector<Contest>& contests() const { return contests_; }
    [[nodiscard]] const Contest* contest(const ContestId& id) const;
    [[nodiscard]] const Chains& chains() const { return chains_; }
    [[nodiscard]] const std::vector<Paper>& papers() const { return papers_; }
    [[nodiscard]] std::uint64_t size() const { return tree_.size().value; }
    [[nodiscard]] base::Sha256 root() const { return tree_.root(); }

    /// Whether the key is in the class's list for the slot, and whether it was cancelled.
    [[nodiscard]] bool lists(ClassNumber of_class, SlotNumber slot, const elgamal::PublicKey& key) const;
    [[nodiscard]] bool cancelled(const elgamal::PublicKey& key) const;
    /// How many of the class's slips were cancelled for the slot.
    [[nodiscard]] std::uint32_t cancelled_in(ClassNumber of_class, SlotNumber slot) const;
    /// The place of the key in a contest's boxes, if it has one.
    [[nodiscard]] std::optional<BoxNumber> box_of(const Contest& contest,
                                                  const elgamal::PublicKey& key) const;
    /// y, of the manifest. Needs: a manifest.
    [[nodiscard]] ballot::Contest ballot_contest(const Contest& contest) const;
    /// Y_j. Needs: a manifest.
    [[nodiscard]] const elgamal::PublicKey& verification_key(TrusteeIndex trustee) const;

private:
    Contest* find(const ContestId& id);

    [[nodiscard]] std::optional<Fault> fault_of(const Setup& setup) const;
    [[nodiscard]] std::optional<Fault> fault_of(const threshold::CeremonyMessage& message) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Manifest& manifest) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Attendance& attendance) const;
    [[nodiscard]] std::optional<Fault> fault_of(const SlipsCancelled& cancelled) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Opened& opened) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Closed& closed) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Settled& settled) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Tally& tally) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Share& share) const;
    [[nodiscard]] std::optional<Fault> fault_of(const ResultRecord& result) const;
    [[nodiscard]] std::optional<Fault> fault_of(const OutcomeRecord& outcome) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Paper& paper) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Round& round) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Void& ended) const;
    [[nodiscard]] std::optional<Fault> fault_of(const KeysDestroyed& destroyed) const;
    [[nodiscard]] std::optional<Fault> fault_of(const Large& large) const;

    std::optional<Setup> setup_;
    base::Sha256 K_{};
    Ceremony ceremony_;
    std::optional<Manifest> manifest_;
    base::Sha256 M_{};
    std::vector<ballot::SlipList> slips_;
    std::unordered_set<base::ByteArray<32>, FirstBytes> cancelled_;
    std::map<std::pair<ClassNumber, SlotNumber>, std::uint32_t> cancelled_figures_;
    std::optional<Attendance> attendance_;
    std::uint64_t attendance_at_ = 0;
    std::vector<Contest> contests_;
    Chains chains_;
    std::vector<Paper> papers_;
    std::vector<TrusteeIndex> destroyed_;
    bool void_ = false;
    merkle::CompactTree tree_;
};

/// Decodes a leaf (record, `large` or entry), checks everything but the ballot's body, and adds it.
/// `large` is what a `large` record stands for.
/// Refuses: what the decoders refuse, and what the faults say. A refused leaf changes nothing.
base::Check admit(State& state, base::BytesView leaf, const Beside& beside, base::BytesView large);

}  // namespace gongdao::session
