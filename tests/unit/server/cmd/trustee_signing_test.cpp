#include "server/cmd/trustee_signing.hpp"

#include <catch2/catch.hpp>

#include "server/app/roll.hpp"
#include "server/cmd/describe_record.hpp"
#include "server/cmd/trustee_ceremony.hpp"
#include "server/rules/procedure.hpp"
#include "tests/support/room_server.hpp"
#include "tests/support/trustee_tool.hpp"

using namespace gongdao;
using base::Code;
using support::MeetingRoom;
using support::RoomServer;
using support::TrusteeTool;

namespace {

/// A room whose three trustees sit at their tools, with the key made.
struct Meeting {
    Meeting() {
        for (std::uint32_t i = 0; i < 3; ++i) {
            servers.push_back(std::make_unique<RoomServer>(room));
            tools.push_back(std::make_unique<TrusteeTool>(*servers.back(), room.id, room.clock, 100 + i));
            REQUIRE(cmd::take_seat(tools[i]->store, tools[i]->key, *servers[i], room.seat_codes()[i].code));
        }
        for (int round = 0; round < 5; ++round) {
            for (const auto& tool : tools) {
                cmd::Trustee trustee = tool->at_work();
                REQUIRE(cmd::ceremony_step(trustee));
            }
        }
        REQUIRE(room.state().ceremony().confirmed());
    }

    void propose(const app::Act& act) {
        const auto proposed = app::propose(room.context, room.room(), room.commissioner, act);
        REQUIRE(proposed);
        REQUIRE(app::confirm(room.context, room.room(), room.chair, *proposed));
    }

    std::vector<cmd::Draft> waiting(std::size_t i, std::string_view act = "") {
        cmd::Trustee trustee = tools[i]->at_work();
        return cmd::waiting_drafts(trustee, act).value();
    }

    base::Result<bool> sign(std::size_t i, const cmd::Draft& draft) {
        cmd::Trustee trustee = tools[i]->at_work();
        REQUIRE(cmd::follow(trustee));
        return cmd::sign_draft(trustee, draft);
    }

    base::Check check(std::size_t i, const session::Fields& fields) {
        cmd::Trustee trustee = tools[i]->at_work();
        REQUIRE(cmd::follow(trustee));
        return cmd::check_draft(trustee, session::unsigned_bytes(fields));
    }

    void freeze() {
        room.upload_slips();
        propose(app::FreezeManifest{});
        for (std::size_t i = 0; i < 3; ++i) REQUIRE(sign(i, waiting(i).at(0)));
        REQUIRE(room.state().manifest());
    }

    /// Signed by the trustees 1 and 2.
    void pass(const app::Act& act) {
        propose(act);
        for (const std::size_t i : {0U, 1U}) REQUIRE(sign(i, waiting(i).at(0)));
    }

    /// With all that comes before. Gives: which contest.
    session::ContestId open() {
        freeze();
        REQUIRE(app::mark_attendance(room.context, room.room(), {1, 2, 3, 4, 5}));
        pass(app::LockAttendance{});
        session::SlipsCancelled left{.of_class = {0}, .slot = {}, .slips = {{}}, .reason = "剩余"};
        for (std::uint32_t k = 0; k < room.state().setup()->slots; ++k)
            left.slips[0].push_back(
                ballot::slip_key({.session = room.id, .of_class = {0}, .slot = {k}}, room.slips[5]));
        pass(app::CancelSlips{left});
        const auto id = room.state().contests()[0].id;
        pass(app::OpenContest{.contest = id, .reason = ""});
        return id;
    }

    [[nodiscard]] session::Manifest drafted_manifest() {
        room.upload_slips();
        propose(app::FreezeManifest{});
        return std::get<session::Manifest>(session::decode_unsigned(waiting(0).at(0).record).value());
    }

    MeetingRoom room;
    std::vector<std::unique_ptr<RoomServer>> servers;
    std::vector<std::unique_ptr<TrusteeTool>> tools;
};

bool says(const std::vector<std::string>& lines, std::string_view what) {
    return std::ranges::any_of(lines,
                               [&](const std::string& line) { return line.find(what) != std::string::npos; });
}

}  // namespace

TEST_CASE("a manifest is read out, agreed to, and logged by the last of the three signatures") {
    Meeting meeting;
    meeting.room.upload_slips();
    CHECK(meeting.waiting(0).empty());
    meeting.propose(app::FreezeManifest{});
    CHECK(meeting.waiting(0, "open").empty());
    const auto draft = meeting.waiting(0, "freeze").at(0);
    CHECK(draft.needs == 3);
    CHECK(*meeting.sign(0, draft) == false);
    CHECK(meeting.waiting(0).empty());
    const auto& told = meeting.tools[0]->person.told;
    CHECK(says(told, "seats 3, candidates 王小宁、文天、李一鸣、张大海"));
    CHECK(says(told, "Slips 党员: 6"));
    CHECK(says(told, "Opening code: "));
    CHECK(*meeting.sign(1, draft) == false);
    CHECK(*meeting.sign(2, draft) == true);
    CHECK(meeting.room.state().manifest());
}

