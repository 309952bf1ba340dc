#include "crypto/verify/verify_ballots.hpp"

#include <catch2/catch.hpp>

#include "tests/support/session_builder.hpp"

using namespace gongdao;
using namespace gongdao::verify;
using support::SessionBuilder;

namespace {

struct Voted {
    explicit Voted(support::SessionPlan plan = {}) : session(std::move(plan)) {
        session.run();
        for (const base::Bytes& leaf : session.leaves()) {
            REQUIRE(session::admit(state, leaf, {session.slip_lists()}, {}).has_value());
        }
    }

    [[nodiscard]] const SessionBuilder::Contest& contest() const { return session.contests()[0]; }

    SessionBuilder session;
    session::State state;
};

const Voted& voted() {
    static const Voted one;
    return one;
}

}  // namespace

TEST_CASE("a cast body is checked by itself, without state") {
    Report report;
    const BallotsVerifier verifier(voted().state, report);
    const auto& entry = voted().contest().cast[0];
    const auto& body = voted().contest().bodies[0];
    const auto checked = check_body(verifier.rules_of(entry), entry, body);
    CHECK(checked.faults.empty());
    CHECK(checked.body.has_value());

    const auto of_another = check_body(verifier.rules_of(entry), entry, voted().contest().bodies[1]);
    REQUIRE(of_another.faults.size() == 1);
    CHECK(of_another.faults[0].check == CheckId::body_entry);
    CHECK_FALSE(of_another.body);
    CHECK(check_body(verifier.rules_of(entry), entry, {}).faults.at(0).check == CheckId::body_form);
}

TEST_CASE("the sums of all ballots are those of the tally, and everything was reached") {
    Report report;
    BallotsVerifier verifier(voted().state, report);
    for (std::size_t i = 0; i < voted().contest().cast.size(); ++i) {
        const auto& entry = voted().contest().cast[i];
        verifier.take(entry, check_body(verifier.rules_of(entry), entry, voted().contest().bodies[i]));
    }
    verifier.finish(true);
    CHECK(report.failures().empty());
    CHECK(report.status(5U) == Status::passed);
    CHECK(report.status(6U) == Status::passed);
    CHECK(report.status(CheckId::tally_cells) == Status::passed);
}

TEST_CASE("a body that is missing leaves sums, proofs and chains not reached") {
    Report report;
    BallotsVerifier verifier(voted().state, report);
    for (std::size_t i = 0; i < voted().contest().cast.size(); ++i) {
        const auto& entry = voted().contest().cast[i];
        verifier.take(entry, i == 1
                                 ? CheckedBody{}
                                 : check_body(verifier.rules_of(entry), entry, voted().contest().bodies[i]));
    }
    verifier.finish(true);
    CHECK(report.failures().empty());
    CHECK(report.status(CheckId::tally_cells) == Status::not_reached);
    CHECK(report.status(CheckId::body_form) == Status::not_reached);
    CHECK(report.status(CheckId::choice_proof) == Status::not_reached);
    CHECK(report.status(CheckId::duplicate) == Status::not_reached);
}

TEST_CASE("ballots that were not all taken are compared with no tally") {
    Report report;
    BallotsVerifier verifier(voted().state, report);
    const auto& entry = voted().contest().cast[0];
    verifier.take(entry, check_body(verifier.rules_of(entry), entry, voted().contest().bodies[0]));
    verifier.finish(false);
    CHECK(report.failures().empty());
    CHECK(report.status(CheckId::tally_cells) == Status::not_reached);
}
