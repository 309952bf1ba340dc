#include "crypto/session/chains.hpp"

#include <cstring>

#include "crypto/session/limits.hpp"

namespace gongdao::session {

using base::Code;

namespace {

base::ByteArray<32> bytes_of(base::BytesView encoded) {
    return base::as_array<32>(encoded).value();
}

}  // namespace

std::size_t FirstBytes::operator()(const base::ByteArray<32>& bytes) const {
    std::size_t first = 0;
    std::memcpy(&first, bytes.data(), sizeof first);
    return first;
}

Chains::Key Chains::find(const elgamal::PublicKey& key) const {
    const auto found = keys_.find(bytes_of(key.encoded()));
    return found == keys_.end() ? Key{} : found->second;
}

base::Check Chains::check(const ballot::Entry& entry, bool recast) const {
    const Key chain = find(entry.fields.X);
    const bool cast = entry.fields.disposition == ballot::Disposition::cast;
    if (chain.cast > 0 && !recast) return base::refuse(Code::already_cast);
    if (entry.fields.counter != chain.cast) return base::refuse(Code::wrong_counter);
    if (!cast && chain.checks >= max_checks) return base::refuse(Code::too_many_checks);
    if (trackers_.contains(entry.fields.tracker.bytes)) return base::refuse(Code::duplicate, "tracker");
    return base::Done{};
}

base::Check Chains::check_body(const ballot::Body& body) const {
    if (body.header.previous != find(body.header.X).last) return base::refuse(Code::wrong_predecessor);
    std::unordered_set<base::ByteArray<32>, FirstBytes> own;
    for (const elgamal::Ciphertext& ciphertext : body.ciphertexts) {
        const auto alpha = bytes_of(ciphertext.alpha.encoded());
        if (alphas_.contains(alpha) || !own.insert(alpha).second)
            return base::refuse(Code::duplicate, "ciphertext");
    }
    return base::Done{};
}

void Chains::add(const ballot::Entry& entry) {
    Key& chain = keys_[bytes_of(entry.fields.X.encoded())];
    if (entry.fields.disposition == ballot::Disposition::cast) {
        ++chain.cast;
        chain.last = entry.fields.tracker;
    } else {
        ++chain.checks;
    }
    trackers_.insert(entry.fields.tracker.bytes);
}

void Chains::add_body(const ballot::Body& body) {
    for (const elgamal::Ciphertext& ciphertext : body.ciphertexts)
        alphas_.insert(bytes_of(ciphertext.alpha.encoded()));
}

}  // namespace gongdao::session
