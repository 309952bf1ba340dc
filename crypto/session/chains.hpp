#pragma once

#include <unordered_map>
#include <unordered_set>

#include "crypto/ballot/entry.hpp"

namespace gongdao::session {

/// For hashes and group elements, which are uniform already: their first bytes are hash enough.
struct FirstBytes {
    std::size_t operator()(const base::ByteArray<32>& bytes) const;
};

/// The chain of ballots under each slip key, and every tracker and alpha seen: what makes a ballot count once
/// (SPEC §6.6). A key stands in one list of one class and slot, so it names contest and box by itself.
class Chains {
public:
    struct Key {
        std::uint32_t cast = 0;    // ballots cast: the next entry's counter
        std::uint32_t checks = 0;  // ballots checked
        ballot::Tracker last;      // of the last cast one
    };

    /// Whether the entry may come next under its key. Its signature and its place are for others to check.
    /// Refuses: already_cast, wrong_counter, too_many_checks, duplicate (tracker).
    [[nodiscard]] base::Check check(const ballot::Entry& entry, bool recast) const;
    /// What only the body shows. Refuses: wrong_predecessor, duplicate (an alpha, in the session or in the
    /// body).
    [[nodiscard]] base::Check check_body(const ballot::Body& body) const;
    /// Needs: `check` held.
    void add(const ballot::Entry& entry);
    /// Needs: `check_body` held.
    void add_body(const ballot::Body& body);

    /// The key's chain; all zeros if no ballot stands under it.
    [[nodiscard]] Key find(const elgamal::PublicKey& key) const;

private:
    std::unordered_map<base::ByteArray<32>, Key, FirstBytes> keys_;
    std::unordered_set<base::ByteArray<32>, FirstBytes> trackers_;
    std::unordered_set<base::ByteArray<32>, FirstBytes> alphas_;
};

}  // namespace gongdao::session