TEST_CASE("attendance is signed as it is, within ten minutes of the own clock") {
    Meeting meeting;
    meeting.freeze();
    REQUIRE(app::mark_attendance(meeting.room.context, meeting.room.room(), {1, 2, 3, 4, 5}));
    meeting.propose(app::LockAttendance{});
    const auto draft = meeting.waiting(0).at(0);

    SECTION("now") {
        CHECK(*meeting.sign(0, draft) == false);
        CHECK(says(meeting.tools[0]->person.told, "Due 6, present 5"));
        CHECK(*meeting.sign(2, draft) == true);
        CHECK(meeting.room.state().attendance()->present == 5);
    }
    SECTION("eleven minutes later, or before") {
        const bool later = GENERATE(true, false);
        meeting.room.clock.advance(std::chrono::minutes(later ? 11 : -11));
        CHECK(meeting.sign(0, draft).refusal().code == Code::out_of_range);
        meeting.room.clock.advance(std::chrono::minutes(later ? -1 : 1));
        CHECK(meeting.sign(0, draft));
    }
    SECTION("not, if the person does not agree") {
        meeting.tools[0]->person.willing = false;
        CHECK(meeting.sign(0, draft).refusal().code == Code::declined);
        CHECK(meeting.waiting(0).at(0).signers.empty());
    }
}

TEST_CASE("no server shortens the pause for objections that a trustee has seen begin") {
    Meeting meeting;
    const auto id = meeting.open();
    meeting.propose(app::CloseContest{id});
    // The record's time is nine minutes old when it is signed: within what clocks may differ.
    meeting.room.clock.advance(std::chrono::minutes(9));
    for (const std::size_t i : {0U, 1U}) REQUIRE(meeting.sign(i, meeting.waiting(i).at(0)));
    const std::chrono::seconds pause(meeting.room.state().manifest()->pause);
    const auto settled = [&] {
        return session::Settled{
            .contest = id, .objections = {}, .time = ops::unix_seconds(meeting.room.clock.now())};
    };
    REQUIRE_FALSE(meeting.room.state().fault_in({settled(), {}}));
    // The second one has seen it logged, and remembers. The others see it when they look.
    meeting.room.clock.advance(pause - std::chrono::seconds(1));
    meeting.tools[1]->restart();
    CHECK(meeting.check(1, settled()).refusal().code == Code::not_now);
    CHECK(meeting.check(2, settled()).refusal().code == Code::not_now);
    meeting.room.clock.advance(std::chrono::seconds(1));
    CHECK(meeting.check(1, settled()));
    CHECK(meeting.check(0, settled()).refusal().code == Code::not_now);
    CHECK(meeting.check(2, settled()).refusal().code == Code::not_now);
    meeting.room.clock.advance(pause);
    CHECK(meeting.check(0, settled()));
    CHECK(meeting.check(2, settled()));
    // A clock that was an hour ahead costs one pause and no hour.
    meeting.tools[1]->key.closings[0].at += 3600;
    CHECK(meeting.check(1, settled()).refusal().code == Code::not_now);
    meeting.room.clock.advance(pause);
    CHECK(meeting.check(1, settled()));
}

TEST_CASE("a manifest is not signed over another key, setup, ceremony, form or pause than the tool knows") {
    Meeting meeting;
    session::Manifest manifest = meeting.drafted_manifest();
    REQUIRE(meeting.check(0, manifest));
    Code expected = Code::out_of_range;
    SECTION("K") {
        manifest.setup[0] ^= 1U;
        expected = Code::wrong_context;
    }
    SECTION("y") {
        manifest.key = elgamal::PublicKey();
        expected = Code::wrong_digest;
    }
    SECTION("the digest") {
        manifest.ceremony[0] ^= 1U;
        expected = Code::wrong_digest;
    }
    SECTION("a bound that lets a ballot mark more than there are seats") {
        manifest.contests[0].sums[0].range.hi += 1;
    }
    SECTION("rules that are of no regulation") {
        auto rules = rules::decode_procedure(manifest.contests[0].rules).value();
        rules.quorum.num = 1;
        manifest.contests[0].rules = rules::encode(rules);
    }
    SECTION("rules that are none") {
        manifest.contests[0].rules.pop_back();
        expected = Code::wrong_length;
    }
    INFO(base::name_of(expected));
    const auto refused = meeting.check(0, manifest);
    REQUIRE(!refused);
    CHECK(refused.refusal().code == expected);
}

