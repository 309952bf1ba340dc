// From a draft to an outcome: who may do what when, and what follows by itself (SPEC §3.6; product.md).
#include <catch2/catch.hpp>

#include "server/app/drafts.hpp"
#include "server/app/records.hpp"
#include "server/app/roll.hpp"
#include "server/app/session_view.hpp"
#include "server/app/trustees.hpp"
#include "server/rules/outcome.hpp"
#include "tests/support/meeting_room.hpp"

using namespace gongdao;
using base::Code;
using support::MeetingRoom;

namespace {

rules::Outcome outcome_of(MeetingRoom& room) {
    return rules::decode_outcome(room.state().contest(room.contest().id)->outcome).value();
}

}  // namespace

TEST_CASE("five of six vote, two of three trustees open the totals, and the rules decide") {
    MeetingRoom room;
    room.open_for_voters();
    for (std::size_t i = 0; i < 5; ++i)
        REQUIRE_FALSE(room.cast(room.make_ballot(i, i < 3 ? "ooox" : "oo-x")).refused);
    room.close();
    room.settle();
    room.share(3);
    CHECK(room.state().contest(room.contest().id)->phase == session::Phase::tallied);
    room.share(1);
    CHECK(room.state().contest(room.contest().id)->phase == session::Phase::decided);
    const rules::Outcome outcome = outcome_of(room);
    CHECK(outcome.figures == rules::Figures{.due = 6, .present = 5, .issued = 5, .received = 5, .valid = 5});
    CHECK(outcome.candidates[0].votes == rules::Votes{.approve = 5, .reject = 0, .abstain = 0});
    CHECK(outcome.candidates[2].votes == rules::Votes{.approve = 3, .reject = 0, .abstain = 2});
    CHECK(outcome.candidates[3].votes == rules::Votes{.approve = 0, .reject = 5, .abstain = 0});
    CHECK(rules::places_of(outcome, rules::Verdict::elected) == std::vector<std::size_t>{0, 1, 2});
    CHECK_FALSE(room.act(app::PublishSession{}));
}

TEST_CASE("nobody votes: totals of nought need no trustee, and nobody is elected") {
    MeetingRoom room;
    room.open_for_voters();
    room.close();
    room.settle();
    CHECK(outcome_of(room).figures.received == 0);
    CHECK(rules::places_of(outcome_of(room), rules::Verdict::elected).empty());
}

TEST_CASE("an act needs two officers, and its record two different 监票人") {
    MeetingRoom room;
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    const auto proposed = app::propose(room.context, room.room(), room.commissioner, app::FreezeManifest{});
    CHECK(app::confirm(room.context, room.room(), room.commissioner, *proposed).refusal().code ==
          Code::same_officer);
    const auto confirmed = app::confirm(room.context, room.room(), room.chair, *proposed);
    REQUIRE(confirmed.has_value());
    CHECK(app::confirm(room.context, room.room(), room.chair, *proposed).refusal().code == Code::not_found);
    CHECK(room.sign(*confirmed->draft, 1).value() == false);
    CHECK(room.sign(*confirmed->draft, 1).value() == false);  // again: still one signer
    CHECK(room.sign(*confirmed->draft, 2).value() == false);  // a manifest wants all who confirmed
    CHECK(app::sign_draft(room.context, room.room(), *confirmed->draft, {.signer = 3, .bytes = {}})
              .refusal()
              .code == Code::bad_signature);
    CHECK(room.sign(*confirmed->draft, 3).value() == true);
    CHECK(room.state().manifest().has_value());
}

TEST_CASE("two cancellations wait beside each other, and what was said once is not proposed again") {
    MeetingRoom room;
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    room.freeze();
    const auto cancel = [&](std::size_t slip) {
        session::SlipsCancelled one{
            .of_class = {0}, .slot = session::SlotNumber{0}, .slips = {}, .reason = "丢失"};
        one.slips.push_back(
            {ballot::slip_key({.session = room.id, .of_class = {0}, .slot = {0}}, room.slips.at(slip))});
        const app::CancelSlips act{one};
        const auto proposed = app::propose(room.context, room.room(), room.commissioner, act);
        CHECK(app::propose(room.context, room.room(), room.commissioner, act).refusal().code ==
              Code::conflict);
        return app::confirm(room.context, room.room(), room.chair, proposed.value()).value().draft.value();
    };
    const app::Number first = cancel(0), second = cancel(1), again = cancel(1);
    std::vector<app::Number> waiting;
    for (const app::NumberedDraft& one : app::drafts_of(room.context, room.room()))
        waiting.push_back(one.number);
    CHECK(waiting == std::vector{first, again});
    CHECK(second != again);
    for (const app::Number draft : waiting) {
        CHECK_FALSE(room.sign(draft, 1).value());
        CHECK(room.sign(draft, 2).value());
    }
    CHECK(room.state().cancelled_in({0}, {0}) == 2);
}

