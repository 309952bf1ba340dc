// Check 1: notice and rules. Check 2: the joint key.
#include <catch2/catch.hpp>

#include "tests/tamper/tamper.hpp"

using namespace gongdao;
using namespace gongdao::tamper;
using session::Manifest;
using session::Setup;
using threshold::CeremonyMessage;

namespace {

template <class Kind, class Change>
auto change_message(Change what) {
    return change<CeremonyMessage>([what](SessionBuilder& session, CeremonyMessage& message) mutable {
        if (auto* content = std::get_if<Kind>(&message.content)) what(session, message, *content);
    });
}

auto change_definition(const std::function<void(ballot::ContestDefinition&)>& what) {
    return change<Manifest>([what](SessionBuilder&, Manifest& manifest) { what(manifest.contests[0]); });
}

}  // namespace

TEST_CASE("a setup with an SM2 key that is on no curve", "[setup]") {
    const auto change_key = [](SessionBuilder&, Setup& setup) { setup.sm2_key[40] ^= 1U; };
    CHECK(ids_failing({.forger = {.fields = change<Setup>(change_key)}}) == Ids{"setup"});
}

// A4: a key of small order verifies what nobody signed.
TEST_CASE("a setup with a trustee's key of small order", "[setup]") {
    const auto change_key = [](SessionBuilder&, Setup& setup) {
        setup.trustees[2].key = {};
        setup.trustees[2].key[0] = 1;
    };
    CHECK(ids_failing({.forger = {.fields = change<Setup>(change_key)}}) == Ids{"setup"});
}

TEST_CASE("a threshold that a minority reaches", "[setup]") {
    CHECK(ids_failing({.plan = {.threshold = 1}}) == Ids{"setup"});
}

// A3: a group that the session chooses.
TEST_CASE("a setup that names another suite", "[setup]") {
    const auto other_suite = once([](SessionBuilder&, base::Bytes& leaf) { leaf.at(20) = 2; });
    CHECK(ids_failing({.forger = {.leaf = other_suite}}) == Ids{"setup"});
}

TEST_CASE("a log that does not begin with its setup", "[setup]") {
    SessionBuilder session;
    session.log(session::Attendance{.due = 1, .present = 1}, {0});
    session.publish();
    CHECK(ids_failing(audit_of(session)) == Ids{"setup"});
}

TEST_CASE("a manifest with other slots than its contests need", "[manifest]") {
    const auto one_more = [](SessionBuilder&, Setup& setup) { ++setup.slots; };
    CHECK(ids_failing({.forger = {.fields = change<Setup>(one_more)}}) == Ids{"manifest"});
}

TEST_CASE("a class that joins itself", "[manifest]") {
    const auto join = [](SessionBuilder&, Manifest& manifest) {
        manifest.classes[0].joins = session::ClassNumber{0};
    };
    CHECK(ids_failing({.forger = {.fields = change<Manifest>(join)}}) == Ids{"manifest"});
}

TEST_CASE("a definition whose rows leave a cell out", "[manifest]") {
    const auto leave_out = change_definition([](auto& definition) { definition.choices.pop_back(); });
    SessionBuilder session({}, {.fields = leave_out});
    session.set_up();
    session.hold_ceremony();
    session.fix_manifest();
    session.publish();
    CHECK(ids_failing(audit_of(session)) == Ids{"manifest"});
}

TEST_CASE("a manifest of another setup", "[manifest_setup]") {
    const auto other = [](SessionBuilder&, Manifest& manifest) { manifest.setup[0] ^= 1U; };
    CHECK(ids_failing({.forger = {.fields = change<Manifest>(other)}}) == Ids{"manifest_setup"});
}

// K3: a key that one person holds in place of the joint one.
TEST_CASE("a manifest with the server's own key", "[manifest_key]") {
    const auto own = [](SessionBuilder& session, Manifest& manifest) {
        manifest.key = elgamal::public_key_of(group::SecretScalar::draw(session.rng()));
    };
    CHECK(ids_failing({.forger = {.fields = change<Manifest>(own)}}) == Ids{"manifest_key"});
}

TEST_CASE("a manifest over another ceremony's digest", "[manifest_key]") {
    const auto other = [](SessionBuilder&, Manifest& manifest) { manifest.ceremony[0] ^= 1U; };
    CHECK(ids_failing({.forger = {.fields = change<Manifest>(other)}}) == Ids{"manifest_key"});
}

// A9: more marks allowed than there are seats.
TEST_CASE("a definition that allows more marks than seats", "[manifest_rules]") {
    const auto more = change_definition([](auto& definition) { ++definition.sums[0].range.hi; });
    CHECK(ids_failing({.forger = {.fields = more}}) == Ids{"manifest_rules"});
}

