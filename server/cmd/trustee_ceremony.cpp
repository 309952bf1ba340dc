#include "server/cmd/trustee_ceremony.hpp"

#include <algorithm>

#include "crypto/ballot/codes.hpp"

namespace gongdao::cmd {

using base::Code;
using elgamal::Nonce;
using group::SecretScalar;
using session::Ceremony;
using Content = decltype(threshold::CeremonyMessage::content);
using Step = base::Result<CeremonyStep>;

base::Check take_seat(KeyStore& store, KeyFile& key, SessionServer& server, std::string_view code) {
    const auto own = key.signing_key().public_key();
    store.save(key);
    const auto written = store.load();
    if (!written) return written.refusal();
    if (written->signing_key().public_key() != own)
        return base::refuse(Code::bad_key, "the file does not read back");
    const auto seat = server.join(code, own.bytes());
    if (!seat) return seat.refusal();
    key.seat.number = seat->number;
    key.seat.token = seat->token;
    store.save(key);
    return base::Done{};
}

namespace {

const Ceremony& ceremony_of(const Trustee& t) {
    return t.state().ceremony();
}

/// Of the current attempt. Needs: `prepare_attempt`.
SecretScalar e_of(const Trustee& t) {
    return seal::scalar_in(t.key.secrets->e).value();
}

threshold::Polynomial polynomial_of(const Trustee& t) {
    std::vector<SecretScalar> a;
    for (const Secret32& one : t.key.secrets->a) a.push_back(seal::scalar_in(one).value());
    return threshold::Polynomial(std::move(a));
}

/// Draws e and f for an attempt that has none yet, and keeps them before anything is said.
base::Check prepare_attempt(Trustee& t) {
    const std::uint16_t attempt = ceremony_of(t).context().attempt;
    if (t.key.secrets && t.key.secrets->attempt == attempt && !t.key.secrets->spent()) return base::Done{};
    if (t.key.secrets && t.key.secrets->attempt >= attempt)
        return base::refuse(Code::bad_consistency, "attempt");
    AttemptSecrets fresh;
    fresh.attempt = attempt;
    fresh.e = SecretScalar::draw(t.rng).bytes();
    for (std::size_t k = 0; k < t.state().setup()->threshold; ++k)
        fresh.a.push_back(SecretScalar::draw(t.rng).bytes());
    t.key.secrets = std::move(fresh);
    t.store.save(t.key);
    return base::Done{};
}

Step say(Trustee& t, Content content) {
    const threshold::CeremonyMessage message{
        .attempt = ceremony_of(t).context().attempt, .trustee = t.number(), .content = std::move(content)};
    if (auto fine = ceremony_of(t).check(message); !fine) return fine.refusal();
    const auto posted = t.server.submit(signed_record(t, message));
    // The log has gone on meanwhile, perhaps with this very record of an answer that was lost: look again.
    if (!posted && posted.refusal().code == Code::not_now) return CeremonyStep::waiting;
    if (!posted) return posted.refusal();
    return CeremonyStep::moved;
}

void deal(Trustee& t) {
    const threshold::CeremonyContext& C = ceremony_of(t).context();
    const threshold::Polynomial f = polynomial_of(t);
    for (const TrusteeIndex j : C.trustees) {
        const auto box = threshold::seal_share(C, {.dealer = t.number(), .receiver = j},
                                               ceremony_of(t).keys().at(j).E, f.at(j), Nonce::draw(t.rng));
        t.key.secrets->boxes.push_back({.other = j, .box = threshold::encode_share_box(box)});
    }
    t.store.save(t.key);
}

Step reveal(Trustee& t) {
    if (t.key.secrets->boxes.empty()) deal(t);
    const auto posted = t.server.put_boxes(t.key.secrets->attempt, t.key.secrets->boxes);
    if (!posted) return posted.refusal();
    std::vector<threshold::ShareBox> boxes;
    for (const PostedBox& one : t.key.secrets->boxes)
        boxes.push_back(threshold::decode_share_box(one.box).value());
    return say(t, threshold::make_reveal(ceremony_of(t).context(), t.number(), polynomial_of(t), boxes,
                                         Nonce::draw(t.rng)));
}

Step confirm(Trustee& t) {
    return say(t, threshold::Confirm{.digest = ceremony_of(t).digest(),
                                     .tool = threshold::Tool::command_line,
                                     .kept = threshold::Kept::file});
}

const elgamal::PublicKey* own_key_share(const Trustee& t) {
    const auto& joint = ceremony_of(t).joint_key();
    if (!joint) return nullptr;
    const auto own = std::ranges::find(joint->trustees, t.number(), &threshold::VerificationKey::trustee);
    return &own->Y;
}

/// Shows the code, keeps the share, reads it back, and only then confirms.
Step keep_and_confirm(Trustee& t, const SecretScalar& s) {
    const elgamal::PublicKey* Y = own_key_share(t);
    if (Y == nullptr) return base::refuse(Code::identity, "no joint key: a new attempt is needed");
    if (group::mul_base(s) != Y->element()) return base::refuse(Code::bad_share, "own");
    const base::Sha512 digest = ceremony_of(t).digest();
    base::ByteArray<32> first{};
    std::copy_n(digest.begin(), first.size(), first.begin());
    const std::string code = ballot::code_of(first);
    t.person.tell({"密钥核对码：" + code, "Ceremony code: " + code});
    if (!t.person.agrees({"请和其他监票人核对这 6 组字符。一样吗？",
                          "Compare these 6 groups with the others. The same?"})) {
        return base::refuse(Code::wrong_digest, "the ceremony codes differ: nothing was confirmed");
    }
    t.key.share = HeldShare{.attempt = t.key.secrets->attempt, .digest = digest, .s = s.bytes()};
    t.store.save(t.key);
    auto written = t.store.load();
    if (!written) return written.refusal();
    t.key = std::move(*written);
    if (const auto read = held_share(t, *Y); !read) return read.refusal();
    return confirm(t);
}

Words missing_box(TrusteeIndex dealer) {
    const std::string i = std::to_string(dealer.value);
    return {"监票人 " + i + " 的信封还没有到，或不是他公布的那个",
            "The box of trustee " + i + " is not there, or not the one revealed"};
}

/// Opens every box; complains of the first that does not fit.
Step open_boxes(Trustee& t) {
    const threshold::CeremonyContext& C = ceremony_of(t).context();
    const auto posted = t.server.boxes(C.attempt);
    if (!posted) return posted.refusal();
    std::vector<SecretScalar> shares;
    for (const auto& [dealer, revealed] : ceremony_of(t).reveals()) {
        const auto one = std::ranges::find(*posted, dealer, &PostedBox::other);
        const auto box =
            one == posted->end() ? base::refuse(Code::not_found) : threshold::decode_share_box(one->box);
        const threshold::Deal of{.dealer = dealer, .receiver = t.number()};
        auto share =
            box ? threshold::open_share(C, of, e_of(t), *box, revealed) : base::refuse(Code::wrong_digest);
        if (share) {
            shares.push_back(std::move(*share));
            continue;
        }
        if (share.refusal().code != Code::bad_share) {
            t.person.tell(missing_box(dealer));
            return CeremonyStep::waiting;
        }
        const std::string i = std::to_string(dealer.value);
        t.person.tell({"监票人 " + i + " 发来的份额不对，已提出",
                       "The share dealt by trustee " + i + " does not fit; a complaint is posted"});
        return say(t, threshold::make_complaint(C, of, e_of(t), *box, Nonce::draw(t.rng)));
    }
    return keep_and_confirm(t, threshold::add_shares(shares));
}

bool is_kept(const Trustee& t) {
    return t.key.share && t.key.share->attempt == ceremony_of(t).context().attempt &&
           t.key.share->digest == ceremony_of(t).digest();
}

void tell_who_is_waited_for(Trustee& t) {
    const Ceremony& ceremony = ceremony_of(t);
    const auto said = [&](TrusteeIndex i) {
        return ceremony.reveals().size() == ceremony.context().trustees.size()
                   ? ceremony.confirms().contains(i)
               : ceremony.commits().size() == ceremony.context().trustees.size()
                   ? ceremony.reveals().contains(i)
               : ceremony.keys().size() == ceremony.context().trustees.size() ? ceremony.commits().contains(i)
                                                                              : ceremony.keys().contains(i);
    };
    std::string names;
    for (const TrusteeIndex i : ceremony.context().trustees) {
        names += (said(i) ? " ✓ " : " … ") + t.state().setup()->trustees[i.value - 1U].name;
    }
    t.person.tell({"等待其他监票人：" + names, "Waiting for the others:" + names});
}

Step own_step(Trustee& t) {
    const Ceremony& ceremony = ceremony_of(t);
    const TrusteeIndex me = t.number();
    const std::size_t all = ceremony.context().trustees.size();
    if (ceremony.confirms().contains(me)) {
        if (!is_kept(t)) return base::refuse(Code::bad_share, "confirmed, but not by this file");
        if (!ceremony.confirmed()) return CeremonyStep::waiting;
        if (t.key.secrets && !t.key.secrets->spent()) {
            t.key.secrets->spend();
            t.store.save(t.key);
        }
        return CeremonyStep::finished;
    }
    if (!ceremony.takes_part(me) || t.state().manifest()) return CeremonyStep::left_out;
    if (auto prepared = prepare_attempt(t); !prepared) return prepared.refusal();
    const threshold::CeremonyContext& C = ceremony.context();
    if (!ceremony.keys().contains(me))
        return say(t, threshold::make_keys(C, me, e_of(t), Nonce::draw(t.rng)));
    if (ceremony.keys().size() < all) return CeremonyStep::waiting;
    if (!ceremony.commits().contains(me)) {
        return say(t, threshold::make_commit(C, me, polynomial_of(t).commitments()));
    }
    if (ceremony.commits().size() < all) return CeremonyStep::waiting;
    if (!ceremony.reveals().contains(me)) return reveal(t);
    if (ceremony.reveals().size() < all || !ceremony.complaints().empty()) return CeremonyStep::waiting;
    return is_kept(t) ? confirm(t) : open_boxes(t);
}

}  // namespace

Step ceremony_step(Trustee& t) {
    const auto begun = follow(t);
    if (!begun) return begun.refusal();
    if (!*begun) {
        t.person.tell({"等待其他监票人加入", "Waiting for all trustees to join"});
        return CeremonyStep::waiting;
    }
    auto step = own_step(t);
    if (step && *step == CeremonyStep::waiting) tell_who_is_waited_for(t);
    return step;
}

}  // namespace gongdao::cmd
