// Cancelled slips, figures, groups, shares, rounds, void.
#include <algorithm>

#include "tests/unit/crypto/session/folded.hpp"

using namespace gongdao;
using namespace gongdao::session;
using base::Code;
using support::SessionPlan;

namespace {

SessionPlan idle(SessionPlan plan) {
    plan.votes.emplace();
    return plan;
}

SlipsCancelled cancel(const SessionBuilder& session, std::uint32_t slip, std::optional<SlotNumber> slot) {
    SlipsCancelled cancelled{.of_class = {0}, .slot = slot, .slips = {{}}, .reason = "作废"};
    for (std::uint32_t at = 0; at < session.setup().slots; ++at) {
        if (!slot || slot->value == at) cancelled.slips[0].push_back(session.slip_key(0, at, slip));
    }
    return cancelled;
}

SessionBuilder fixed(SessionPlan plan = {}) {
    SessionBuilder session(std::move(plan));
    session.set_up();
    session.hold_ceremony();
    session.fix_manifest();
    session.count_attendance();
    return session;
}

}  // namespace

TEST_CASE("slips are cancelled for all slots or for one, each key once") {
    const SessionBuilder session = fixed({.classes = {4, 3}, .leftover = 0});
    const State before = folded(session);
    const auto admitted = [&](const SlipsCancelled& cancelled) {
        State state = before;
        return code_of(admit_signed(state, session, cancelled, {1, 2}));
    };
    CHECK(admitted(cancel(session, 0, std::nullopt)) == std::nullopt);
    CHECK(admitted(cancel(session, 0, SlotNumber{8})) == std::nullopt);

    auto too_few = cancel(session, 0, std::nullopt);
    too_few.slips[0].pop_back();
    CHECK(admitted(too_few) == Code::wrong_count);
    auto swapped = cancel(session, 0, std::nullopt);
    std::swap(swapped.slips[0][0], swapped.slips[0][1]);
    CHECK(admitted(swapped) == Code::unknown_slip);
    auto other_class = cancel(session, 0, std::nullopt);
    other_class.of_class = {1};
    CHECK(admitted(other_class) == Code::unknown_slip);
    other_class.of_class = {2};
    CHECK(admitted(other_class) == Code::out_of_range);
    auto twice = cancel(session, 0, SlotNumber{0});
    twice.slips.push_back(twice.slips[0]);
    CHECK(admitted(twice) == Code::duplicate);

    State state = before;
    REQUIRE(admit_signed(state, session, cancel(session, 1, SlotNumber{0}), {1, 2}));
    CHECK(state.cancelled_in({0}, {0}) == 1);
    CHECK(state.cancelled_in({0}, {1}) == 0);
    CHECK(state.cancelled(session.slip_key(0, 0, 1)));
    CHECK_FALSE(state.cancelled(session.slip_key(0, 1, 1)));
    CHECK(code_of(admit_signed(state, session, cancel(session, 1, std::nullopt), {1, 2})) ==
          Code::cancelled_slip);
}

TEST_CASE("a slip that has voted is cancelled neither for that slot nor for all, but for another") {
    SessionBuilder session = fixed({.classes = {4}, .leftover = 0, .contests = 2});
    session.open(0);
    session.vote({.slip = 2, .marks = {1, 0, 0, 0, 0, 0, 0, 0}});
    const State before = folded(session);
    const auto admitted = [&](const SlipsCancelled& cancelled) {
        State state = before;
        return code_of(admit_signed(state, session, cancelled, {1, 2}));
    };
    CHECK(admitted(cancel(session, 2, SlotNumber{0})) == Code::already_cast);
    CHECK(admitted(cancel(session, 2, std::nullopt)) == Code::already_cast);
    CHECK(admitted(cancel(session, 2, SlotNumber{1})) == std::nullopt);
    CHECK(admitted(cancel(session, 3, SlotNumber{0})) == std::nullopt);
}

