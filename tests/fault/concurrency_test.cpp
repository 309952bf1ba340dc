// Many who vote at once.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <latch>
#include <thread>

#include "crypto/note/promise.hpp"
#include "server/log/sequencer.hpp"
#include "tests/support/live_room.hpp"

using namespace gongdao;
using base::Code;
using support::LiveRoom;

namespace {

struct Answered {
    const log::CastJob* job = nullptr;
    base::Result<std::string> answer = base::refuse(Code::no_answer);
};

/// Each job from a thread of its own, all at once.
std::vector<Answered> cast_at_once(log::Sequencer& sequencer, log::SessionLog& log,
                                   const std::vector<log::CastJob>& jobs) {
    std::vector<Answered> all(jobs.size());
    std::latch ready(static_cast<std::ptrdiff_t>(jobs.size()));
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        threads.emplace_back([&, i] {
            ready.arrive_and_wait();
            all[i] = {.job = &jobs[i], .answer = sequencer.cast(log, jobs[i])};
        });
    }
    threads.clear();
    return all;
}

/// Every promise is signed, stands for its own entry, and is kept: that ballot is in the log.
void check_promises(LiveRoom& room, const std::vector<Answered>& all) {
    const auto entries = room.entries();
    for (const auto& [job, answer] : all) {
        if (!answer) continue;
        const auto promise = note::open_promise(*answer, room.log->keys().public_keys().server);
        REQUIRE(promise);
        CHECK(promise->subject.tracker == job->entry.fields.tracker.bytes);
        const auto leaf = ballot::encode_entry(job->entry);
        CHECK(std::ranges::count(entries, leaf, &store::Entry::leaf) == 1);
    }
}

}  // namespace

TEST_CASE("of many ballots cast at once under one key exactly one is promised") {
    LiveRoom room({.slips = 3, .batch_floor = 1});
    std::vector<log::CastJob> jobs;
    for (int i = 0; i < 24; ++i)
        jobs.push_back(room.people.vote({.slip = static_cast<std::uint32_t>(i % 3)}));
    std::vector<Answered> all;
    {
        log::Sequencer sequencer(room.lines);
        all = cast_at_once(sequencer, *room.log, jobs);
    }
    CHECK(std::ranges::count_if(all, [](const Answered& one) { return one.answer.has_value(); }) == 3);
    for (const auto& [job, answer] : all) {
        if (!answer) CHECK(answer.refusal().code == Code::already_cast);
    }
    CHECK(room.log->taken(room.people.contest()) == std::vector<log::Taken>{{.counted = 3, .challenged = 0}});
    check_promises(room, all);
    CHECK(room.people.fold(room.entries()));
}

TEST_CASE("ballots of different keys are all promised, and the same entry many times is one ballot") {
    LiveRoom room({.slips = 16, .batch_floor = 1});
    std::vector<log::CastJob> jobs;
    for (std::uint32_t slip = 0; slip < 16; ++slip) {
        const auto job = room.people.vote({.slip = slip});
        jobs.push_back(job);
        jobs.push_back(job);
    }
    std::vector<Answered> all;
    {
        log::Sequencer sequencer(room.lines);
        all = cast_at_once(sequencer, *room.log, jobs);
    }
    CHECK(std::ranges::all_of(all, [](const Answered& one) { return one.answer.has_value(); }));
    for (std::size_t i = 0; i < all.size(); i += 2) CHECK(*all[i].answer == *all[i + 1].answer);
    CHECK(room.log->taken(room.people.contest()) ==
          std::vector<log::Taken>{{.counted = 16, .challenged = 0}});
    check_promises(room, all);
}

TEST_CASE("closing while many vote: who has a promise is counted, nobody else") {
    LiveRoom room({.slips = 16, .batch_floor = 0});
    std::vector<log::CastJob> jobs;
    for (std::uint32_t slip = 0; slip < 16; ++slip) jobs.push_back(room.people.vote({.slip = slip}));
    std::vector<Answered> all;
    std::uint32_t counted = 0;
    bool closed = false;
    {
        log::Sequencer sequencer(room.lines);
        std::atomic<bool> over = false;
        const std::jthread reader([&] {
            while (!over) static_cast<void>(room.log->taken(room.people.contest()));
        });
        const std::jthread chair([&] {
            room.log->stop_intake(room.people.contest());
            room.log->flush(room.people.contest());
            counted = room.log->taken(room.people.contest()).front().counted;
            closed =
                room.log->append(room.people.close(0, {.counted = counted, .challenged = 0})).has_value();
            over = true;
        });
        all = cast_at_once(sequencer, *room.log, jobs);
    }
    CHECK(closed);
    CHECK(std::ranges::count_if(all, [](const Answered& one) { return one.answer.has_value(); }) == counted);
    for (const auto& [job, answer] : all) {
        if (!answer) CHECK(answer.refusal().code == Code::closed);
    }
    check_promises(room, all);
    CHECK(room.people.fold(room.entries()));
}

TEST_CASE("whoever waits when the sequencer stops is answered, and who comes later is not") {
    LiveRoom room({.slips = 8, .batch_floor = 1});
    std::vector<log::CastJob> jobs;
    for (std::uint32_t slip = 0; slip < 8; ++slip) jobs.push_back(room.people.vote({.slip = slip}));
    log::Sequencer sequencer(room.lines);
    std::vector<Answered> all;
    std::jthread voters([&] { all = cast_at_once(sequencer, *room.log, jobs); });
    sequencer.stop();
    voters.join();
    std::uint32_t promised = 0;
    for (const auto& [job, answer] : all) {
        if (answer) ++promised;
        if (!answer) CHECK(answer.refusal().code == Code::busy);
    }
    CHECK(room.log->taken(room.people.contest()).front().counted == promised);
    CHECK(sequencer.cast(*room.log, jobs[0]).has_value() == false);
    check_promises(room, all);
}

TEST_CASE("more than may wait are told that the server is busy") {
    constexpr std::uint32_t voters = 4;
    LiveRoom room({.slips = voters + 1, .batch_floor = 1});
    std::vector<log::CastJob> jobs;
    for (std::uint32_t slip = 0; slip < voters; ++slip) jobs.push_back(room.people.vote({.slip = slip}));
    log::Sequencer sequencer(room.lines, 1);
    std::latch held(1), free(1);
    std::atomic<bool> cancelled = false;
    std::jthread holder([&] {
        cancelled = room.log
                        ->append(room.people.cancel(voters, 0),
                                 [&](store::Transaction&) {
                                     held.count_down();
                                     free.wait();
                                 })
                        .has_value();
    });
    held.wait();  // from now on no cast is answered before `free`: one can be taken, one can wait
    std::atomic<std::uint32_t> promised = 0, busy = 0, others = 0;
    std::vector<std::jthread> threads;
    for (const log::CastJob& job : jobs) {
        threads.emplace_back([&] {
            const auto answer = sequencer.cast(*room.log, job);
            if (!answer && answer.refusal().code != Code::busy) ++others;
            ++(answer ? promised : busy);
            busy.notify_all();
        });
    }
    for (std::uint32_t so_far = busy; so_far < voters - 2; so_far = busy) busy.wait(so_far);
    CHECK(promised == 0);
    free.count_down();
    threads.clear();
    holder.join();
    CHECK(cancelled);
    CHECK(promised + busy == voters);
    CHECK(others == 0);
    CHECK(promised >= 1);
}
