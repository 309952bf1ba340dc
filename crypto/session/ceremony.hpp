#pragma once

#include <map>
#include <optional>

#include "crypto/session/records.hpp"
#include "crypto/threshold/key_ceremony.hpp"

namespace gongdao::session {

/// The fold over `key_ceremony` records (SPEC §5.2): attempts, who has said what, and the joint key once it
/// is there.
class Ceremony {
public:
    Ceremony() = default;
    /// K and `setup` fix the first attempt.
    Ceremony(const base::Sha256& K, const Setup& setup);

    /// `record` is the whole record, whose bytes the digest covers.
    /// Refuses: not_now, wrong_trustee, wrong_count, bad_proof, wrong_digest.
    [[nodiscard]] base::Check check(const threshold::CeremonyMessage& message) const;
    /// Needs: `check` held.
    void add(const threshold::CeremonyMessage& message, base::BytesView record);

    [[nodiscard]] const threshold::CeremonyContext& context() const { return context_; }
    [[nodiscard]] bool takes_part(TrusteeIndex trustee) const;
    [[nodiscard]] const std::map<TrusteeIndex, threshold::Keys>& keys() const { return keys_; }
    [[nodiscard]] const std::map<TrusteeIndex, threshold::Commit>& commits() const { return commits_; }
    [[nodiscard]] const std::map<TrusteeIndex, threshold::Reveal>& reveals() const { return reveals_; }
    [[nodiscard]] const std::map<TrusteeIndex, threshold::Confirm>& confirms() const { return confirms_; }
    /// Dealer and receiver of each complaint of the attempt, and what anyone finds on opening the box.
    struct Judged {
        threshold::Deal deal;
        threshold::Verdict verdict{};
    };
    [[nodiscard]] const std::vector<Judged>& complaints() const { return complaints_; }

    /// y and the Y_j, once all have revealed.
    [[nodiscard]] const std::optional<threshold::JointKey>& joint_key() const { return joint_key_; }
    /// Of the attempt's records of kinds 0–2. Needs: all have revealed.
    [[nodiscard]] base::Sha512 digest() const;
    /// Whether every trustee of the attempt has confirmed the key.
    [[nodiscard]] bool confirmed() const;

private:
    [[nodiscard]] base::Check check_turn(const threshold::CeremonyMessage& message) const;
    [[nodiscard]] base::Check check_restart(const threshold::CeremonyMessage& message) const;
    [[nodiscard]] bool everyone(std::size_t messages) const { return messages == context_.trustees.size(); }

    threshold::CeremonyContext context_;
    std::size_t threshold_ = 0;
    std::vector<elgamal::PublicKey> all_E_;  // of all attempts: none comes twice
    std::map<TrusteeIndex, threshold::Keys> keys_;
    std::map<TrusteeIndex, threshold::Commit> commits_;
    std::map<TrusteeIndex, threshold::Reveal> reveals_;
    std::map<TrusteeIndex, threshold::Confirm> confirms_;
    std::vector<Judged> complaints_;
    std::vector<base::Bytes> records_;  // of kinds 0–2, in log order
    std::optional<threshold::JointKey> joint_key_;
};

}  // namespace gongdao::session