TEST_CASE("a trustee whom a restart left out signs nothing, and hinders nobody") {
    MeetingRoom room;
    room.join_trustees();
    REQUIRE_FALSE(room.act(app::RestartCeremony{.reason = "监票人三未到", .trustees = {{1}, {2}}}));
    room.hold_ceremony(2);
    room.upload_slips();
    const auto proposed = app::propose(room.context, room.room(), room.commissioner, app::FreezeManifest{});
    const app::Number draft =
        app::confirm(room.context, room.room(), room.chair, proposed.value()).value().draft.value();
    CHECK(room.sign(draft, 3).refusal().code == Code::wrong_trustee);
    CHECK_FALSE(room.sign(draft, 1).value());
    CHECK(room.sign(draft, 2).value());
    CHECK(room.state().manifest());
}

TEST_CASE("acts out of turn are refused and change nothing") {
    MeetingRoom room;
    CHECK(room.act(app::FreezeManifest{})->code == Code::not_now);
    CHECK(room.act(app::LockAttendance{})->code == Code::not_now);
    room.join_trustees();
    room.hold_ceremony();
    CHECK(room.act(app::FreezeManifest{})->code == Code::not_now);  // no slips yet
    room.upload_slips();
    room.freeze();
    const auto size = room.state().size();
    CHECK(room.act(app::OpenContest{.contest = room.contest().id, .reason = ""})->code ==
          Code::not_now);  // no attendance
    CHECK(room.act(app::CloseContest{room.contest().id})->code == Code::not_open);
    CHECK(room.act(app::SettleContest{.contest = room.contest().id, .objections = {}})->code ==
          Code::not_now);
    CHECK(room.act(app::PublishSession{})->code == Code::not_now);
    CHECK(room.state().size() == size);
}

TEST_CASE("a meeting short of four fifths cannot be opened") {
    MeetingRoom room(31, 24);
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    room.freeze();
    room.lock_attendance();
    room.cancel_leftovers();
    CHECK(room.act(app::OpenContest{.contest = room.contest().id, .reason = ""})->code == Code::no_quorum);
}

TEST_CASE("more slips in the room than people are refused, and fewer want a reason") {
    MeetingRoom room(6, 5);
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    room.freeze();
    room.lock_attendance();
    CHECK(room.act(app::OpenContest{.contest = room.contest().id, .reason = "有"})->code ==
          Code::wrong_figures);
    CHECK(room.act(app::OpenContest{.contest = room.contest().id, .reason = ""})->code ==
          Code::wrong_figures);
}

TEST_CASE("nothing is settled before the pause for objections is over") {
    MeetingRoom room;
    room.open_for_voters();
    room.close();
    CHECK(room.act(app::SettleContest{.contest = room.contest().id, .objections = {}})->code ==
          Code::not_now);
    room.settle();
    CHECK(room.state().contest(room.contest().id)->phase >= session::Phase::settled);
}

TEST_CASE("the pause for objections begins when the last 监票人 has signed the closing") {
    MeetingRoom room;
    room.open_for_voters();
    const auto proposed =
        app::propose(room.context, room.room(), room.commissioner, app::CloseContest{room.contest().id});
    const auto draft = app::confirm(room.context, room.room(), room.chair, *proposed).value().draft.value();
    CHECK_FALSE(room.sign(draft, 1).value());
    room.clock.advance(std::chrono::seconds(59));
    CHECK(room.sign(draft, 2).value());
    room.clock.advance(std::chrono::seconds(59));
    const app::SettleContest settle{.contest = room.contest().id, .objections = {}};
    CHECK_FALSE(room.state().fault_in(
        {session::Settled{
             .contest = settle.contest, .objections = {}, .time = ops::unix_seconds(room.clock.now())},
         {}}));
    room.restart();
    CHECK(room.act(settle)->code == Code::not_now);
    room.clock.advance(std::chrono::seconds(1));
    CHECK_FALSE(room.act(settle));
}

