#include "server/app/drafts.hpp"

#include <algorithm>

#include "server/app/documents.hpp"
#include "server/app/records.hpp"

namespace gongdao::app {

using base::Code;

namespace {

std::optional<session::Record> record_of(const UnsignedRecord& draft) {
    auto fields = session::decode_unsigned(draft.bytes);
    if (!fields) return std::nullopt;
    return session::Record{std::move(*fields), draft.signatures};
}

/// How many signatures make the record whole: all who confirmed the key for a manifest, otherwise two.
std::size_t needed(Room& room, const UnsignedRecord& draft) {
    const auto fields = session::decode_unsigned(draft.bytes);
    const bool manifest = fields && std::holds_alternative<session::Manifest>(*fields);
    return manifest ? room.log.with_state(
                          [](const session::State& state) { return state.ceremony().confirms().size(); })
                    : 2;
}

/// The contest that a record is about, if it is about one.
std::optional<session::ContestId> subject_of(const session::Fields& fields) {
    if (const auto* opened = std::get_if<session::Opened>(&fields)) return opened->contest;
    if (const auto* closed = std::get_if<session::Closed>(&fields)) return closed->contest;
    if (const auto* settled = std::get_if<session::Settled>(&fields)) return settled->contest;
    if (const auto* ended = std::get_if<session::Void>(&fields)) return ended->contest;
    return std::nullopt;
}

/// Whether the other draft says the same kind of thing about the same contest, so that only one can be true.
bool takes_place_of(const session::Fields& fields, const UnsignedRecord& other) {
    // Of cancellations each is about other slips: none makes another untrue.
    if (std::holds_alternative<session::SlipsCancelled>(fields))
        return other.bytes == session::unsigned_bytes(fields);
    const auto old = session::decode_unsigned(other.bytes);
    return old && old->index() == fields.index() && subject_of(*old) == subject_of(fields);
}

/// With it goes the list of those present that it was made of.
void erase_draft(store::Transaction& tx, const Room& room, const store::Document& draft) {
    tx.erase_document(documents::key(room, documents::signing, draft.name));
    const auto record = decode_unsigned_record(draft.value);
    const auto fields = session::decode_unsigned(record ? record->bytes : base::Bytes());
    if (!fields) return;
    if (const auto* attendance = std::get_if<session::Attendance>(&*fields))
        tx.erase_document(documents::key(room, documents::present, base::to_hex(attendance->commitment)));
}

}  // namespace

std::vector<NumberedDraft> drafts_of(const Context& app, Room& room) {
    std::vector<NumberedDraft> drafts;
    for (const store::Document& one : documents::all(app, room, documents::signing)) {
        auto draft = decode_unsigned_record(one.value);
        if (!draft) throw store::StoreFault("a draft cannot be read");
        const std::size_t needs = needed(room, *draft);
        drafts.push_back(
            {.number = documents::number_of(one.name), .record = std::move(*draft), .needs = needs});
    }
    return drafts;
}

Number put_draft(Context& app, Room& room, std::string_view act, const session::Fields& fields,
                 const log::SessionLog::Also& also) {
    const UnsignedRecord draft{
        .act = std::string(act), .bytes = session::unsigned_bytes(fields), .signatures = {}};
    const auto tx = app.store.begin();
    for (const store::Document& one : tx->documents(room.log.session(), documents::signing)) {
        const auto other = decode_unsigned_record(one.value);
        if (other && takes_place_of(fields, *other)) erase_draft(*tx, room, one);
    }
    const Number number = documents::next_number(*tx, room, documents::signing);
    tx->put_document(documents::key(room, documents::signing, documents::number_name(number)), encode(draft));
    if (also) also(*tx);
    tx->commit();
    return number;
}

void drop_drafts(store::Transaction& tx, const Room& room, std::string_view act) {
    for (const store::Document& one : tx.documents(room.log.session(), documents::signing)) {
        const auto draft = decode_unsigned_record(one.value);
        if (draft && draft->act == act) erase_draft(tx, room, one);
    }
}

base::Result<bool> sign_draft(Context& app, Room& room, Number number, const session::Signature& signature) {
    const std::lock_guard acting(room.acting);
    const std::string name = documents::number_name(number);
    const auto bytes = documents::get(app, room, documents::signing, name);
    if (!bytes) return base::refuse(Code::not_found, "draft");
    auto draft = decode_unsigned_record(*bytes);
    if (!draft) throw store::StoreFault("a draft cannot be read");

    const auto setup = room.log.with_state([](const session::State& state) { return state.setup(); });
    const bool confirmed = room.log.with_state([&](const session::State& state) {
        return state.ceremony().confirms().contains({signature.signer});
    });
    if (!setup || !confirmed) {
        return base::refuse(Code::wrong_trustee, "trustee");
    }
    const auto key = sign::Ed25519PublicKey::decode(setup->trustees[signature.signer - 1U].key);
    if (!key || !sign::verify(*key, session::signing_digest(setup->session, draft->bytes), signature.bytes)) {
        return base::refuse(Code::bad_signature, "signature");
    }
    std::erase_if(draft->signatures,
                  [&](const session::Signature& one) { return one.signer == signature.signer; });
    draft->signatures.push_back(signature);
    std::ranges::sort(draft->signatures, {}, &session::Signature::signer);
    documents::put(app, room, documents::signing, name, encode(*draft));
    if (draft->signatures.size() < needed(room, *draft)) return false;

    const auto record = record_of(*draft);
    if (!record) throw store::StoreFault("a draft cannot be decoded");
    const auto logged = room.log.append(*record, [&](store::Transaction& tx) {
        tx.erase_document(documents::key(room, documents::signing, name));
        if (const auto* closed = std::get_if<session::Closed>(&record->fields)) {
            const std::string contest = base::to_hex(closed->contest.bytes);
            tx.erase_document(documents::key(room, documents::closing, contest));
            const std::string now = std::to_string(ops::unix_seconds(app.clock.now()));
            tx.put_document(documents::key(room, documents::closed, contest), base::view_of(now));
        }
    });
    if (!logged) return logged.refusal();
    follow_up(app, room);
    return true;
}

}  // namespace gongdao::app
