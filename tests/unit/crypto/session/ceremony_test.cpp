// The order of SPEC §5.2, complaint and new attempt. What each message has to prove is tested in threshold
// and tamper.
#include "tests/unit/crypto/session/folded.hpp"

using namespace gongdao;
using namespace gongdao::session;
using base::Code;
using threshold::CeremonyMessage;
using threshold::Complaint;
using threshold::Confirm;
using threshold::Restart;
using threshold::Reveal;

namespace {

/// The session's `key_ceremony` messages, each with the state of the ceremony before it.
struct Step {
    CeremonyMessage message;
    Ceremony before;
};

std::vector<Step> steps(const SessionBuilder& session) {
    std::vector<Step> all;
    for (std::size_t i = 0; i < session.leaves().size(); ++i) {
        const auto record = decode_record(session.leaves()[i]);
        if (!record) continue;
        const auto* message = std::get_if<CeremonyMessage>(&record->fields);
        if (message != nullptr) all.push_back({*message, folded(session, i).ceremony()});
    }
    return all;
}

SessionBuilder held(support::SessionPlan plan) {
    SessionBuilder session(std::move(plan));
    session.set_up();
    session.hold_ceremony();
    return session;
}

CeremonyMessage restart(std::uint16_t attempt, std::vector<TrusteeIndex> trustees) {
    return {.attempt = attempt, .trustee = {0}, .content = Restart{"重来", std::move(trustees)}};
}

}  // namespace

TEST_CASE("within an attempt each kind comes after all of the kind before, each trustee once") {
    const auto all = steps(held({}));
    REQUIRE(all.size() == 12);
    // Of the twelve messages, which may come before which was said: those of the same kind that were not said
    // yet.
    for (std::size_t at = 0; at < all.size(); ++at) {
        for (std::size_t other = 0; other < all.size(); ++other) {
            CAPTURE(at, other);
            const bool same_kind = at / 3 == other / 3;
            CHECK(all[at].before.check(all[other].message).has_value() == (same_kind && other >= at));
        }
    }
}

TEST_CASE("a founded complaint ends the attempt, and the next one goes without who lied") {
    SessionBuilder session = held({.complaint = true});
    const auto all = steps(session);
    const Ceremony& after_reveals = all.at(9).before;
    REQUIRE(std::holds_alternative<Complaint>(all.at(9).message.content));
    REQUIRE(std::holds_alternative<Restart>(all.at(10).message.content));
    const Ceremony& complained = all.at(10).before;
    REQUIRE(complained.complaints().size() == 1);
    CHECK(complained.complaints()[0].verdict == threshold::Verdict::founded);
    CHECK(complained.complaints()[0].deal.dealer == TrusteeIndex{2});

    const CeremonyMessage confirm{
        .attempt = 1, .trustee = {1}, .content = Confirm{.digest = after_reveals.digest()}};
    CHECK(after_reveals.check(confirm).has_value());
    CHECK(code_of(complained.check(confirm)) == Code::not_now);
    CHECK(code_of(complained.check(all.at(9).message)) == Code::not_now);  // once a dealer

    const Ceremony over = folded(session).ceremony();
    CHECK(over.confirmed());
    CHECK(over.context().attempt == 2);
    CHECK(over.context().trustees == std::vector<TrusteeIndex>{{1}, {3}});
    CHECK(over.complaints().empty());
    CHECK(over.joint_key()->trustees.size() == 2);
}

TEST_CASE("who has confirmed does not complain, and who complains does not confirm") {
    SessionBuilder session;
    session.set_up();
    session.hold_ceremony();
    const auto all = steps(session);
    const CeremonyMessage complaint{
        .attempt = 1, .trustee = {1}, .content = session.make_complaint({.dealer = {2}, .receiver = {1}})};
    const Ceremony& before_confirms = all.at(9).before;
    const Ceremony& one_confirmed = all.at(10).before;
    CHECK(before_confirms.check(complaint).has_value());
    CHECK(code_of(one_confirmed.check(complaint)) == Code::not_now);

    Ceremony unfounded = before_confirms;
    unfounded.add(complaint, {});
    CHECK(unfounded.complaints()[0].verdict == threshold::Verdict::unfounded);
    CHECK(code_of(unfounded.check(all.at(9).message)) == Code::not_now);
}

