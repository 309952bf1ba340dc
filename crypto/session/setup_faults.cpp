// What may stand in the records that come before a contest opens (SPEC §3.6, §4.2, §5).
#include <algorithm>

#include "crypto/session/limits.hpp"
#include "crypto/session/state.hpp"
#include "crypto/sign/ed25519.hpp"
#include "crypto/sign/sm2.hpp"

namespace gongdao::session {

using base::Code;

namespace {

Fault out_of_order(Code code = Code::not_now) {
    return fault(CheckId::record_order, code);
}

CheckId check_of(const threshold::CeremonyMessage& message, Code code) {
    const auto& content = message.content;
    if (code == Code::bad_proof && std::holds_alternative<threshold::Keys>(content))
        return CheckId::ceremony_keys;
    if (std::holds_alternative<threshold::Reveal>(content)) {
        if (code == Code::wrong_digest) return CheckId::ceremony_commit;
        if (code != Code::not_now && code != Code::wrong_trustee) return CheckId::ceremony_reveal;
    }
    if (std::holds_alternative<threshold::Complaint>(content) &&
        (code == Code::bad_proof || code == Code::wrong_digest)) {
        return CheckId::ceremony_complaint;
    }
    if (std::holds_alternative<threshold::Confirm>(content) && code == Code::wrong_digest) {
        return CheckId::ceremony_confirm;
    }
    return CheckId::ceremony_order;
}

/// Whether a definition fits into the session: its slot is `slot`, its classes exist.
bool fits(const ballot::ContestDefinition& definition, std::size_t slot, std::size_t classes) {
    return definition.slot.value == slot &&
           std::ranges::all_of(definition.boxes, [&](ClassNumber one) { return one.value < classes; });
}

}  // namespace

std::optional<Fault> State::fault_of(const Setup& setup) const {
    const bool keys = sign::Ed25519PublicKey::decode(setup.server_key) &&
                      sign::Ed25519PublicKey::decode(setup.log_key) &&
                      sign::Sm2PublicKey::decode(setup.sm2_key) &&
                      std::ranges::all_of(setup.trustees, [](const TrusteeKey& trustee) {
                          return sign::Ed25519PublicKey::decode(trustee.key).has_value();
                      });
    if (!keys) return fault(CheckId::setup, Code::bad_key);
    return std::nullopt;  // the limits of §3.4 are the decoder's
}

std::optional<Fault> State::fault_of(const threshold::CeremonyMessage& message) const {
    if (manifest_) return fault(CheckId::ceremony_order, Code::not_now);
    const auto checked = ceremony_.check(message);
    if (checked) return std::nullopt;
    return Fault{check_of(message, checked.refusal().code), checked.refusal()};
}

std::optional<Fault> State::fault_of(const Manifest& manifest) const {
    if (manifest_ || !ceremony_.confirmed()) return out_of_order();
    if (manifest.setup != K_) return fault(CheckId::manifest_setup, Code::wrong_context);
    if (manifest.key != ceremony_.joint_key()->y || manifest.ceremony != ceremony_.digest()) {
        return fault(CheckId::manifest_key, Code::wrong_digest);
    }
    if (setup_->slots != manifest.contests.size() + spare_slots)
        return fault(CheckId::manifest, Code::wrong_count, "slots");
    const std::size_t classes = manifest.classes.size();
    for (std::size_t i = 0; i < classes; ++i) {
        const SlipClass& one = manifest.classes[i];
        const bool joins_other = !one.joins || (one.joins->value < classes && one.joins->value != i);
        if (!joins_other || one.lists.size() != std::size_t{one.makers} * setup_->slots) {
            return fault(CheckId::manifest, Code::wrong_count, "class " + std::to_string(i));
        }
    }
    for (std::size_t i = 0; i < manifest.contests.size(); ++i) {
        if (!fits(manifest.contests[i], i, classes)) {
            return fault(CheckId::manifest, Code::out_of_range, "contest " + std::to_string(i));
        }
    }
    return std::nullopt;
}

std::optional<Fault> State::fault_in_lists(const Record& record, const Beside& beside) const {
    const auto* manifest = std::get_if<Manifest>(&record.fields);
    if (manifest == nullptr) return std::nullopt;
    const auto refused = [](Code code, std::size_t at) {
        return fault(CheckId::slip_lists, code, "class " + std::to_string(at));
    };
    if (beside.slip_lists.size() != manifest->classes.size()) return refused(Code::wrong_count, 0);
    std::unordered_set<base::ByteArray<32>, FirstBytes> seen;
    for (std::size_t i = 0; i < manifest->classes.size(); ++i) {
        const SlipClass& one = manifest->classes[i];
        const auto list = ballot::decode_slip_list(beside.slip_lists[i]);
        if (!list) return refused(list.refusal().code, i);
        if (list->slips != one.slips || list->runs.size() != one.lists.size())
            return refused(Code::wrong_count, i);
        for (std::size_t k = 0; k < list->runs.size(); ++k) {
            if (ballot::hash_of(list->runs[k]) != one.lists[k]) return refused(Code::wrong_digest, i);
            for (const elgamal::PublicKey& key : list->runs[k]) {
                if (!seen.insert(base::as_array<32>(key.encoded()).value()).second)
                    return refused(Code::duplicate, i);
            }
        }
    }
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const Attendance& attendance) const {
    const bool busy =
        std::ranges::any_of(contests_, [](const Contest& one) { return one.phase == Phase::open; });
    if (!manifest_ || busy) return out_of_order();
    if (attendance.present > attendance.due) return fault(CheckId::attendance, Code::wrong_figures);
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const SlipsCancelled& slips) const {
    if (!manifest_) return out_of_order();
    const auto refused = [](Code code) { return fault(CheckId::slips_cancelled, code); };
    if (slips.of_class.value >= manifest_->classes.size()) return refused(Code::out_of_range);
    const bool late = slips.slot && std::ranges::any_of(contests_, [&](const Contest& one) {
                          return one.definition.slot == *slips.slot && one.phase > Phase::open;
                      });
    if (late) return out_of_order();
    const std::size_t expected = slips.slot ? 1 : setup_->slots;
    std::unordered_set<base::ByteArray<32>, FirstBytes> seen;
    for (const auto& keys : slips.slips) {
        if (keys.size() != expected) return refused(Code::wrong_count);
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const SlotNumber slot = slips.slot.value_or(SlotNumber{static_cast<std::uint32_t>(k)});
            if (!lists(slips.of_class, slot, keys[k])) return refused(Code::unknown_slip);
            if (cancelled(keys[k])) return refused(Code::cancelled_slip);
            if (!seen.insert(base::as_array<32>(keys[k].encoded()).value()).second)
                return refused(Code::duplicate);
            if (chains_.find(keys[k]).cast > 0) return refused(Code::already_cast);
        }
    }
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const Round& round) const {
    const bool busy =
        std::ranges::any_of(contests_, [](const Contest& one) { return one.phase == Phase::open; });
    const bool follows = std::ranges::any_of(contests_, [&](const Contest& one) {
        return one.phase == Phase::decided && one.outcome_hash == round.after;
    });
    if (!manifest_ || busy || !follows || contests_.size() >= setup_->slots) return out_of_order();
    if (!fits(round.definition, contests_.size(), manifest_->classes.size())) {
        return fault(CheckId::manifest, Code::out_of_range, "round");
    }
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const Paper&) const {
    if (!manifest_) return out_of_order();
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const KeysDestroyed& destroyed) const {
    const bool over = void_ || std::ranges::all_of(
                                   contests_, [](const Contest& one) { return one.phase >= Phase::decided; });
    const bool again = std::ranges::find(destroyed_, destroyed.trustee) != destroyed_.end();
    if (!manifest_ || !over || again || !ceremony_.takes_part(destroyed.trustee)) return out_of_order();
    return std::nullopt;
}

std::optional<Fault> State::fault_of(const Large&) const {
    return std::nullopt;
}

}  // namespace gongdao::session
