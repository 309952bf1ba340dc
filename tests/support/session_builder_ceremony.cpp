#include "tests/support/session_builder.hpp"

namespace gongdao::support {

using elgamal::Nonce;
using session::TrusteeIndex;
using threshold::Deal;

namespace {

constexpr TrusteeIndex cheat{2}, cheated{3};

}  // namespace

void SessionBuilder::say(TrusteeIndex trustee, decltype(threshold::CeremonyMessage::content) content) {
    log(
        threshold::CeremonyMessage{
            .attempt = ceremony_.attempt, .trustee = trustee, .content = std::move(content)},
        {trustee.value});
}

void SessionBuilder::hold_ceremony() {
    if (plan_.complaint) {
        hold_attempt(ceremony_.trustees, true);
        say(cheated, make_complaint({.dealer = cheat, .receiver = cheated}));
        std::vector<TrusteeIndex> others = ceremony_.trustees;
        std::erase(others, cheat);
        log(
            threshold::CeremonyMessage{
                .attempt = 2, .trustee = {0}, .content = threshold::Restart{"份额不符", others}},
            {0});
    }
    hold_attempt(ceremony_.trustees, false);
    const auto digest = threshold::ceremony_digest(ceremony_, ceremony_records_);
    for (const TrusteeIndex i : ceremony_.trustees) say(i, threshold::Confirm{.digest = digest});
}

void SessionBuilder::hold_attempt(const std::vector<TrusteeIndex>& trustees, bool someone_cheats) {
    std::map<TrusteeIndex, threshold::Polynomial> f;
    e_.clear();
    for (const TrusteeIndex i : trustees) {
        e_.emplace(i, group::SecretScalar::draw(rng_));
        say(i, threshold::make_keys(ceremony_, i, e_.at(i), Nonce::draw(rng_)));
    }
    for (const TrusteeIndex i : trustees) {
        f.emplace(i, threshold::Polynomial::draw(plan_.threshold, rng_));
        say(i, threshold::make_commit(ceremony_, i, f.at(i).commitments()));
    }
    for (const TrusteeIndex i : trustees) {
        std::vector<threshold::ShareBox> boxes;
        for (const TrusteeIndex j : trustees) {
            group::SecretScalar s = f.at(i).at(j);
            if (someone_cheats && i == cheat && j == cheated) s = s + group::SecretScalar::of_bit(1);
            boxes.push_back(threshold::seal_share(ceremony_, {.dealer = i, .receiver = j},
                                                  ceremony_keys_.at(j).E, s, Nonce::draw(rng_)));
            boxes_[{i, j}] = boxes.back();
        }
        say(i, threshold::make_reveal(ceremony_, i, f.at(i), boxes, Nonce::draw(rng_)));
    }
    s_.clear();
    for (const TrusteeIndex j : trustees) {
        std::vector<group::SecretScalar> shares;
        shares.reserve(trustees.size());
        for (const TrusteeIndex i : trustees) shares.push_back(f.at(i).at(j));
        s_.emplace(j, threshold::add_shares(shares));
    }
}

threshold::Complaint SessionBuilder::make_complaint(Deal deal) {
    return threshold::make_complaint(ceremony_, deal, e_.at(deal.receiver),
                                     boxes_.at({deal.dealer, deal.receiver}), Nonce::draw(rng_));
}

}  // namespace gongdao::support
