#include "crypto/ballot/codes.hpp"

#include "crypto/base/crockford.hpp"

namespace gongdao::ballot {
namespace {

constexpr std::size_t code_bytes = 15;
constexpr std::size_t anchor_bytes = 20;
constexpr std::size_t group_of = 4;

std::string shown(base::BytesView bytes) {
    return base::in_groups(base::to_crockford(bytes.first(code_bytes)), group_of);
}

}  // namespace

std::string code_of(const base::ByteArray<32>& X) {
    return shown(encode::Transcript("code").absorb("of", X).digest());
}

std::string anchor_of(const base::Sha256& K, const elgamal::PublicKey& y) {
    const base::Sha512 hash = encode::Transcript("anchor").absorb("K", K).absorb("y", y.encoded()).digest();
    return base::to_crockford(base::BytesView(hash).first(anchor_bytes));
}

std::string text_of(const Tracker& tracker) {
    return shown(tracker.bytes);
}

}  // namespace gongdao::ballot