TEST_CASE("a share that is wrong is named, and the tally goes on without it") {
    MeetingRoom room;
    room.open_for_voters();
    REQUIRE_FALSE(room.cast(room.make_ballot(0, "ooox")).refused);
    room.close();
    room.settle();
    const session::Contest contest = *room.state().contest(room.contest().id);
    session::Share wrong{.contest = contest.id,
                         .group = 0,
                         .trustee = {2},
                         .tool = threshold::Tool::command_line,
                         .decryption = {}};
    const auto alphas = session::alphas_of(contest.tally.groups[0]);
    wrong.decryption = threshold::make_partial_decryption(session::share_context(contest, 0, {2}),
                                                          group::SecretScalar::draw(room.rng), alphas,
                                                          elgamal::Nonce::draw(room.rng));
    REQUIRE(app::submit_record(room.context, room.room(), session::encode(room.sign_alone(2, wrong)))
                .has_value());
    CHECK_FALSE(room.state().contest(contest.id)->share_of(0, {2})->holds);
    room.share(1);
    CHECK(room.state().contest(contest.id)->phase ==
          session::Phase::tallied);  // one that holds is not enough
    room.share(3);
    CHECK(room.state().contest(contest.id)->phase == session::Phase::decided);
}

TEST_CASE("a one-time code seats one trustee, once, and a wrong one nobody") {
    MeetingRoom room;
    CHECK(app::join_trustee(room.context, room.room(), "00000-00000-00000", base::Bytes(32)).has_value() ==
          false);
    room.join_trustees();
    CHECK(room.state().setup()->trustees.size() == 3);
}

TEST_CASE("who joins again with code and key gets a fresh token, and with another key nothing") {
    MeetingRoom room;
    const auto key = sign::Ed25519SecretKey(base::draw_secret<32>(room.rng)).public_key().bytes();
    const auto other = sign::Ed25519SecretKey(base::draw_secret<32>(room.rng)).public_key().bytes();
    const std::string code = room.seat_codes().front().code;
    const auto first = app::join_trustee(room.context, room.room(), code, key);
    const auto again = app::join_trustee(room.context, room.room(), code, key);
    REQUIRE((first && again));
    CHECK(again->number == first->number);
    CHECK_FALSE(app::trustee_of_token(room.context, room.room(), first->token));
    CHECK(app::trustee_of_token(room.context, room.room(), again->token)->value == first->number);
    CHECK(app::join_trustee(room.context, room.room(), code, other).refusal().code == Code::unauthorised);
    const std::string next = room.seat_codes().at(1).code;
    CHECK(app::join_trustee(room.context, room.room(), next, key).refusal().code == Code::conflict);
    CHECK(app::join_trustee(room.context, room.room(), next, other));
}

TEST_CASE("a server that stops anywhere goes on where it was") {
    MeetingRoom room;
    room.open_for_voters();
    REQUIRE_FALSE(room.cast(room.make_ballot(0, "ooox")).refused);
    room.restart();
    REQUIRE_FALSE(room.cast(room.make_ballot(1, "ooox")).refused);
    room.close();
    room.restart();
    room.settle();
    room.share(1);
    room.restart();
    room.share(2);
    CHECK(outcome_of(room).figures.received == 2);
}

TEST_CASE("the lists of those present open the commitments that were signed, whoever is marked later") {
    MeetingRoom room;
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    const auto opens = [&](const base::Sha256& commitment) {
        return std::ranges::count_if(
            app::attendance_lists(room.context, room.room()),
            [&](const app::AttendanceList& one) { return base::sha256(app::encode(one)) == commitment; });
    };
    REQUIRE(app::mark_attendance(room.context, room.room(), {5, 1, 2}));
    CHECK(room.act(app::LockAttendance{})->code == Code::not_now);
    CHECK(
        app::attendance_lists(room.context, room.room()).empty());  // what was refused leaves nothing behind
    room.freeze();
    room.lock_attendance();
    const auto first = room.state().attendance()->commitment;
    CHECK(opens(first) == 1);
    // Who comes later is marked, and counted only by the next record. What is put up twice leaves one list.
    REQUIRE(app::mark_attendance(room.context, room.room(), {1, 2, 3, 4, 5, 6}));
    for (int twice = 0; twice < 2; ++twice) {
        const auto proposed =
            app::propose(room.context, room.room(), room.commissioner, app::LockAttendance{});
        REQUIRE(app::confirm(room.context, room.room(), room.chair, proposed.value()));
    }
    CHECK(app::attendance_lists(room.context, room.room()).size() == 2);
    REQUIRE_FALSE(room.act(app::LockAttendance{}));
    CHECK(room.state().attendance()->present == 6);
    room.restart();
    CHECK(opens(first) == 1);
    CHECK(opens(room.state().attendance()->commitment) == 1);
    CHECK(app::attendance_lists(room.context, room.room()).size() == 2);
}

