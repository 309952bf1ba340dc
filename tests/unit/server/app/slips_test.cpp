#include "server/app/slips.hpp"

#include <catch2/catch.hpp>

#include "tests/support/meeting_room.hpp"

using namespace gongdao;
using base::Code;
using support::MeetingRoom;

TEST_CASE(
    "slips are as many, for as many slots, as the session was planned with, and stand once it is frozen") {
    MeetingRoom room;
    room.join_trustees();
    room.hold_ceremony();
    const auto upload = [&](std::uint32_t slips, std::uint32_t slots, std::uint32_t of_class = 0) {
        ballot::SlipList list{.slips = slips, .runs = {}};
        for (std::uint32_t k = 0; k < slots; ++k) {
            ballot::SlipRun run;
            for (std::uint32_t i = 0; i < slips; ++i)
                run.push_back(elgamal::public_key_of(group::SecretScalar::draw(room.rng)));
            std::ranges::sort(run, [](const auto& a, const auto& b) {
                return std::ranges::lexicographical_compare(a.encoded(), b.encoded());
            });
            list.runs.push_back(std::move(run));
        }
        return app::upload_slips(room.context, room.room(), of_class, ballot::encode_slip_list(list));
    };
    const std::uint32_t slots = room.state().setup()->slots;
    CHECK(upload(5, slots).refusal().code == Code::wrong_figures);
    CHECK(upload(7, slots).refusal().code == Code::wrong_figures);
    CHECK(upload(6, slots - 1).refusal().code == Code::wrong_count);
    CHECK(upload(6, slots + 1).refusal().code == Code::wrong_count);
    CHECK(upload(6, slots, 1).refusal().code == Code::bad_field);
    CHECK(upload(6, slots));
    room.upload_slips();
    room.freeze();
    CHECK(upload(6, slots).refusal().code == Code::not_now);
}