TEST_CASE("a new attempt may begin at any time, with some of the trustees, at least the threshold") {
    const auto all = steps(held({.trustees = 4, .threshold = 3}));
    for (const Step& step : all) {
        CHECK(step.before.check(restart(2, {{1}, {2}, {4}})).has_value());
        CHECK(code_of(step.before.check(restart(2, {{1}, {2}}))) == Code::wrong_trustee);
        CHECK(code_of(step.before.check(restart(2, {{1}, {2}, {5}}))) == Code::wrong_trustee);
        CHECK(code_of(step.before.check(restart(1, {{1}, {2}, {4}}))) == Code::not_now);
        CHECK(code_of(step.before.check(restart(3, {{1}, {2}, {4}}))) == Code::not_now);
    }
    Ceremony second = all.at(8).before;
    second.add(restart(2, {{1}, {2}, {4}}), {});
    CHECK_FALSE(second.takes_part({3}));
    CHECK(code_of(second.check(restart(3, {{1}, {2}, {3}}))) == Code::wrong_trustee);
    CHECK(code_of(second.check(all.at(0).message)) == Code::not_now);  // of attempt 1
    CHECK_FALSE(second.confirmed());
}

TEST_CASE("a key for shares serves one attempt, whoever says it again") {
    base::SystemRng rng;
    Ceremony ceremony = steps(held({.trustees = 4, .threshold = 3})).front().before;
    const auto e = group::SecretScalar::draw(rng);
    const auto say = [&](const Ceremony& at, std::uint8_t trustee, const group::SecretScalar& secret) {
        const TrusteeIndex i{trustee};
        return CeremonyMessage{
            .attempt = at.context().attempt,
            .trustee = i,
            .content = threshold::make_keys(at.context(), i, secret, elgamal::Nonce::draw(rng))};
    };
    REQUIRE(ceremony.check(say(ceremony, 1, e)));
    ceremony.add(say(ceremony, 1, e), {});
    CHECK(code_of(ceremony.check(say(ceremony, 2, e))) == Code::duplicate);
    ceremony.add(restart(2, {{1}, {2}, {4}}), {});
    CHECK(code_of(ceremony.check(say(ceremony, 1, e))) == Code::duplicate);
    CHECK(code_of(ceremony.check(say(ceremony, 2, e))) == Code::duplicate);
    CHECK(ceremony.check(say(ceremony, 1, group::SecretScalar::draw(rng))));
}

TEST_CASE("the digest covers the attempt's messages of kinds 0 to 2, whole") {
    SessionBuilder session = held({});
    std::vector<base::Bytes> records;
    for (const base::Bytes& leaf : session.leaves()) {
        const auto record = decode_record(leaf);
        const auto* message = std::get_if<CeremonyMessage>(&record->fields);
        if (message != nullptr && !std::holds_alternative<Confirm>(message->content)) records.push_back(leaf);
    }
    REQUIRE(records.size() == 9);
    CHECK(folded(session).ceremony().digest() == threshold::ceremony_digest(session.ceremony(), records));
}

TEST_CASE("no manifest comes before the last trustee of the attempt has confirmed") {
    SessionBuilder session;
    session.set_up();
    session.hold_ceremony();
    session.fix_manifest();
    const std::size_t at = first_of<Manifest>(session).second;
    State state = folded(session, at - 1);
    REQUIRE(state.ceremony().confirms().size() == 2);
    const support::Signers who_did{1, 2};
    CHECK(code_of(admit(state, session::encode(session.sign(session.manifest(), who_did)),
                        {session.slip_lists()}, {})) == Code::not_now);
    State confirmed = folded(session, at);
    CHECK(code_of(admit(confirmed, session.leaves().at(at), {session.slip_lists()}, {})) == std::nullopt);
}
