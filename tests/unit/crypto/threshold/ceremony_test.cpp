#include <catch2/catch.hpp>

#include "crypto/threshold/combine.hpp"
#include "crypto/threshold/key_ceremony.hpp"
#include "tests/support/seeded_rng.hpp"

using namespace gongdao;
using namespace gongdao::threshold;
using base::Code;
using elgamal::Nonce;
using group::SecretScalar;

namespace {

/// A ceremony in which everybody is honest.
struct Ceremony {
    explicit Ceremony(std::uint8_t n, std::size_t t, std::uint32_t seed = 1) : rng(seed) {
        C.K = base::sha256(base::view_of("setup"));
        for (std::uint8_t i = 1; i <= n; ++i) C.trustees.push_back({i});
        for (const TrusteeIndex i : C.trustees) {
            e.push_back(SecretScalar::draw(rng));
            f.push_back(Polynomial::draw(t, rng));
            keys.push_back(make_keys(C, i, e.back(), Nonce::draw(rng)));
        }
        for (const TrusteeIndex i : C.trustees) {
            auto& own = boxes.emplace_back();
            for (const TrusteeIndex j : C.trustees) {
                own.push_back(seal_share(C, {.dealer = i, .receiver = j}, keys[place(j)].E, f[place(i)].at(j),
                                         Nonce::draw(rng)));
            }
            reveals.push_back(make_reveal(C, i, f[place(i)], own, Nonce::draw(rng)));
        }
    }

    static std::size_t place(TrusteeIndex i) { return i.value - 1U; }

    base::Result<SecretScalar> share(TrusteeIndex j) const {
        std::vector<SecretScalar> parts;
        for (const TrusteeIndex i : C.trustees) {
            auto part = open_share(C, {.dealer = i, .receiver = j}, e[place(j)], boxes[place(i)][place(j)],
                                   reveals[place(i)]);
            if (!part) return part.refusal();
            parts.push_back(std::move(part).value());
        }
        return add_shares(parts);
    }

    support::SeededRng rng;
    CeremonyContext C;
    std::vector<SecretScalar> e;
    std::vector<Polynomial> f;
    std::vector<Keys> keys;
    std::vector<std::vector<ShareBox>> boxes;
    std::vector<Reveal> reveals;
};

}  // namespace

TEST_CASE("every message of an honest ceremony holds, and every share fits the derived keys") {
    Ceremony all(5, 3);
    for (const TrusteeIndex i : all.C.trustees) {
        const Reveal& reveal = all.reveals[Ceremony::place(i)];
        CHECK(verify_keys(all.C, i, all.keys[Ceremony::place(i)]).has_value());
        CHECK(verify_commit(all.C, i, make_commit(all.C, i, reveal.A), reveal).has_value());
        CHECK(verify_reveal(all.C, i, reveal).has_value());
    }
    const JointKey joint = derive_joint_key(all.C, all.reveals).value();
    for (const VerificationKey& of : joint.trustees) {
        CHECK(elgamal::public_key_of(all.share(of.trustee).value()) == of.Y);
    }
}

TEST_CASE("any t of n open what is encrypted to the joint key, and fewer do not") {
    for (const auto& [n, t] : {std::pair<std::uint8_t, std::size_t>{1, 1}, {3, 2}, {4, 3}, {5, 3}}) {
        Ceremony all(n, t);
        const JointKey joint = derive_joint_key(all.C, all.reveals).value();
        std::vector<elgamal::Ciphertext> cells;
        for (std::uint8_t m = 0; m < 2; ++m) {
            cells.push_back(elgamal::encrypt_bit(joint.y, m, Nonce::draw(all.rng)).ciphertext);
        }
        std::vector<group::Element> alpha = {cells[0].alpha, cells[1].alpha};
        std::vector<PartialDecryption> partials;
        ShareContext context;
        for (const VerificationKey& of : joint.trustees) {
            context.trustee = of.trustee;
            partials.push_back(
                make_partial_decryption(context, all.share(of.trustee).value(), alpha, Nonce::draw(all.rng)));
            CHECK(verify_partial_decryption(context, of.Y, alpha, partials.back()).has_value());
        }
        const elgamal::DiscreteLog logs(1);
        for (unsigned set = 1; set < (1U << n); ++set) {
            std::vector<Contribution> chosen;
            for (std::uint8_t i = 0; i < n; ++i) {
                if ((set >> i) & 1U) chosen.push_back({.trustee = all.C.trustees[i], .D = partials[i].D});
            }
            const auto totals = combine_totals(cells, chosen, logs);
            INFO(int{n} << " trustees, threshold " << t << ", set " << set);
            if (chosen.size() >= t) {
                CHECK(totals.value() == std::vector<std::uint32_t>{0, 1});
            } else {
                CHECK(totals.refusal().code == Code::wrong_total);
            }
        }
    }
}

