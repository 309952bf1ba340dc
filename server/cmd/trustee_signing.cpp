#include "server/cmd/trustee_signing.hpp"

#include <algorithm>

#include "server/cmd/describe_record.hpp"
#include "server/rules/ballot_form.hpp"
#include "server/rules/presets.hpp"
#include "server/rules/procedure.hpp"

namespace gongdao::cmd {

using base::Code;

namespace {

bool is_for_trustees(session::RecordType type) {
    using enum session::RecordType;
    return type == manifest || type == attendance || type == slips_cancelled || type == opened ||
           type == closed || type == settled || type == round || type == void_;
}

base::Check check_time(const Trustee& t, const session::Fields& fields) {
    const auto time = time_in(fields);
    if (!time) return base::Done{};
    const std::uint64_t now = ops::unix_seconds(t.clock.now());
    const std::uint64_t apart = std::max(*time, now) - std::min(*time, now);
    // Whoever has seen the closing late signs `settled` up to a pause after it was drafted.
    const bool waited = std::holds_alternative<session::Settled>(fields) && *time < now;
    const std::uint64_t pause = waited ? t.state().manifest()->pause : 0;
    if (apart <= clock_tolerance_seconds + pause) return base::Done{};
    return base::refuse(Code::out_of_range,
                        "the time in the record is " + std::to_string(apart) + " s from this clock");
}

base::Check check_rules(const ballot::ContestDefinition& definition) {
    const auto rules = rules::decode_procedure(definition.rules);
    if (!rules) return rules.refusal();
    if (!rules::is_preset(*rules)) return base::refuse(Code::out_of_range, "rules of " + definition.title);
    if (!rules::has_election_form(definition))
        return base::refuse(Code::out_of_range, "cells of " + definition.title);
    return base::Done{};
}

/// y and the digest are compared by the fold; that the file can open what is encrypted under y, here.
base::Check check_manifest(const Trustee& t, const session::Manifest& manifest) {
    const auto& joint = t.state().ceremony().joint_key();
    const auto own =
        std::ranges::find(joint.value().trustees, t.number(), &threshold::VerificationKey::trustee);
    if (own != joint->trustees.end()) {
        if (const auto share = held_share(t, own->Y); !share) return share.refusal();
    }
    for (const auto& definition : manifest.contests) {
        if (auto fine = check_rules(definition); !fine) return fine;
    }
    return base::Done{};
}

}  // namespace

std::uint64_t pause_left(const Trustee& t, const session::Fields& fields) {
    const auto* settled = std::get_if<session::Settled>(&fields);
    if (settled == nullptr) return 0;
    const auto closing = std::ranges::find(t.key.closings, settled->contest, &SeenClosing::contest);
    if (closing == t.key.closings.end()) return 0;
    const std::uint64_t over = closing->at + t.state().manifest()->pause;
    const std::uint64_t now = ops::unix_seconds(t.clock.now());
    return over > now ? over - now : 0;
}

base::Check check_draft(const Trustee& t, base::BytesView record) {
    const auto fields = session::decode_unsigned(record);
    if (!fields) return fields.refusal();
    if (!is_for_trustees(session::type_of(*fields)))
        return base::refuse(Code::bad_type, "not a record that two sign");
    if (const auto fault = t.state().fault_in({*fields, {}})) return fault->refusal;
    if (const auto* manifest = std::get_if<session::Manifest>(&*fields)) {
        if (auto fine = check_manifest(t, *manifest); !fine) return fine;
    }
    if (const auto* round = std::get_if<session::Round>(&*fields)) {
        if (auto fine = check_rules(round->definition); !fine) return fine;
    }
    if (const auto left = pause_left(t, *fields); left > 0)
        return base::refuse(Code::not_now, "pause for objections: " + std::to_string(left) + " s left");
    return check_time(t, *fields);
}

base::Result<std::vector<Draft>> waiting_drafts(Trustee& t, std::string_view act) {
    auto drafts = t.server.drafts();
    if (!drafts) return drafts.refusal();
    const auto begun = follow(t);  // after the drafts, so that the log is at least as new
    if (!begun) return begun.refusal();
    if (!*begun) return std::vector<Draft>();
    std::erase_if(*drafts, [&](const Draft& one) {
        return std::ranges::count(one.signers, t.number()) > 0 || (!act.empty() && one.act != act);
    });
    return drafts;
}

base::Result<bool> sign_draft(Trustee& t, const Draft& draft) {
    if (const auto fine = check_draft(t, draft.record); !fine) return fine.refusal();
    const session::Fields fields = session::decode_unsigned(draft.record).value();
    for (const Words& line : describe(fields, t.state())) t.person.tell(line);
    if (!t.person.agrees({"与事实相符，签名？", "Is it so? Sign it?"})) {
        return base::refuse(Code::declined, "not signed");
    }
    auto logged = t.server.sign(draft.number, signature_over(t, draft.record));
    // Seen in the log now, and not only by the server's word: from here this tool counts the pause.
    if (logged && *logged) static_cast<void>(follow(t));
    return logged;
}

}  // namespace gongdao::cmd
