#include "server/app/proposals.hpp"

#include <catch2/catch.hpp>

#include "tests/support/meeting_room.hpp"

using namespace gongdao;
using base::Code;
using support::MeetingRoom;

TEST_CASE("trustees sign in whatever order, and the record reads the same") {
    MeetingRoom room;
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    const auto proposed = app::propose(room.context, room.room(), room.commissioner, app::FreezeManifest{});
    const app::Number draft =
        app::confirm(room.context, room.room(), room.chair, proposed.value()).value().draft.value();
    CHECK_FALSE(room.sign(draft, 3).value());
    CHECK_FALSE(room.sign(draft, 1).value());
    CHECK(room.sign(draft, 2).value());
    const auto root = room.state().root();
    room.restart();
    CHECK(room.state().manifest());
    CHECK(room.state().root() == root);
}

TEST_CASE("a proposal is withdrawn by who made it and nobody else") {
    MeetingRoom room;
    const app::VoidContest act{.contest = {}, .reason = "停电"};
    const auto number = app::propose(room.context, room.room(), room.commissioner, act).value();
    CHECK(app::withdraw(room.context, room.room(), room.chair, number).refusal().code == Code::wrong_role);
    CHECK(app::proposals_of(room.context, room.room()).size() == 1);
    CHECK(app::withdraw(room.context, room.room(), room.commissioner, number));
    CHECK(app::proposals_of(room.context, room.room()).empty());
    CHECK(app::confirm(room.context, room.room(), room.chair, number).refusal().code == Code::not_found);
}