TEST_CASE("a definition that no blank row is allowed in", "[manifest_rules]") {
    const auto no_blank = change_definition([](auto& definition) { definition.choices[3].blank = false; });
    Trial trial{.forger = {.fields = no_blank}};
    std::vector<support::Vote> votes;
    for (std::uint32_t slip = 0; slip < 5; ++slip)
        votes.push_back({.slip = slip, .marks = {1, 0, 1, 0, 1, 0, 0, 1}});
    trial.plan.votes = votes;
    CHECK(ids_failing(trial) == Ids{"manifest_rules"});
}

TEST_CASE("as many candidates as seats where the rules ask for more", "[manifest_rules]") {
    CHECK(ids_failing({.plan = {.candidates = 4, .seats = 4}}) == Ids{"manifest_rules"});
}

TEST_CASE("rules that bear the preset's name and another quorum", "[manifest_rules]") {
    const auto softer = change_definition([](ballot::ContestDefinition& definition) {
        auto procedure = rules::decode_procedure(definition.rules).value();
        procedure.quorum.num = 1;
        procedure.quorum.den = 100;
        definition.rules = rules::encode(procedure);
    });
    CHECK(ids_failing({.forger = {.fields = softer}}) == Ids{"manifest_rules"});
}

TEST_CASE("a shorter pause than the rules ask for", "[manifest_rules]") {
    const auto shorter = [](SessionBuilder&, Manifest& manifest) { manifest.pause = 0; };
    CHECK(ids_failing({.forger = {.fields = change<Manifest>(shorter)}}) == Ids{"manifest_rules"});
}

TEST_CASE("a higher floor than the rules ask for", "[manifest_rules]") {
    const auto higher = [](SessionBuilder&, Manifest& manifest) { manifest.floor = 2; };
    CHECK(ids_failing({.forger = {.fields = change<Manifest>(higher)}}) == Ids{"manifest_rules"});
}

TEST_CASE("rules that are none", "[manifest_rules]") {
    const auto none = change_definition([](auto& definition) { definition.rules = {1, 2, 3}; });
    SessionBuilder session({}, {.fields = none});
    session.run();
    // Without rules the outcome is empty, and nothing recomputes it.
    CHECK(ids_failing(audit_of(session)) == Ids{"manifest_rules", "outcome_form"});
}

// K2: who speaks last knows what the others said.
TEST_CASE("a reveal before all have committed", "[ceremony_order]") {
    const auto early = [](SessionBuilder& session, const CeremonyMessage& message) {
        if (!std::holds_alternative<threshold::Commit>(message.content)) return;
        const auto f = threshold::Polynomial::draw(2, session.rng());
        const std::vector<threshold::ShareBox> boxes(3, {.R = group::Element::generator()});
        const auto reveal =
            threshold::make_reveal(session.ceremony(), {1}, f, boxes, elgamal::Nonce::draw(session.rng()));
        session.log(CeremonyMessage{.attempt = 1, .trustee = {1}, .content = reveal}, {1});
    };
    const auto first_commit = [early, done = false](SessionBuilder& session, const Fields& fields) mutable {
        const auto* message = std::get_if<CeremonyMessage>(&fields);
        const bool commit = message != nullptr && std::holds_alternative<threshold::Commit>(message->content);
        if (commit && !std::exchange(done, true)) early(session, *message);
    };
    CHECK(ids_failing({.forger = {.after = first_commit}}) == Ids{"ceremony_order"});
}

TEST_CASE("a trustee with the encryption key of another", "[ceremony_order]") {
    const auto same = [first = std::optional<threshold::Keys>()](SessionBuilder&, CeremonyMessage&,
                                                                 threshold::Keys& keys) mutable {
        if (!first) first = keys;
        keys = *first;
    };
    CHECK(ids_failing({.forger = {.fields = change_message<threshold::Keys>(same)}}) ==
          Ids{"ceremony_order"});
}

TEST_CASE("a key confirmed over a complaint", "[ceremony_order]") {
    const auto confirm = [](SessionBuilder& session, const Fields& fields) {
        const auto* message = std::get_if<CeremonyMessage>(&fields);
        if (message == nullptr || !std::holds_alternative<threshold::Complaint>(message->content)) return;
        session.log(CeremonyMessage{.attempt = 1, .trustee = {1}, .content = threshold::Confirm{}}, {1});
    };
    CHECK(ids_failing({.plan = {.complaint = true}, .forger = {.after = confirm}}) == Ids{"ceremony_order"});
}

TEST_CASE("a new attempt with fewer trustees than the threshold", "[ceremony_order]") {
    const auto alone = change_message<threshold::Restart>(
        [](SessionBuilder&, CeremonyMessage&, threshold::Restart& restart) { restart.trustees = {{3}}; });
    SessionBuilder session({.complaint = true}, {.fields = alone});
    session.set_up();
    session.hold_ceremony();
    session.publish();
    CHECK(ids_failing(audit_of(session)) == Ids{"ceremony_order"});
}

