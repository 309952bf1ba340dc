#include "crypto/note/verifier_key.hpp"

#include <algorithm>
#include <array>

#include "crypto/encode/reader.hpp"

namespace gongdao::note {

using base::Code;
using base::refuse;

namespace {

// The characters with Unicode's property White_Space above U+007F, as UTF-8, where no character's bytes lie
// inside another's.
constexpr auto wide_spaces = std::to_array<std::string_view>({
    "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
    "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000",
});

KeyId id_of(std::string_view name, KeyType type, const sign::Ed25519PublicKey& key) {
    base::Bytes bytes = base::copy_of(base::view_of(name));
    bytes.push_back('\n');
    bytes.push_back(static_cast<std::uint8_t>(type));
    base::append(bytes, key.bytes());
    const base::Sha256 hash = base::sha256(bytes);
    return *base::as_array<key_id_bytes>(base::BytesView(hash).first<key_id_bytes>());
}

}  // namespace

bool is_key_name(std::string_view name) {
    const auto refused = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == '+'; };
    const auto inside = [&](std::string_view space) { return name.find(space) != std::string_view::npos; };
    return !name.empty() && encode::is_utf8(base::view_of(name)) && std::ranges::none_of(name, refused) &&
           std::ranges::none_of(wide_spaces, inside);
}

VerifierKey::VerifierKey(std::string name, KeyType type, const sign::Ed25519PublicKey& key)
    : name_(std::move(name)), type_(type), key_(key), id_(id_of(name_, type, key)) {
    GONGDAO_REQUIRE(is_key_name(name_));
}

base::Result<VerifierKey> VerifierKey::decode(std::string_view text) {
    const std::size_t first = text.find('+');
    const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos) return refuse(Code::bad_format, "not three parts");
    const std::string_view name = text.substr(0, first);
    const std::string_view id = text.substr(first + 1, second - first - 1);
    if (!is_key_name(name)) return refuse(Code::bad_format, "not a key name");
    const auto material = base::from_base64(text.substr(second + 1));
    if (!material) return material.refusal();
    if (material->empty()) return refuse(Code::wrong_length, "no key");
    const auto type = static_cast<KeyType>(material->front());
    if (type != KeyType::ed25519 && type != KeyType::ed25519_cosignature) return refuse(Code::bad_type);
    const auto key = sign::Ed25519PublicKey::decode(base::BytesView(*material).subspan(1));
    if (!key) return key.refusal();
    VerifierKey decoded(std::string(name), type, *key);
    if (base::to_hex(decoded.id()) != id) return refuse(Code::bad_key, "not the key's id");
    return decoded;
}

std::string VerifierKey::encode() const {
    base::Bytes material{static_cast<std::uint8_t>(type_)};
    base::append(material, key_.bytes());
    return name_ + "+" + base::to_hex(id_) + "+" + base::to_base64(material);
}

}  // namespace gongdao::note
