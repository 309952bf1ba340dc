// Check 8: totals. Check 9: opening. Check 10: outcome.
#include <catch2/catch.hpp>

#include "server/rules/outcome.hpp"
#include "tests/tamper/tamper.hpp"

using namespace gongdao;
using namespace gongdao::tamper;
using session::ResultRecord;
using session::Share;
using session::Tally;

namespace {

Ids failing_with_tally(const std::function<void(Tally&)>& what) {
    return ids_failing(
        {.forger = {.fields = change<Tally>([what](SessionBuilder&, Tally& tally) { what(tally); })}});
}

Ids failing_with_result(const std::function<void(ResultRecord&)>& what, const SessionPlan& plan = {}) {
    return ids_failing({.plan = plan,
                        .forger = {.fields = change<ResultRecord>(
                                       [what](SessionBuilder&, ResultRecord& result) { what(result); })}});
}

Ids failing_with_outcome(const std::function<void(base::Bytes&)>& what) {
    return ids_failing(
        {.forger = {.fields = change<session::OutcomeRecord>(
                        [what](SessionBuilder&, session::OutcomeRecord& record) { what(record.outcome); })}});
}

/// Adds one to what a summed cell encrypts.
void add_one(elgamal::Ciphertext& cell) {
    cell.beta = cell.beta + group::Element::generator();
}

}  // namespace

TEST_CASE("a group that counts one ballot more", "[tally_groups]") {
    CHECK(failing_with_tally([](Tally& tally) { ++tally.groups[0].ballots; }) == Ids{"tally_groups"});
}

// K9: a single box is opened where two are to be opened together.
TEST_CASE("a group that leaves a box out", "[tally_groups]") {
    const auto leave_out = [](SessionBuilder&, Tally& tally) { tally.groups[0].boxes = {{1}}; };
    CHECK(ids_failing({.plan = {.classes = {6, 5}}, .forger = {.fields = change<Tally>(leave_out)}}) ==
          Ids{"tally_groups"});
}

TEST_CASE("a tally without one of the groups", "[tally_groups]") {
    const auto leave_out = [](SessionBuilder&, Tally& tally) { tally.groups.pop_back(); };
    CHECK(ids_failing({.plan = {.classes = {6, 5}}, .forger = {.fields = change<Tally>(leave_out)}}) ==
          Ids{"tally_groups"});
}

TEST_CASE("a group with a cell too few", "[tally_groups]") {
    CHECK(failing_with_tally([](Tally& tally) { tally.groups[0].cells.pop_back(); }) == Ids{"tally_groups"});
}

// B4: a superseded ballot in place of the one that counts.
TEST_CASE("a list of counted ballots that is another", "[tally_list]") {
    CHECK(failing_with_tally([](Tally& tally) { tally.groups[0].list_digest[0] ^= 1U; }) ==
          Ids{"tally_list"});
}

// K5: what is opened is not what was cast. Shares, result and outcome follow rightly from it.
TEST_CASE("a vote that is moved from one candidate to another in the sums", "[tally_cells]") {
    CHECK(failing_with_tally([](Tally& tally) {
              auto& cells = tally.groups[0].cells;
              cells[0].beta = cells[0].beta - group::Element::generator();
              add_one(cells[6]);
          }) == Ids{"tally_cells"});
}

TEST_CASE("sums that leave a ballot out", "[tally_cells]") {
    const auto leave_out = [](SessionBuilder& session, Tally& tally) {
        const auto layout = ballot::layout_of(session.contests()[0].definition);
        const auto body = ballot::decode_body(layout, session.contests()[0].bodies[0]).value();
        for (std::size_t i = 0; i < layout.cells; ++i) {
            tally.groups[0].cells[i] = tally.groups[0].cells[i] - body.ciphertexts[i];
        }
    };
    CHECK(ids_failing({.forger = {.fields = change<Tally>(leave_out)}}) == Ids{"tally_cells"});
}

TEST_CASE("a share that is too short", "[share_form]") {
    const auto shorter = [](SessionBuilder&, Share& share) { share.decryption.D.pop_back(); };
    CHECK(ids_failing({.forger = {.fields = change<Share>(shorter)}}) == Ids{"share_form"});
}

// K4: duplicate and wrong-index shares.
TEST_CASE("a second share of one trustee", "[share_form]") {
    const auto again =
        after<Share>([](SessionBuilder& session, const Share& share) { session.log(share, {1}); });
    CHECK(ids_failing({.forger = {.after = again}}) == Ids{"share_form"});
}

TEST_CASE("a share for a group that is not there", "[share_form]") {
    const auto beyond = [](SessionBuilder&, Share& share) { share.group = 1; };
    CHECK(ids_failing({.forger = {.fields = change<Share>(beyond)}}) == Ids{"share_form"});
}