TEST_CASE("an attendance that waits to be signed goes when someone comes or leaves, or the roll changes") {
    MeetingRoom room;
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    room.freeze();
    const auto put_up = [&] {
        REQUIRE(app::mark_attendance(room.context, room.room(), {1, 2, 3, 4, 5}));
        const auto proposed =
            app::propose(room.context, room.room(), room.commissioner, app::LockAttendance{});
        return app::confirm(room.context, room.room(), room.chair, proposed.value()).value().draft.value();
    };
    const app::Number with_five = put_up();
    CHECK_FALSE(room.sign(with_five, 1).value());
    REQUIRE(app::mark_attendance(room.context, room.room(), {1, 2, 3, 4, 5, 6}));
    CHECK(room.sign(with_five, 2).refusal().code == Code::not_found);
    const app::Number of_old_roll = put_up();
    const std::string roll = "姓名,身份\n甲,正式党员\n";
    REQUIRE(app::import_roll(room.context, room.room(), base::view_of(roll), false));
    CHECK(room.sign(of_old_roll, 1).refusal().code == Code::not_found);
    CHECK(app::present_of(room.context, room.room()).empty());  // numbers of the old roll
    CHECK(app::attendance_lists(room.context, room.room()).empty());
    CHECK_FALSE(room.state().attendance());
}

TEST_CASE("a session that is declared void is over: nothing more is taken, and it can be published") {
    MeetingRoom room;
    room.open_for_voters();
    const auto taken = room.make_ballot(0, "ooox");
    REQUIRE_FALSE(room.cast(taken).refused);
    REQUIRE_FALSE(room.act(app::VoidContest{.contest = {}, .reason = "停电"}));
    CHECK(room.is_promise(room.cast(taken), taken));
    CHECK(room.cast(room.make_ballot(1, "ooox")).refused == Code::void_contest);
    CHECK(room.state().contest(room.contest().id)->void_reason == "停电");
    CHECK_FALSE(room.act(app::PublishSession{}));
    CHECK(app::view_of(room.context, room.room()).contests.at(0).phase == session::Phase::void_);
}

TEST_CASE("a trustee whose answer was lost sends the record again and hears where it stands") {
    MeetingRoom room;
    room.open_for_voters();
    REQUIRE_FALSE(room.cast(room.make_ballot(0, "ooox")).refused);
    room.close();
    room.settle();
    room.share(1);
    const auto log = room.room().log.with_state([](const session::State& state) { return state.size(); });
    const base::Bytes share =
        room.context.store.begin()->entries(room.id, {.begin = log - 1, .end = log})[0].leaf;
    const auto again = app::submit_record(room.context, room.room(), share);
    REQUIRE(again);
    CHECK(again->value == log - 1);
    CHECK(room.state().size() == log);
}

TEST_CASE("a roll is not exchanged once its attendance is locked, though another may be looked at") {
    MeetingRoom room;
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    room.freeze();
    room.lock_attendance();
    const std::string other = "姓名,身份\n甲,正式党员\n";
    const auto import = [&](bool dry_run) {
        return app::import_roll(room.context, room.room(), base::view_of(other), dry_run);
    };
    CHECK(import(false).refusal().code == Code::not_now);
    CHECK(import(true)->figures.members == 1);
    CHECK(app::roll_of(room.context, room.room())->members.size() == 6);
    CHECK(app::present_of(room.context, room.room()).size() == 5);
}

TEST_CASE("a contest closes though the clock was set back since it was opened") {
    MeetingRoom room;
    room.open_for_voters();
    room.clock.advance(-std::chrono::minutes(10));
    room.close();
    const session::Contest contest = *room.state().contest(room.contest().id);
    CHECK(contest.phase == session::Phase::closed);
    CHECK(contest.closed.time == contest.opened.time);
}
