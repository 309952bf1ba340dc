// Who must have signed a record, and whether they did (SPEC §3.2).
#include <algorithm>

#include "crypto/session/state.hpp"
#include "crypto/sign/ed25519.hpp"

namespace gongdao::session {

using base::Code;

namespace {

enum class Signers { server, trustee, two, confirmed };

struct Need {
    Signers signers = Signers::server;
    TrusteeIndex trustee;  // where one is named
};

Need need_of(const Fields& fields) {
    if (const auto* message = std::get_if<threshold::CeremonyMessage>(&fields)) {
        const bool restart = std::holds_alternative<threshold::Restart>(message->content);
        return restart ? Need{Signers::server, {}} : Need{Signers::trustee, message->trustee};
    }
    if (const auto* share = std::get_if<Share>(&fields)) return {Signers::trustee, share->trustee};
    if (const auto* destroyed = std::get_if<KeysDestroyed>(&fields))
        return {Signers::trustee, destroyed->trustee};
    switch (type_of(fields)) {
        case RecordType::manifest:
            return {Signers::confirmed, {}};
        case RecordType::attendance:
        case RecordType::slips_cancelled:
        case RecordType::opened:
        case RecordType::closed:
        case RecordType::settled:
        case RecordType::round:
        case RecordType::void_:
            return {Signers::two, {}};
        default:
            return {Signers::server, {}};
    }
}

Fault unsigned_fault(std::string detail) {
    return fault(CheckId::record_signature, Code::missing_signature, std::move(detail));
}

}  // namespace

std::optional<Fault> State::fault_in_signatures(const Record& record) const {
    const auto* first = std::get_if<Setup>(&record.fields);
    const Setup* setup = setup_ ? &*setup_ : first;
    if (setup == nullptr) return unsigned_fault("no setup");
    std::vector<TrusteeIndex> signers;
    for (const Signature& signature : record.signatures) signers.push_back({signature.signer});

    const Need need = need_of(record.fields);
    const auto confirmed = [&](TrusteeIndex i) { return ceremony_.confirms().contains(i); };
    bool fits = false;
    switch (need.signers) {
        case Signers::server:
            fits = signers == std::vector<TrusteeIndex>{{0}};
            break;
        case Signers::trustee:
            fits = signers == std::vector<TrusteeIndex>{need.trustee} && need.trustee.value != 0;
            break;
        case Signers::two:
            fits = signers.size() >= 2 && std::ranges::all_of(signers, confirmed);
            break;
        case Signers::confirmed:
            fits = !signers.empty() && signers.size() == ceremony_.confirms().size() &&
                   std::ranges::all_of(signers, confirmed);
            break;
    }
    if (!fits) return unsigned_fault("signers");

    const base::Bytes bytes = unsigned_bytes(record.fields);
    const base::Sha512 message = signing_digest(setup->session, bytes);
    for (const Signature& signature : record.signatures) {
        if (signature.signer > setup->trustees.size()) return unsigned_fault("no such trustee");
        const auto& bytes_of_key =
            signature.signer == 0 ? setup->server_key : setup->trustees[signature.signer - 1U].key;
        const auto key = sign::Ed25519PublicKey::decode(bytes_of_key);
        if (!key || !sign::verify(*key, message, signature.bytes)) {
            return fault(CheckId::record_signature, Code::bad_signature,
                         "signer " + std::to_string(signature.signer));
        }
    }
    return std::nullopt;
}

}  // namespace gongdao::session