TEST_CASE("a share of a trustee who took no part in the key", "[share_form]") {
    const auto outsider = after<Tally>([](SessionBuilder& session, const Tally&) {
        Share share = session.make_share(0, 0, {1});
        share.trustee = {2};
        session.log(share, {2});
    });
    CHECK(ids_failing({.plan = {.complaint = true}, .forger = {.after = outsider}}) == Ids{"share_form"});
}

// K4, K5: a share that does not hold is used all the same.
TEST_CASE("a result from a share that does not hold", "[result_shares]") {
    const auto bad = [](SessionBuilder&, Fields& fields, Signers&) {
        auto* share = std::get_if<Share>(&fields);
        if (share != nullptr && share->trustee.value == 1) share->decryption.proof.z = group::Scalar(7);
        if (auto* result = std::get_if<ResultRecord>(&fields)) result->groups[0].trustees = {{1}, {2}};
    };
    CHECK(ids_failing({.forger = {.fields = bad}}) == Ids{"result_shares"});
}

// K5: a proof for another group, root or trustee.
TEST_CASE("a result from a share that was made for another context", "[result_shares]") {
    const auto transplant = [](SessionBuilder& session, Fields& fields, Signers&) {
        auto* share = std::get_if<Share>(&fields);
        if (share != nullptr && share->trustee.value == 2) {
            const auto other = session.make_share(0, 0, {1});
            share->decryption = other.decryption;
        }
        if (auto* result = std::get_if<ResultRecord>(&fields)) result->groups[0].trustees = {{1}, {2}};
    };
    CHECK(ids_failing({.forger = {.fields = transplant}}) == Ids{"result_shares"});
}

TEST_CASE("a result from one trustee, from three, or from nobody", "[result_shares]") {
    for (const auto& trustees : std::vector<std::vector<session::TrusteeIndex>>{{{1}}, {{1}, {2}, {3}}, {}}) {
        CHECK(failing_with_result([&](ResultRecord& result) { result.groups[0].trustees = trustees; }) ==
              Ids{"result_shares"});
    }
}

// K5: the totals are others than the shares give.
TEST_CASE("totals that the shares do not give", "[result_totals]") {
    CHECK(failing_with_result([](ResultRecord& result) { ++result.groups[0].totals[6]; }) ==
          Ids{"result_totals"});
    CHECK(failing_with_result([](ResultRecord& result) {
              std::swap(result.groups[0].totals[0], result.groups[0].totals[6]);
          }) == Ids{"result_totals"});
    CHECK(failing_with_result([](ResultRecord& result) { result.groups[0].totals.pop_back(); }) ==
          Ids{"result_totals"});
}

TEST_CASE("totals for a box without ballots", "[result_totals]") {
    SessionPlan plan{.classes = {6, 2}};
    plan.votes = {{.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}}};
    CHECK(failing_with_result([](ResultRecord& result) { result.groups[1].totals[0] = 1; }, plan) ==
          Ids{"result_totals"});
}

// A2: more votes than voters. If every proof holds and the sums are right this cannot be, so other checks
// speak too.
TEST_CASE("a candidate with more marks than there are ballots", "[total_bounds][tally_cells]") {
    CHECK(failing_with_tally([](Tally& tally) { add_one(tally.groups[0].cells[1]); }) ==
          Ids{"tally_cells", "total_bounds"});
}

TEST_CASE("an outcome that is none", "[outcome_form]") {
    CHECK(failing_with_outcome([](base::Bytes& outcome) { outcome.push_back(0); }) == Ids{"outcome_form"});
    CHECK(failing_with_outcome([](base::Bytes& outcome) { outcome.clear(); }) == Ids{"outcome_form"});
}

// B13: the rule applied wrongly.
TEST_CASE("another candidate is declared elected", "[outcome_rules]") {
    CHECK(failing_with_outcome([](base::Bytes& bytes) {
              auto outcome = rules::decode_outcome(bytes).value();
              std::swap(outcome.candidates[2].verdict, outcome.candidates[3].verdict);
              bytes = rules::encode(outcome);
          }) == Ids{"outcome_rules"});
}

// B13: the base of the majority.
TEST_CASE("an outcome over other figures than those of the record", "[outcome_rules]") {
    CHECK(failing_with_outcome([](base::Bytes& bytes) {
              auto outcome = rules::decode_outcome(bytes).value();
              --outcome.figures.present;
              bytes = rules::encode(outcome);
          }) == Ids{"outcome_rules"});
}

TEST_CASE("an outcome with other votes than the totals", "[outcome_rules]") {
    CHECK(failing_with_outcome([](base::Bytes& bytes) {
              auto outcome = rules::decode_outcome(bytes).value();
              std::swap(outcome.candidates[2].votes, outcome.candidates[3].votes);
              std::swap(outcome.candidates[2].verdict, outcome.candidates[3].verdict);
              bytes = rules::encode(outcome);
          }) == Ids{"outcome_rules"});
}