// K3: the proof of another key.
TEST_CASE("a replayed proof of an encryption key", "[ceremony_keys]") {
    const auto replay = [first = std::optional<threshold::Keys>()](SessionBuilder&, CeremonyMessage&,
                                                                   threshold::Keys& keys) mutable {
        if (first) keys.proof = first->proof;
        first = keys;
    };
    CHECK(ids_failing({.forger = {.fields = change_message<threshold::Keys>(replay)}}) ==
          Ids{"ceremony_keys"});
}

// K3: the inverse of another's key, of which nobody knows a secret.
TEST_CASE("a key that cancels another", "[ceremony_keys]") {
    const auto cancel = [first = std::optional<threshold::Keys>()](SessionBuilder&, CeremonyMessage&,
                                                                   threshold::Keys& keys) mutable {
        if (first) keys.E = elgamal::PublicKey::of(-first->E.element()).value();
        first = keys;
    };
    CHECK(ids_failing({.forger = {.fields = change_message<threshold::Keys>(cancel)}}) ==
          Ids{"ceremony_keys"});
}

// K2: a polynomial chosen after the others' were seen.
TEST_CASE("a reveal of another polynomial than was committed to", "[ceremony_commit]") {
    const auto other = [](SessionBuilder& session, CeremonyMessage& message, threshold::Reveal& reveal) {
        if (message.trustee.value != 3) return;
        const auto f = threshold::Polynomial::draw(2, session.rng());
        const std::vector<threshold::ShareBox> boxes(3, {.R = group::Element::generator()});
        reveal =
            threshold::make_reveal(session.ceremony(), {3}, f, boxes, elgamal::Nonce::draw(session.rng()));
    };
    CHECK(ids_failing({.forger = {.fields = change_message<threshold::Reveal>(other)}}) ==
          Ids{"ceremony_commit"});
}

TEST_CASE("a reveal whose proof does not hold", "[ceremony_reveal]") {
    const auto bad = [](SessionBuilder&, CeremonyMessage& message, threshold::Reveal& reveal) {
        if (message.trustee.value == 2) reveal.proof.z = reveal.proof.z + group::Scalar(1);
    };
    CHECK(ids_failing({.forger = {.fields = change_message<threshold::Reveal>(bad)}}) ==
          Ids{"ceremony_reveal"});
}

// K3: a constant term that cancels the others', committed to and revealed with a proof for another element.
TEST_CASE("a revealed polynomial of which nobody knows the constant term", "[ceremony_reveal]") {
    const auto rogue = [](SessionBuilder& session, Fields& fields, Signers&) {
        auto* message = std::get_if<CeremonyMessage>(&fields);
        if (message == nullptr || message->trustee.value != 3) return;
        const std::vector<group::Element> A{group::element_of(encode::Transcript("test")),
                                            group::Element::generator()};
        if (auto* commit = std::get_if<threshold::Commit>(&message->content)) {
            *commit = threshold::make_commit(session.ceremony(), {3}, A);
        }
        if (auto* reveal = std::get_if<threshold::Reveal>(&message->content)) reveal->A = A;
    };
    CHECK(ids_failing({.forger = {.fields = rogue}}) == Ids{"ceremony_reveal"});
}

TEST_CASE("a reveal without a box for one of the trustees", "[ceremony_reveal]") {
    const auto fewer = [](SessionBuilder&, CeremonyMessage&, threshold::Reveal& reveal) {
        reveal.boxes.pop_back();
    };
    CHECK(ids_failing({.forger = {.fields = change_message<threshold::Reveal>(fewer)}}) ==
          Ids{"ceremony_reveal"});
}

TEST_CASE("a complaint that opens a box with another secret", "[ceremony_complaint]") {
    const auto other = [](SessionBuilder&, CeremonyMessage&, threshold::Complaint& complaint) {
        complaint.S = complaint.S + group::Element::generator();
    };
    CHECK(ids_failing({.plan = {.complaint = true},
                       .forger = {.fields = change_message<threshold::Complaint>(other)}}) ==
          Ids{"ceremony_complaint"});
}

TEST_CASE("a complaint about a box that was never dealt", "[ceremony_complaint]") {
    const auto other = [](SessionBuilder&, CeremonyMessage&, threshold::Complaint& complaint) {
        complaint.box.masked[0] ^= 1U;
    };
    CHECK(ids_failing({.plan = {.complaint = true},
                       .forger = {.fields = change_message<threshold::Complaint>(other)}}) ==
          Ids{"ceremony_complaint"});
}

TEST_CASE("a trustee who confirmed another ceremony", "[ceremony_confirm]") {
    const auto other = [](SessionBuilder&, CeremonyMessage& message, threshold::Confirm& confirm) {
        if (message.trustee.value == 3) confirm.digest[0] ^= 1U;
    };
    CHECK(ids_failing({.forger = {.fields = change_message<threshold::Confirm>(other)}}) ==
          Ids{"ceremony_confirm"});
}