TEST_CASE("opening tells the slips made, cancelled and issued, and why if not all who are present got one") {
    SessionBuilder session = fixed({.classes = {4, 3}, .leftover = 1});
    session.cancel_leftovers();
    session.open(0);
    const Opened right = session.contests()[0].opened;
    const State before = folded(session, session.leaves().size() - 1);
    CHECK(right.boxes == std::vector<OpenedBox>{{4, 1, 3}, {3, 1, 2}});
    const auto admitted = [&](const Opened& opened) {
        State state = before;
        return code_of(admit_signed(state, session, opened, {1, 2}));
    };
    CHECK(admitted(right) == std::nullopt);
    for (const auto field : {&OpenedBox::made, &OpenedBox::cancelled, &OpenedBox::issued}) {
        Opened wrong = right;
        ++(wrong.boxes[1].*field);
        CHECK(admitted(wrong) == Code::wrong_figures);
    }
    Opened one_box = right;
    one_box.boxes.pop_back();
    CHECK(admitted(one_box) == Code::wrong_figures);
}

TEST_CASE("closing tells what was counted and checked, recast ballots once") {
    SessionBuilder session = fixed({.classes = {4}, .leftover = 0, .recast = true});
    session.open(0);
    session.vote({.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}});
    session.vote({.slip = 1, .marks = {1, 0, 0, 0, 0, 0, 0, 0}, .checked = true});
    session.vote({.slip = 0, .marks = {0, 1, 0, 0, 0, 0, 0, 0}});
    State state = folded(session);
    const Contest& contest = state.contests()[0];
    CHECK(contest.counted({0}) == 1);
    CHECK(contest.challenged == std::vector<std::uint32_t>{1});
    REQUIRE(contest.cast.size() == 2);
    CHECK(contest.cast[0].superseded);
    const std::vector<BoxNumber> boxes{{0}};
    CHECK(contest.counted_in(boxes) == std::vector<ballot::Tracker>{contest.cast[1].tracker});

    const Time opened_at = contest.opened.time;
    const auto admitted = [&](const Closed& closed) {
        State copy = state;
        return code_of(admit_signed(copy, session, closed, {1, 2}));
    };
    CHECK(admitted({.contest = contest.id, .boxes = {{2, 1}}, .time = opened_at}) == Code::wrong_figures);
    CHECK(admitted({.contest = contest.id, .boxes = {{1, 0}}, .time = opened_at}) == Code::wrong_figures);
    CHECK(admitted({.contest = contest.id, .boxes = {{1, 1}}, .time = opened_at - 1}) == Code::not_now);
    CHECK(admitted({.contest = contest.id, .boxes = {{1, 1}}, .time = opened_at}) == std::nullopt);
}

TEST_CASE("a class below the floor joins another, and the group's totals are those of both") {
    const auto join = [](SessionBuilder&, Fields& fields, support::Signers&) {
        auto* manifest = std::get_if<Manifest>(&fields);
        if (manifest == nullptr) return;
        manifest->floor = 3;
        manifest->classes[1].joins = ClassNumber{0};
    };
    SessionBuilder session({.classes = {4, 2}, .leftover = 0}, {.fields = join});
    session.run();
    const State state = folded(session);
    const Contest& contest = state.contests()[0];
    REQUIRE(contest.tally.groups.size() == 1);
    CHECK(contest.tally.groups[0].boxes == std::vector<BoxNumber>{{0}, {1}});
    CHECK(contest.tally.groups[0].ballots == 6);
    CHECK(contest.phase == Phase::decided);
}

TEST_CASE(
    "a group below the floor that joins nothing makes the contest void, unless the room is said to be "
    "small") {
    for (const bool small_room : {false, true}) {
        const auto floor = [small_room](SessionBuilder&, Fields& fields, support::Signers&) {
            auto* manifest = std::get_if<Manifest>(&fields);
            if (manifest == nullptr) return;
            manifest->floor = 5;
            if (small_room) manifest->small_room = "会场只有四人，全体同意";
        };
        SessionBuilder session({.classes = {4}, .leftover = 0}, {.fields = floor});
        session.run();
        const State settled = folded(session, first_of<Tally>(session).second);
        const auto fault = settled.fault_in(Record{session.contests()[0].tally, {}});
        CHECK(fault.has_value() == !small_room);
    }
}

