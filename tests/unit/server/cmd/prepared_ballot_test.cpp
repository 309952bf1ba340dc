#include "server/cmd/prepared_ballot.hpp"

#include <catch2/catch.hpp>

#include "tests/support/meeting_room.hpp"

using namespace gongdao;
using cmd::VotingExit;
using support::MeetingRoom;

namespace {

cmd::PreparedBallot prepare(MeetingRoom& room, std::size_t slip, std::string_view marks = "ooox") {
    return cmd::prepare_ballot(room.state(), room.slips.at(slip), marks, room.rng);
}

/// How it ended before a ballot was made.
std::optional<VotingExit> stopped(MeetingRoom& room, std::size_t slip, std::string_view marks = "ooox") {
    try {
        prepare(room, slip, marks);
    } catch (const cmd::VotingStopped& stop) {
        return stop.code;
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("a prepared ballot is one that the server takes and the totals count as it was marked") {
    MeetingRoom room;
    room.open_for_voters();
    for (std::size_t slip = 0; slip < 3; ++slip) {
        const auto prepared = prepare(room, slip, slip == 0 ? "ox-o" : "xo--");
        const auto answer = app::cast_ballot(room.context, room.room(), prepared.request);
        CHECK_FALSE(answer.refused);
        const auto promise = note::open_promise(base::text_of(note::unpad_answer(answer.bytes).value()),
                                                room.room().log.keys().public_keys().server);
        REQUIRE(promise);
        CHECK(promise->subject.tracker == prepared.tracker.bytes);
        CHECK(ballot::verify_slip_state(prepared.state_request));
    }
    room.close();
    room.settle();
    room.share(1);
    room.share(2);
    CHECK(room.state().contest(room.contest().id)->result.groups.at(0).totals ==
          std::vector<std::uint32_t>{1, 2, 2, 1, 0, 0, 1, 0});
}

TEST_CASE(
    "no ballot is made with a slip that was cancelled or never made, or for a contest that is not open") {
    MeetingRoom room;
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    room.freeze();
    CHECK(stopped(room, 0) == VotingExit::not_open);
    room.lock_attendance();
    room.cancel_leftovers();
    room.open();
    CHECK(stopped(room, 0) == std::nullopt);
    CHECK(stopped(room, 5) == VotingExit::bad_slip);
    room.slips[5] = ballot::draw_slip(room.rng);
    CHECK(stopped(room, 5) == VotingExit::bad_slip);
    room.close();
    CHECK(stopped(room, 0) == VotingExit::not_open);
}

TEST_CASE("no ballot is made of marks that are none, too few, too many or more than there are seats") {
    MeetingRoom room;
    room.open_for_voters();
    for (const char* marks : {"", "oox", "oooxx", "oo?x", "oooo"}) {
        CAPTURE(marks);
        CHECK(stopped(room, 0, marks) == VotingExit::usage);
    }
}