TEST_CASE("a round is not signed under another form or other rules than a regulation has") {
    Meeting meeting;
    const auto id = meeting.open();
    meeting.pass(app::CloseContest{id});
    for (const std::size_t i : {0U, 1U}) REQUIRE(meeting.waiting(i).empty());  // both have seen it logged
    meeting.room.clock.advance(std::chrono::seconds(meeting.room.state().manifest()->pause));
    meeting.pass(app::SettleContest{.contest = id, .objections = {}});
    const session::Contest decided = *meeting.room.state().contest(id);
    REQUIRE(decided.phase == session::Phase::decided);
    session::Round round{
        .after = decided.outcome_hash, .definition = decided.definition, .reason = "当选人不足"};
    round.definition.slot = {1};
    REQUIRE(meeting.check(0, round));
    SECTION("a ballot may mark more than there are seats") {
        round.definition.sums[0].range.hi += 1;
    }
    SECTION("fewer have to be present") {
        auto rules = rules::decode_procedure(round.definition.rules).value();
        rules.quorum.num = 1;
        round.definition.rules = rules::encode(rules);
    }
    CHECK(meeting.check(0, round).refusal().code == Code::out_of_range);
}

TEST_CASE("a manifest is not signed with a key file that cannot open what is encrypted under its key") {
    Meeting meeting;
    const session::Manifest manifest = meeting.drafted_manifest();
    cmd::HeldShare& share = *meeting.tools[0]->key.share;
    share.s = group::SecretScalar::draw(meeting.tools[0]->rng).bytes();
    CHECK(meeting.check(0, manifest).refusal().code == Code::bad_share);
    meeting.tools[0]->key.share.reset();
    CHECK(meeting.check(0, manifest).refusal().code == Code::bad_share);
}

TEST_CASE("figures that are not those of the log are not signed") {
    Meeting meeting;
    meeting.freeze();
    const session::Time now = ops::unix_seconds(meeting.room.clock.now());
    CHECK(meeting.check(0, session::Attendance{.due = 4, .present = 5, .commitment = {}, .time = now})
              .refusal()
              .code == Code::wrong_figures);
    const auto id = meeting.room.state().contests()[0].id;
    CHECK(!meeting.check(0, session::Opened{.contest = id, .boxes = {{6, 0, 6}}, .reason = "", .time = now}));
    CHECK(meeting.check(0, session::Closed{.contest = id, .boxes = {{1, 0}}, .time = now}).refusal().code ==
          Code::not_now);
    CHECK(meeting.check(0, session::Void{.contest = id, .reason = "停电", .time = now}));
    CHECK(!meeting.check(0, session::Void{.contest = session::ContestId{}, .reason = "停电", .time = now}));
}

TEST_CASE("nothing is signed that trustees do not sign together") {
    Meeting meeting;
    meeting.freeze();
    const auto id = meeting.room.state().contests()[0].id;
    CHECK(meeting.check(0, session::ResultRecord{.contest = id, .groups = {}}).refusal().code ==
          Code::bad_type);
    session::Share share;
    share.contest = id;
    CHECK(meeting.check(0, share).refusal().code == Code::bad_type);
    session::KeysDestroyed destroyed;
    destroyed.trustee = {1};
    CHECK(meeting.check(0, destroyed).refusal().code == Code::bad_type);
    CHECK(meeting.check(0, *meeting.room.state().setup()).refusal().code == Code::bad_type);
    cmd::Trustee trustee = meeting.tools[0]->at_work();
    CHECK(!cmd::check_draft(trustee, base::view_of("not a record")));
    CHECK(!cmd::check_draft(trustee, {}));
}

TEST_CASE("what a record says is read out in figures, contest, reason and time") {
    Meeting meeting;
    meeting.freeze();
    const auto state = meeting.room.state();
    const auto id = state.contests()[0].id;
    const auto lines = [&](const session::Fields& fields) {
        std::vector<std::string> out;
        for (const cmd::Words& one : cmd::describe(fields, state)) {
            CHECK(!one.zh.empty());
            out.push_back(one.en);
        }
        return out;
    };
    const auto opened = lines(
        session::Opened{.contest = id, .boxes = {{31, 4, 27}}, .reason = "一人退席", .time = 1'764'000'000});
    CHECK(says(opened, "Contest: 委员选票"));
    CHECK(says(opened, "Made 31, cancelled 4, issued 27"));
    CHECK(says(opened, "Reason: 一人退席"));
    CHECK(says(opened, "Time: 2025-11-24T"));
    const auto closed = lines(session::Closed{.contest = id, .boxes = {{27, 1}}, .time = 0});
    CHECK(says(closed, "Counted 27, checked 1"));
    const auto cancelled =
        lines(session::SlipsCancelled{.of_class = {0}, .slot = {}, .slips = {{}, {}}, .reason = "剩余"});
    CHECK(says(cancelled, "Cancelled slips: 2 (党员)"));
    CHECK(says(
        lines(session::Settled{.contest = id, .objections = {{.hash = {}, .decision = "驳回"}}, .time = 0}),
        "decision: 驳回"));
    CHECK(says(lines(session::Void{.contest = {}, .reason = "停电", .time = 0}), "The whole session"));
    CHECK(says(lines(session::Round{
                   .after = {}, .definition = state.contests()[0].definition, .reason = "票数相等"}),
               "candidates 王小宁"));
    CHECK(cmd::describe(session::Closed{.contest = {}, .boxes = {}, .time = 0}, state)[1].en == "Contest: ?");
}
