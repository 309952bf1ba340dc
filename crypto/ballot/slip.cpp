#include "crypto/ballot/slip.hpp"

#include <algorithm>

#include "crypto/base/crockford.hpp"

namespace gongdao::ballot {

using base::Code;

namespace {

constexpr std::size_t printed_characters = slip_characters + 2;
constexpr std::size_t group_of = 4;
constexpr std::size_t tag_bytes = 5;

/// The character of Crockford's alphabet for five bits: 0–9, A–H, J, K, M, N, P–T, V–Z. Timing: constant.
std::uint8_t character_of(std::uint8_t five_bits) {
    const unsigned v = five_bits & 31U;
    const auto from = [v](unsigned first) { return 1U - (((v - first) >> 31U) & 1U); };  // 1 if v ≥ first
    const unsigned skipped = from(18) + from(20) + from(22) + from(27);                  // I, L, O, U
    return static_cast<std::uint8_t>('0' + v + from(10) * ('A' - '0' - 10) + skipped);
}

encode::Transcript slip_transcript(std::string_view name, const SessionId& session) {
    return encode::Transcript(name).absorb("session", session.bytes);
}

bool in_one_form(std::string_view characters) {
    const auto normal = base::normalise_crockford(characters);
    return normal && *normal == characters;
}

}  // namespace

SlipSecret draw_slip(base::Rng& rng) {
    SlipSecret slip;
    rng.fill(slip.expose());
    for (std::uint8_t& byte : slip.expose()) byte = character_of(byte);
    return slip;
}

base::Secret<2> check_characters(const SlipSecret& slip) {
    const base::Sha256 hash = base::sha256(slip.expose());
    const unsigned ten_bits = (unsigned{hash[0]} << 2U) | (hash[1] >> 6U);
    base::Secret<2> check;
    check.expose()[0] = character_of(static_cast<std::uint8_t>(ten_bits >> 5U));
    check.expose()[1] = character_of(static_cast<std::uint8_t>(ten_bits & 31U));
    return check;
}

std::string printed(const SlipSecret& slip) {
    const auto check = check_characters(slip);
    std::string characters(base::text_of(slip.expose()));
    characters += base::text_of(check.expose());
    return base::in_groups(characters, group_of);
}

base::Result<SlipSecret> read_slip(std::string_view typed) {
    const auto characters = base::normalise_crockford(typed);
    if (!characters) return characters.refusal();
    if (characters->size() != printed_characters)
        return base::refuse(Code::bad_format, "28 characters are expected");
    const auto bytes = base::view_of(*characters);
    SlipSecret slip(bytes.first<slip_characters>());
    const auto check = check_characters(slip);
    if (base::text_of(bytes.last<2>()) != base::text_of(check.expose())) {
        return base::refuse(Code::bad_format, "a character is wrong: the last two do not fit");
    }
    return slip;
}

group::SecretScalar slip_secret_key(const SlipPlace& place, const SlipSecret& slip) {
    return group::secret_scalar_of(slip_transcript("slip", place.session)
                                       .absorb("class", place.of_class.value)
                                       .absorb("slot", place.slot.value)
                                       .absorb("code", slip.expose()));
}

elgamal::PublicKey slip_key(const SlipPlace& place, const SlipSecret& slip) {
    return elgamal::public_key_of(slip_secret_key(place, slip));
}

std::string tag_of(const SessionId& session, const SlipSecret& slip) {
    const base::Sha512 hash = slip_transcript("tag", session).absorb("code", slip.expose()).digest();
    return base::to_crockford(base::BytesView(hash).first(tag_bytes));
}

std::string printed(const SlipLink& link) {
    const auto check = check_characters(link.slip);
    std::string out = "https://" + link.host + "/" + link.short_name + "#";
    out += base::text_of(link.slip.expose());
    out += base::text_of(check.expose());
    return out + link.anchor.value_or("");
}

bool is_short_name(std::string_view text) {
    if (text.empty() || text.size() > max_short_name_bytes) return false;
    for (const char c : text) {
        if (base::crockford_value(c) < 0) return false;
    }
    return true;
}

bool is_host(std::string_view text) {
    constexpr std::string_view marks = ".-_:[]";
    return !text.empty() && text.size() <= max_host_bytes && std::ranges::all_of(text, [&](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
    });
}

base::Result<SlipLink> read_link(std::string_view text) {
    constexpr std::string_view scheme = "https://";
    const auto refused = base::refuse(Code::bad_format, "not the link of a slip");
    if (!text.starts_with(scheme)) return refused;
    const std::string_view rest = text.substr(scheme.size());
    const auto slash = rest.find('/');
    const auto hash = rest.find('#');
    if (slash == std::string_view::npos || hash == std::string_view::npos || hash < slash) return refused;
    const std::string_view host = rest.substr(0, slash);
    const std::string_view short_name = rest.substr(slash + 1, hash - slash - 1);
    const std::string_view secret = rest.substr(hash + 1);
    const bool with_anchor = secret.size() == printed_characters + anchor_characters;
    if (!is_host(host) || !is_short_name(short_name)) return refused;
    if ((secret.size() != printed_characters && !with_anchor) || !in_one_form(secret)) return refused;
    auto slip = read_slip(secret.substr(0, printed_characters));
    if (!slip) return slip.refusal();
    SlipLink link{.host = std::string(host),
                  .short_name = std::string(short_name),
                  .slip = std::move(slip).value(),
                  .anchor = std::nullopt};
    if (with_anchor) link.anchor = secret.substr(printed_characters);
    return link;
}

}  // namespace gongdao::ballot
