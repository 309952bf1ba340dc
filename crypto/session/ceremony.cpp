#include "crypto/session/ceremony.hpp"

#include <algorithm>

namespace gongdao::session {

using base::Code;
using threshold::CeremonyMessage;
using threshold::Commit;
using threshold::Complaint;
using threshold::Confirm;
using threshold::Keys;
using threshold::Restart;
using threshold::Reveal;

Ceremony::Ceremony(const base::Sha256& K, const Setup& setup) : threshold_(setup.threshold) {
    context_.K = K;
    context_.attempt = 1;
    for (std::size_t i = 1; i <= setup.trustees.size(); ++i) {
        context_.trustees.push_back({static_cast<std::uint8_t>(i)});
    }
}

bool Ceremony::takes_part(TrusteeIndex trustee) const {
    return std::ranges::find(context_.trustees, trustee) != context_.trustees.end();
}

bool Ceremony::confirmed() const {
    return !context_.trustees.empty() && everyone(confirms_.size());
}

base::Sha512 Ceremony::digest() const {
    GONGDAO_REQUIRE(everyone(reveals_.size()));
    return threshold::ceremony_digest(context_, records_);
}

base::Check Ceremony::check_restart(const CeremonyMessage& message) const {
    const auto& trustees = std::get<Restart>(message.content).trustees;
    if (message.attempt != context_.attempt + 1) return base::refuse(Code::not_now, "attempt");
    const bool known = std::ranges::all_of(trustees, [this](TrusteeIndex i) { return takes_part(i); });
    if (!known || trustees.size() < threshold_) return base::refuse(Code::wrong_trustee);
    return base::Done{};
}

/// Whose turn it is: all keys, then all commitments, then all reveals, then complaints or confirmations.
base::Check Ceremony::check_turn(const CeremonyMessage& message) const {
    const TrusteeIndex i = message.trustee;
    if (message.attempt != context_.attempt) return base::refuse(Code::not_now, "attempt");
    if (!takes_part(i)) return base::refuse(Code::wrong_trustee);
    const auto& content = message.content;
    const bool may =
        std::holds_alternative<Keys>(content)     ? !keys_.contains(i)
        : std::holds_alternative<Commit>(content) ? everyone(keys_.size()) && !commits_.contains(i)
        : std::holds_alternative<Reveal>(content) ? everyone(commits_.size()) && !reveals_.contains(i)
        : std::holds_alternative<Complaint>(content)
            ? everyone(reveals_.size()) && !confirms_.contains(i) &&
                  std::ranges::none_of(complaints_,
                                       [&](const Judged& judged) {
                                           return judged.deal.receiver == i &&
                                                  judged.deal.dealer == std::get<Complaint>(content).dealer;
                                       })
            : everyone(reveals_.size()) && complaints_.empty() && !confirms_.contains(i);
    return may ? base::Check(base::Done{}) : base::Check(base::refuse(Code::not_now));
}

base::Check Ceremony::check(const CeremonyMessage& message) const {
    if (std::holds_alternative<Restart>(message.content)) return check_restart(message);
    if (auto turn = check_turn(message); !turn) return turn;
    const TrusteeIndex i = message.trustee;
    if (const auto* keys = std::get_if<Keys>(&message.content)) {
        if (std::ranges::find(all_E_, keys->E) != all_E_.end()) return base::refuse(Code::duplicate);
        return threshold::verify_keys(context_, i, *keys);
    }
    if (const auto* reveal = std::get_if<Reveal>(&message.content)) {
        if (reveal->A.size() != threshold_ || !everyone(reveal->boxes.size()))
            return base::refuse(Code::wrong_count);
        if (auto opens = threshold::verify_commit(context_, i, commits_.at(i), *reveal); !opens) return opens;
        return threshold::verify_reveal(context_, i, *reveal);
    }
    if (const auto* complaint = std::get_if<Complaint>(&message.content)) {
        if (!takes_part(complaint->dealer)) return base::refuse(Code::wrong_trustee);
        const auto verdict =
            threshold::judge_complaint(context_, {.dealer = complaint->dealer, .receiver = i}, keys_.at(i).E,
                                       *complaint, reveals_.at(complaint->dealer));
        if (!verdict) return verdict.refusal();
    }
    if (const auto* confirm = std::get_if<Confirm>(&message.content)) {
        if (!joint_key_) return base::refuse(Code::identity, "no joint key: a new attempt is needed");
        if (confirm->digest != digest()) return base::refuse(Code::wrong_digest);
    }
    return base::Done{};
}

void Ceremony::add(const CeremonyMessage& message, base::BytesView record) {
    const TrusteeIndex i = message.trustee;
    if (const auto* restart = std::get_if<Restart>(&message.content)) {
        Ceremony next;
        next.threshold_ = threshold_;
        next.context_ = {.K = context_.K, .attempt = message.attempt, .trustees = restart->trustees};
        next.all_E_ = std::move(all_E_);
        *this = std::move(next);
    } else if (const auto* keys = std::get_if<Keys>(&message.content)) {
        keys_.emplace(i, *keys);
        all_E_.push_back(keys->E);
        records_.push_back(base::copy_of(record));
    } else if (const auto* commit = std::get_if<Commit>(&message.content)) {
        commits_.emplace(i, *commit);
        records_.push_back(base::copy_of(record));
    } else if (const auto* reveal = std::get_if<Reveal>(&message.content)) {
        reveals_.emplace(i, *reveal);
        records_.push_back(base::copy_of(record));
        if (everyone(reveals_.size())) {
            std::vector<Reveal> all;
            for (const auto& [trustee, one] : reveals_) all.push_back(one);
            if (auto key = threshold::derive_joint_key(context_, all)) joint_key_ = *key;
        }
    } else if (const auto* complaint = std::get_if<Complaint>(&message.content)) {
        const threshold::Deal deal{.dealer = complaint->dealer, .receiver = i};
        complaints_.push_back({deal, *threshold::judge_complaint(context_, deal, keys_.at(i).E, *complaint,
                                                                 reveals_.at(deal.dealer))});
    } else if (const auto* confirm = std::get_if<Confirm>(&message.content)) {
        confirms_.emplace(i, *confirm);
    }
}

}  // namespace gongdao::session