TEST_CASE("a box that is withheld has no cells and no totals, an empty one has totals of nothing") {
    const auto withhold = [](SessionBuilder&, Fields& fields, support::Signers&) {
        auto* manifest = std::get_if<Manifest>(&fields);
        if (manifest == nullptr) return;
        manifest->floor = 3;
        manifest->small = ballot::SmallRule::withhold;
    };
    SessionPlan plan = idle({.classes = {4, 2, 3}, .leftover = 0});
    for (std::uint32_t i = 0; i < 4; ++i)
        plan.votes->push_back({.slip = i, .marks = {1, 0, 0, 0, 0, 0, 0, 0}});
    plan.votes->push_back({.of_class = 1, .slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}});
    SessionBuilder session(plan, {.fields = withhold});
    session.run();
    const State state = folded(session, first_of<OutcomeRecord>(session).second);
    const auto& [cast, small, empty] =
        std::tie(state.contests()[0].result.groups[0], state.contests()[0].result.groups[1],
                 state.contests()[0].result.groups[2]);
    CHECK(cast.totals == std::vector<std::uint32_t>{4, 0, 0, 0, 0, 0, 0, 0});
    CHECK(small.totals.empty());
    CHECK(empty.totals == std::vector<std::uint32_t>(8, 0));
}

TEST_CASE("any t of the shares that hold give the totals, in ascending order of their trustees") {
    SessionBuilder session;
    session.run();
    const State before = folded(session, first_of<ResultRecord>(session).second);
    const ResultRecord right = session.contests()[0].result;
    const auto admitted = [&](std::vector<TrusteeIndex> trustees) {
        ResultRecord result = right;
        result.groups[0].trustees = std::move(trustees);
        State state = before;
        return code_of(admit_signed(state, session, result, {0}));
    };
    CHECK(admitted({{1}, {2}}) == std::nullopt);
    CHECK(admitted({{1}, {3}}) == std::nullopt);
    CHECK(admitted({{2}, {3}}) == std::nullopt);
    CHECK(admitted({{2}, {1}}) == Code::out_of_order);
    CHECK(admitted({{1}, {4}}) == Code::bad_share);
    CHECK(admitted({{1}}) == Code::wrong_count);
}

TEST_CASE("a share that does not hold is admitted, and not used") {
    const auto bad = [](SessionBuilder&, Fields& fields, support::Signers&) {
        auto* share = std::get_if<Share>(&fields);
        if (share != nullptr && share->trustee.value == 2)
            share->decryption.D[0] = group::Element::identity();
    };
    SessionBuilder session({}, {.fields = bad});
    session.run();
    const State state = folded(session);
    const Contest& contest = state.contests()[0];
    CHECK_FALSE(contest.share_of(0, {2})->holds);
    CHECK(contest.share_of(0, {3})->holds);
    CHECK(contest.result.groups[0].trustees == std::vector<TrusteeIndex>{{1}, {3}});
    CHECK(contest.share_of(0, {4}) == nullptr);
}

TEST_CASE("a round follows an outcome, takes the next slot, a new attendance and a code of its own") {
    SessionBuilder session;
    session.run();
    State state = folded(session);
    const auto& first = session.contests()[0];
    Round round{.after = *first.outcome_hash, .definition = first.definition, .reason = "得票相等"};
    const auto admitted = [&](const Fields& fields) {
        return code_of(admit_signed(state, session, fields, {1, 2}));
    };
    CHECK(admitted(round) == Code::out_of_range);  // slot 0 is taken
    round.definition.slot = {1};
    Round after_nothing = round;
    after_nothing.after[0] ^= 1U;
    CHECK(admitted(after_nothing) == Code::not_now);
    CHECK(admitted(round) == std::nullopt);

    REQUIRE(state.contests().size() == 2);
    const Contest& second = state.contests()[1];
    CHECK(second.id == contest_id(session.M(), first.outcome_hash, round.definition));
    CHECK(second.id != contest_id(session.M(), std::nullopt, round.definition));
    Opened opened = first.opened;
    opened.contest = second.id;
    CHECK(admitted(opened) == Code::not_now);
    CHECK(admitted(first_of<Attendance>(session).first) == std::nullopt);
    CHECK(admitted(opened) == std::nullopt);
}

