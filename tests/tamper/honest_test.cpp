#include <catch2/catch.hpp>

#include "tests/tamper/tamper.hpp"

using namespace gongdao;
using namespace gongdao::tamper;
using session::CheckId;
using verify::Status;

TEST_CASE("a session in which nobody forges anything passes whole") {
    const audit::Audit audit = audit_of(Trial{});
    CHECK(ids_failing(audit).empty());
    for (unsigned number = 1; number <= session::check_count; ++number) {
        CAPTURE(number);
        CHECK(audit.report.status(number) == Status::passed);
    }
    CHECK(verify::exit_code(audit.report) == 0);
    CHECK(audit.report.notes().empty());
    REQUIRE(audit.outcomes.size() == 1);
    CHECK(rules::encode(audit.outcomes[0].value()) == audit.state.contests()[0].outcome);
}

TEST_CASE(
    "two contests of two classes, with objections and large records, pass whole, but no election knows "
    "recasting") {
    const bool recast = GENERATE(false, true);
    Trial trial{.plan = {.trustees = 4,
                         .threshold = 3,
                         .classes = {5, 4},
                         .contests = 2,
                         .recast = recast,
                         .objections = 70}};
    std::vector<support::Vote> votes;
    for (std::uint32_t contest = 0; contest < 2; ++contest) {
        for (std::uint32_t round = 0; round < (recast ? 2U : 1U); ++round) {
            votes.push_back(
                {.contest = contest, .of_class = 0, .slip = 1, .marks = {1, 0, 0, 0, 0, 1, 0, 0}});
            votes.push_back(
                {.contest = contest, .of_class = 1, .slip = 2, .marks = {0, 0, 0, 0, 0, 1, 1, 0}});
        }
        votes.push_back({.contest = contest,
                         .of_class = 1,
                         .slip = 0,
                         .marks = {1, 0, 1, 0, 1, 0, 0, 1},
                         .checked = true});
    }
    trial.plan.votes = votes;
    const audit::Audit audit = audit_of(trial);
    CHECK(ids_failing(audit) == (recast ? Ids{"manifest_rules"} : Ids{}));
    CHECK(verify::exit_code(audit.report) == (recast ? 1 : 0));
}

TEST_CASE("eight candidates for six seats, whose sum is proved in digits, pass whole") {
    const audit::Audit audit = audit_of(Trial{.plan = {.candidates = 8, .seats = 6}});
    CHECK(ids_failing(audit).empty());
    CHECK(verify::exit_code(audit.report) == 0);
}

TEST_CASE("a trustee who dealt wrongly is named, and the key that was made without that trustee passes") {
    const audit::Audit audit = audit_of(Trial{.plan = {.complaint = true}});
    CHECK(ids_failing(audit).empty());
    CHECK(verify::exit_code(audit.report) == 0);
    REQUIRE(audit.report.notes().size() == 1);
    CHECK(audit.report.notes()[0].kind == verify::NoteKind::complaint_founded);
    CHECK(audit.report.notes()[0].trustee == session::TrusteeIndex{2});
}

// K4: one bad decryption share blocks the totals (Belenios 3.3).
TEST_CASE("a share that does not hold is named and does no harm") {
    const audit::Audit audit = audit_of(
        Trial{.forger = {.fields = change<session::Share>([](SessionBuilder&, session::Share& share) {
                             if (share.trustee.value != 1) return;
                             share.decryption.proof.z = share.decryption.proof.z + group::Scalar(1);
                         })}});
    CHECK(ids_failing(audit).empty());
    CHECK(verify::exit_code(audit.report) == 0);
    REQUIRE(audit.report.notes().size() == 1);
    CHECK(audit.report.notes()[0].kind == verify::NoteKind::share_not_holding);
    CHECK(audit.report.notes()[0].trustee == session::TrusteeIndex{1});
}

TEST_CASE("a folder that was compared with no opening code is not said to be right") {
    const Trial trial{
        .ask = [](const SessionBuilder&, audit::Options& options) { options.codes.opening.clear(); }};
    const audit::Audit audit = audit_of(trial);
    CHECK(audit.report.status(CheckId::opening_code) == Status::not_asked);
    CHECK(verify::exit_code(audit.report) == 3);
}
