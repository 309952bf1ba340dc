#include "server/cmd/trustee.hpp"

#include <algorithm>

namespace gongdao::cmd {

using base::Code;

namespace {

void note_closings(Trustee& t) {
    const session::Time now = ops::unix_seconds(t.clock.now());
    const auto before = t.key.closings;
    for (const session::Contest& contest : t.state().contests()) {
        if (!contest.closed_at) continue;
        const auto known = std::ranges::find(t.key.closings, contest.id, &SeenClosing::contest);
        if (known == t.key.closings.end()) {
            t.key.closings.push_back({.contest = contest.id, .at = now});
        } else {
            known->at = std::min(known->at, now);  // the clock was ahead, then
        }
    }
    if (t.key.closings != before) t.store.save(t.key);
}

}  // namespace

base::Result<bool> follow(Trustee& t) {
    if (const auto updated = t.log.update(); !updated) return updated.refusal();
    const auto& setup = t.state().setup();
    if (!setup) return false;
    if (t.key.K && *t.key.K != t.state().K()) return base::refuse(Code::wrong_session, "setup");
    const auto own = t.key.signing_key().public_key().bytes();
    const auto seat = std::ranges::find(setup->trustees, own, &session::TrusteeKey::key);
    const TrusteeIndex number{static_cast<std::uint8_t>(seat - setup->trustees.begin() + 1)};
    if (seat == setup->trustees.end()) return base::refuse(Code::wrong_trustee, "setup");
    if (t.number().value != 0 && t.number() != number)
        return base::refuse(Code::wrong_trustee, "another number");
    t.key.seat.number = number;
    t.key.K = t.state().K();
    const auto head = note::SignedNote::decode(t.log.checkpoint());
    if (head) t.key.seen = note::decode_checkpoint(head->text).value();
    note_closings(t);
    return true;
}

session::Signature signature_over(const Trustee& t, base::BytesView unsigned_record) {
    const base::Sha512 digest = session::signing_digest(t.key.seat.session, unsigned_record);
    return {.signer = t.number().value, .bytes = t.key.signing_key().sign(digest)};
}

base::Bytes signed_record(const Trustee& t, const session::Fields& fields) {
    const base::Bytes bytes = session::unsigned_bytes(fields);
    return session::encode({.fields = fields, .signatures = {signature_over(t, bytes)}});
}

base::Result<group::SecretScalar> held_share(const Trustee& t, const elgamal::PublicKey& Y) {
    if (!t.key.share) return base::refuse(Code::bad_share, "the key file holds none");
    auto s = seal::scalar_in(t.key.share->s);
    if (!s || group::mul_base(*s) != Y.element())
        return base::refuse(Code::bad_share, "not of this joint key");
    return s;
}

}  // namespace gongdao::cmd
