#include "crypto/session/limits.hpp"
#include "crypto/session/state.hpp"

namespace gongdao::session {

using base::Code;

namespace {

base::Check admit_entry(State& state, base::BytesView leaf) {
    const auto entry = ballot::decode_entry(leaf);
    if (!entry) return entry.refusal();
    if (auto signature = ballot::verify_entry(*entry); !signature) return signature;
    if (const auto found = state.fault_in(*entry)) return found->refusal;
    state.add(*entry, leaf);
    return base::Done{};
}

base::Check admit_record(State& state, const Record& record, const Beside& beside, base::BytesView leaf) {
    if (const auto found = state.fault_in_signatures(record)) return found->refusal;
    if (const auto found = state.fault_in(record)) return found->refusal;
    if (const auto found = state.fault_in_lists(record, beside)) return found->refusal;
    state.add(record, beside, leaf);
    return base::Done{};
}

}  // namespace

base::Check admit(State& state, base::BytesView leaf, const Beside& beside, base::BytesView large) {
    const auto type = peek_type(leaf);
    if (!type) return type.refusal();
    if (*type == RecordType::ballot || *type == RecordType::challenged) return admit_entry(state, leaf);
    auto record = decode_record(leaf);
    if (!record) return record.refusal();
    if (const auto* stands_for = std::get_if<Large>(&record->fields)) {
        if (const auto found = state.fault_in_signatures(*record)) return found->refusal;
        if (large.size() != stands_for->length || base::sha256(large) != stands_for->hash) {
            return base::refuse(Code::wrong_digest, "large");
        }
        auto inner = decode_record(large);
        if (!inner) return inner.refusal();
        if (type_of(inner->fields) != stands_for->type) return base::refuse(Code::bad_type, "large");
        return admit_record(state, *inner, beside, leaf);
    }
    return admit_record(state, *record, beside, leaf);
}

}  // namespace gongdao::session