TEST_CASE("rounds end when the slips have no slot left") {
    SessionBuilder session;
    session.run();
    State state = folded(session);
    const auto& first = session.contests()[0];
    Round round{.after = *first.outcome_hash, .definition = first.definition, .reason = "再投"};
    for (std::uint32_t slot = 1; slot < session.setup().slots; ++slot) {
        round.definition.slot = {slot};
        REQUIRE(admit_signed(state, session, round, {1, 2}));
    }
    round.definition.slot = {session.setup().slots};
    CHECK(code_of(admit_signed(state, session, round, {1, 2})).has_value());
}

TEST_CASE("keys are destroyed when all is over, by each trustee once") {
    SessionBuilder session({.contests = 2});
    session.run();
    const State over = folded(session);
    const State half = folded(session, first_of<OutcomeRecord>(session).second + 1);
    const auto admitted = [&](State state, std::uint8_t trustee, bool twice = false) {
        const KeysDestroyed destroyed{.trustee = {trustee}, .statement = "已销毁"};
        if (twice) REQUIRE(admit_signed(state, session, destroyed, {trustee}));
        return code_of(admit_signed(state, session, destroyed, {trustee}));
    };
    CHECK(admitted(over, 1) == std::nullopt);
    CHECK(admitted(over, 1, true) == Code::not_now);
    CHECK(admitted(half, 1) == Code::not_now);
}

TEST_CASE("a large record is admitted as what it stands for, with both its signatures") {
    SessionBuilder session({.objections = 70});
    session.run();
    const std::size_t at = first_of<Large>(session).second;
    const State before = folded(session, at);
    const base::Bytes whole = session.large().begin()->second;
    const auto admitted = [&](base::BytesView leaf, base::BytesView large) {
        State state = before;
        return code_of(admit(state, leaf, {}, large));
    };
    const base::Bytes leaf = session.leaves()[at];
    CHECK(admitted(leaf, whole) == std::nullopt);
    CHECK(admitted(leaf, {}) == Code::wrong_digest);
    CHECK(admitted(leaf, base::BytesView(whole).first(whole.size() - 1)) == Code::wrong_digest);
    base::Bytes unsigned_leaf = leaf;
    unsigned_leaf.back() ^= 1U;
    CHECK(admitted(unsigned_leaf, whole) == Code::bad_signature);

    const Large small{.type = RecordType::paper, .length = 65'535, .hash = {}};
    const Large nested{.type = RecordType::large, .length = 70'000, .hash = {}};
    CHECK(admitted(session::encode(session.sign(small, {0})), {}) == Code::out_of_range);
    CHECK(admitted(session::encode(session.sign(nested, {0})), {}) == Code::out_of_range);
}

TEST_CASE("an entry is admitted with its slip's signature and no other") {
    SessionBuilder session = fixed();
    session.cancel_leftovers();
    session.open(0);
    const std::size_t before = session.leaves().size();
    session.vote({.slip = 0, .marks = {1, 0, 1, 0, 0, 1, 0, 0}});
    auto entry = ballot::decode_entry(session.leaves().at(before)).value();
    State state = folded(session, before);
    const auto admitted = [&] { return code_of(admit(state, ballot::encode_entry(entry), {}, {})); };
    std::swap(entry.fields.tracker.bytes[0], entry.fields.tracker.bytes[1]);
    CHECK(admitted() == Code::bad_signature);
    std::swap(entry.fields.tracker.bytes[0], entry.fields.tracker.bytes[1]);
    const auto z = entry.signature.z;
    entry.signature.z = z + group::Scalar(1);
    CHECK(admitted() == Code::bad_signature);
    entry.signature.z = z;
    CHECK(admitted() == std::nullopt);
}