TEST_CASE("a complaint about an honest share is unfounded, about a false one founded") {
    Ceremony all(3, 2);
    const Deal deal{.dealer = {1}, .receiver = {2}};
    const auto complain = [&](const ShareBox& box, const Reveal& reveal) {
        const Complaint complaint = make_complaint(all.C, deal, all.e[1], box, Nonce::draw(all.rng));
        return judge_complaint(all.C, deal, all.keys[1].E, complaint, reveal);
    };
    CHECK(complain(all.boxes[0][1], all.reveals[0]).value() == Verdict::unfounded);
    const SecretScalar wrong = all.f[0].at({2}) + SecretScalar::of_bit(1);
    const ShareBox false_box = seal_share(all.C, deal, all.keys[1].E, wrong, Nonce::draw(all.rng));
    Reveal reveal = all.reveals[0];
    reveal.boxes[1] = base::sha256(encode_share_box(false_box));
    CHECK(open_share(all.C, deal, all.e[1], false_box, reveal).refusal().code == Code::bad_share);
    CHECK(complain(false_box, reveal).value() == Verdict::founded);
    CHECK(complain(false_box, all.reveals[0]).refusal().code == Code::wrong_digest);
}

TEST_CASE("a share is uncovered by a complaint about its copy, which is why a complaint ends the attempt") {
    Ceremony all(3, 2);
    // Trustee 1 copies the box that 3 made for 2 and reveals it as its own.
    Reveal copied = all.reveals[0];
    copied.boxes[1] = base::sha256(encode_share_box(all.boxes[2][1]));
    const Deal deal{.dealer = {1}, .receiver = {2}};
    const Complaint complaint = make_complaint(all.C, deal, all.e[1], all.boxes[2][1], Nonce::draw(all.rng));
    CHECK(judge_complaint(all.C, deal, all.keys[1].E, complaint, copied).value() == Verdict::founded);
    const Complaint same_S = make_complaint(all.C, {.dealer = {3}, .receiver = {2}}, all.e[1],
                                            all.boxes[2][1], Nonce::draw(all.rng));
    CHECK(complaint.S == same_S.S);
}

TEST_CASE("a ceremony message reads what it wrote") {
    Ceremony all(3, 2);
    const std::vector<CeremonyMessage> messages = {
        {.attempt = 1, .trustee = {1}, .content = all.keys[0]},
        {.attempt = 1, .trustee = {2}, .content = make_commit(all.C, {2}, all.reveals[1].A)},
        {.attempt = 65'535, .trustee = {3}, .content = all.reveals[2]},
        {.attempt = 1,
         .trustee = {2},
         .content = make_complaint(all.C, {.dealer = {1}, .receiver = {2}}, all.e[1], all.boxes[0][1],
                                   Nonce::draw(all.rng))},
        {.attempt = 1,
         .trustee = {1},
         .content = Confirm{.digest = {}, .tool = Tool::single_file, .kept = Kept::browser}},
        {.attempt = 2, .trustee = {0}, .content = Restart{.reason = "二号没有来", .trustees = {{1}, {3}}}}};
    for (const CeremonyMessage& message : messages) {
        const base::Bytes bytes = encode_ceremony_message(message);
        CHECK(bytes[0] == message.content.index());
        CHECK(decode_ceremony_message(bytes).value() == message);
    }
}

TEST_CASE("Lagrange's coefficients give the constant of any polynomial of fewer than t coefficients") {
    support::SeededRng rng(9);
    const Polynomial f = Polynomial::draw(3, rng);
    for (const auto& set :
         {std::vector<TrusteeIndex>{{1}, {2}, {3}}, {{15}, {4}, {9}}, {{2}, {3}, {5}, {7}}}) {
        const auto L = lagrange_at_zero(set);
        SecretScalar sum;
        for (std::size_t i = 0; i < set.size(); ++i) sum = sum + L[i] * f.at(set[i]);
        CHECK(sum.reveal() == f.constant().reveal());
        CHECK(commitment_at(f.commitments(), set[0]) == group::mul_base(f.at(set[0])));
    }
}
