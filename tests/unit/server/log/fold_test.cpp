#include "server/log/fold.hpp"

#include <catch2/catch.hpp>

#include "tests/support/live_room.hpp"

using namespace gongdao;
using Catch::Matchers::Contains;
using log::LogFault;
using support::LiveRoom;

namespace {

/// All that a store holds of a session, to be put into another with something changed.
struct Contents {
    std::vector<store::Entry> entries;
    std::vector<store::Ballot> ballots;
};

Contents contents_of(LiveRoom& room) {
    Contents all{.entries = room.entries(), .ballots = {}};
    room.store.begin()->each_ballot(room.people.id(),
                                    [&](const store::Ballot& one) { all.ballots.push_back(one); });
    return all;
}

log::Fold fold(const LiveRoom& room, const Contents& all) {
    store::SqliteStore store(":memory:");
    room.people.create(store);
    const auto tx = store.begin();
    for (std::size_t i = 0; i < all.entries.size(); ++i) {
        if (!all.entries[i].leaf.empty()) tx->append_entry(room.people.id(), {i}, all.entries[i]);
    }
    for (const store::Ballot& ballot : all.ballots) tx->put_ballot(room.people.id(), ballot);
    return log::load_fold(*tx, room.people.id(), room.log->keys().public_keys());
}

/// One ballot logged, one checked and one cast that wait, of which the checked one must go first.
void vote(LiveRoom& room) {
    REQUIRE(room.cast(room.people.vote({.slip = 0})));
    room.log->flush(room.people.contest());
    REQUIRE(room.cast(room.people.vote({.slip = 1, .checked = true})));
    REQUIRE(room.cast(room.people.vote({.slip = 1})));
}

}  // namespace

TEST_CASE("what the store tells is what was in memory") {
    LiveRoom room({.batch_floor = 0, .recast = true});
    vote(room);
    const log::Fold again = fold(room, contents_of(room));
    CHECK(again.state.root() ==
          room.log->with_state([](const session::State& state) { return state.root(); }));
    CHECK(again.tree.root(again.tree.size()) == again.state.root());
    CHECK(again.cast.size() == 1);
    REQUIRE(again.waiting.size() == 1);
    CHECK(again.waiting.begin()->second.size() == 2);
    const auto X = room.people.vote({.slip = 1}).entry.fields.X;
    CHECK(again.accepted.find(X).cast == 1);
    CHECK(again.accepted.find(X).checks == 1);
    CHECK(again.state.chains().find(X).cast == 0);
}

TEST_CASE("a store that holds no log of the session is not believed") {
    LiveRoom room({.batch_floor = 0});
    vote(room);
    Contents all = contents_of(room);
    const auto logged = [](const store::Ballot& one) { return one.logged.has_value(); };
    const std::size_t records = room.people.opening().size();
    SECTION("an entry is missing") {
        all.entries[3].leaf.clear();
        CHECK_THROWS_AS(fold(room, all), LogFault);
    }
    SECTION("two entries have changed places") {
        std::swap(all.entries[0], all.entries[1]);
        CHECK_THROWS_WITH(fold(room, all), Contains("entry 0 of the store: not_now"));
    }
    SECTION("an entry is cut off") {
        all.entries[4].leaf.pop_back();
        CHECK_THROWS_WITH(fold(room, all), Contains("entry 4 of the store: wrong_length"));
    }
    SECTION("an entry stands there twice") {
        all.entries.push_back(all.entries[records]);
        CHECK_THROWS_WITH(fold(room, all), Contains("already_cast"));
    }
    SECTION("a logged ballot is missing") {
        std::erase_if(all.ballots, logged);
        CHECK_THROWS_WITH(fold(room, all), Contains("a logged ballot is missing"));
    }
    SECTION("a ballot says that it is elsewhere") {
        std::ranges::find_if(all.ballots, logged)->logged->value -= 1;
        CHECK_THROWS_WITH(fold(room, all), Contains("is not where it says"));
    }
    SECTION("a logged ballot says that it waits") {
        std::ranges::find_if(all.ballots, logged)->logged.reset();
        CHECK_THROWS_AS(fold(room, all), LogFault);
    }
    SECTION("a body has changed") {
        all.ballots[0].body[200] ^= 1;
        CHECK_THROWS_WITH(fold(room, all), Contains("is damaged"));
    }
    SECTION("two bodies have changed places") {
        std::swap(all.ballots[0].body, all.ballots[1].body);
        CHECK_THROWS_WITH(fold(room, all), Contains("is damaged"));
    }
    SECTION("the signature of a ballot that waits has changed") {
        const auto waiting = std::ranges::find_if_not(all.ballots, logged);
        waiting->entry.back() ^= 1;
        CHECK_THROWS_AS(fold(room, all), LogFault);
        waiting->entry.back() ^= 1;
        waiting->entry[150] ^= 1;
        CHECK_THROWS_WITH(fold(room, all), Contains("can never be logged"));
    }
}

TEST_CASE("a large record without what it stands for is not believed") {
    LiveRoom room({.rules_bytes = 65'000});
    Contents all = contents_of(room);
    const auto large =
        std::ranges::find_if(all.entries, [](const store::Entry& entry) { return !entry.large.empty(); });
    large->large.back() ^= 1;
    CHECK_THROWS_WITH(fold(room, all), Contains("wrong_digest"));
}
