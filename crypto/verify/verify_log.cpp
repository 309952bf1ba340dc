#include "crypto/verify/verify_log.hpp"

#include <algorithm>

namespace gongdao::verify {

using base::BytesView;
using base::Code;
using session::Phase;
using session::Record;
using session::RecordType;

namespace {

/// Nothing after the manifest is asked these.
constexpr auto before_manifest = std::to_array<CheckId>(
    {CheckId::setup, CheckId::manifest_setup, CheckId::manifest_key, CheckId::ceremony_order,
     CheckId::ceremony_keys, CheckId::ceremony_commit, CheckId::ceremony_reveal, CheckId::ceremony_complaint,
     CheckId::ceremony_confirm, CheckId::slip_lists});

/// Any leaf to come may be asked these. `counter` and `duplicate` are not among them: bodies are asked, too.
constexpr auto until_the_end = std::to_array<CheckId>(
    {CheckId::manifest, CheckId::record_form, CheckId::record_order, CheckId::pause, CheckId::large,
     CheckId::slips_cancelled, CheckId::entry_slip, CheckId::entry_signature, CheckId::attendance,
     CheckId::opened_figures, CheckId::closed_figures, CheckId::tally_groups, CheckId::tally_list,
     CheckId::share_form, CheckId::record_signature});

/// Without a result of each contest that was opened, these have not been asked all.
constexpr auto with_results =
    std::to_array<CheckId>({CheckId::result_shares, CheckId::result_totals, CheckId::total_bounds});

bool has_result(const session::Contest& contest) {
    return contest.phase == Phase::defined || contest.phase >= Phase::resulted;
}

/// Which id says that a leaf does not decode.
CheckId form_of(RecordType type, std::uint64_t at) {
    if (at == 0) return CheckId::setup;
    return type == RecordType::manifest ? CheckId::manifest : CheckId::record_form;
}

}  // namespace

void LogVerifier::end(CheckId check, const base::Refusal& refusal) {
    report_.fail(check, in_record(at_), refusal);
    ended_ = true;
}

void LogVerifier::take(BytesView leaf) {
    at_ = taken_++;
    if (ended_) return;
    const auto type = session::peek_type(leaf);
    if (!type) return end(form_of(RecordType::large, at_), type.refusal());
    if (at_ == 0 && *type != RecordType::setup) return end(CheckId::setup, base::refuse(Code::not_now));
    const bool entry = *type == RecordType::ballot || *type == RecordType::challenged;
    if (entry) return take_entry(leaf);
    take_record(leaf);
}

void LogVerifier::take_entry(BytesView leaf) {
    const auto entry = ballot::decode_entry(leaf);
    if (!entry) return end(CheckId::record_form, entry.refusal());
    if (const auto holds = ballot::verify_entry(*entry); !holds) {
        report_.fail(CheckId::entry_signature, in_record(at_), holds.refusal());
    }
    if (const auto found = state_.fault_in(*entry)) return end(found->check, found->refusal);
    state_.add(*entry, leaf);
    if (entry->fields.disposition == ballot::Disposition::cast) cast_.push_back(*entry);
}

void LogVerifier::take_record(BytesView leaf) {
    const auto record = session::decode_record(leaf);
    if (!record) return end(form_of(session::peek_type(leaf).value(), at_), record.refusal());
    if (std::holds_alternative<session::Large>(record->fields)) return take_large(*record, leaf);
    take_decoded(*record, leaf);
}

void LogVerifier::take_large(const Record& large, BytesView leaf) {
    check_signatures(large);
    const auto& stands_for = std::get<session::Large>(large.fields);
    const auto bytes = beside_.large(stands_for.hash);
    if (!bytes) return end(CheckId::large, base::refuse(Code::not_found));
    if (bytes->size() != stands_for.length || base::sha256(*bytes) != stands_for.hash) {
        return end(CheckId::large, base::refuse(Code::wrong_digest));
    }
    const auto record = session::decode_record(*bytes);
    if (!record) return end(form_of(stands_for.type, at_), record.refusal());
    if (session::type_of(record->fields) != stands_for.type)
        return end(CheckId::large, base::refuse(Code::bad_type));
    take_decoded(*record, leaf);
}

void LogVerifier::check_signatures(const Record& record) {
    if (const auto found = state_.fault_in_signatures(record)) {
        report_.fail(found->check, in_record(at_), found->refusal);
    }
}

void LogVerifier::take_decoded(const Record& record, BytesView leaf) {
    check_signatures(record);
    if (const auto found = state_.fault_in(record)) return end(found->check, found->refusal);
    std::vector<base::Bytes> slip_lists;
    if (const auto* manifest = std::get_if<session::Manifest>(&record.fields)) {
        for (std::uint32_t i = 0; i < manifest->classes.size(); ++i) {
            auto list = beside_.slip_list({i});
            if (list) slip_lists.push_back(std::move(*list));
        }
    }
    const session::Beside beside{slip_lists};
    if (const auto found = state_.fault_in_lists(record, beside)) return end(found->check, found->refusal);
    state_.add(record, beside, leaf);
    note_what_was_added(record);
}

void LogVerifier::note_what_was_added(const Record& record) {
    const auto note = [&](NoteKind kind, session::TrusteeIndex trustee) {
        report_.note({.kind = kind, .trustee = trustee, .place = in_record(at_)});
    };
    if (const auto* share = std::get_if<session::Share>(&record.fields)) {
        const session::Contest& contest = *state_.contest(share->contest);
        if (!contest.shares.back().holds) note(NoteKind::share_not_holding, share->trustee);
        if (share->tool == threshold::Tool::server_page) note(NoteKind::server_page, share->trustee);
    }
    const auto* message = std::get_if<threshold::CeremonyMessage>(&record.fields);
    if (message == nullptr) return;
    if (const auto* complaint = std::get_if<threshold::Complaint>(&message->content)) {
        const bool founded = state_.ceremony().complaints().back().verdict == threshold::Verdict::founded;
        note(founded ? NoteKind::complaint_founded : NoteKind::complaint_unfounded,
             founded ? complaint->dealer : message->trustee);
    }
    const auto* confirm = std::get_if<threshold::Confirm>(&message->content);
    if (confirm != nullptr && confirm->tool == threshold::Tool::server_page) {
        note(NoteKind::server_page, message->trustee);
    }
}

void LogVerifier::finish(std::uint64_t size) {
    complete_ = !ended_ && taken_ == size;
    if (complete_ || state_.manifest()) {
        for (const CheckId id : before_manifest) report_.reach(id);
    }
    if (!complete_) return;
    for (const CheckId id : until_the_end) report_.reach(id);
    if (!std::ranges::all_of(state_.contests(), has_result)) return;
    for (const CheckId id : with_results) report_.reach(id);
}

}  // namespace gongdao::verify
