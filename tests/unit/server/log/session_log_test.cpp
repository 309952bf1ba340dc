#include "server/log/session_log.hpp"

#include <catch2/catch.hpp>

#include "crypto/note/promise.hpp"
#include "tests/support/live_room.hpp"

using namespace gongdao;
using base::Code;
using support::LiveRoom;

namespace {

Code code_of(const auto& result) {
    REQUIRE_FALSE(result);
    return result.refusal().code;
}

}  // namespace

TEST_CASE("a session's records are logged one after another, and a stranger folds them") {
    LiveRoom room;
    CHECK(room.size() == room.people.opening().size());
    const auto folded = room.people.fold(room.entries());
    REQUIRE(folded);
    CHECK(folded->root() == room.log->with_state([](const session::State& state) { return state.root(); }));
    CHECK(room.log->origin() == "vote.example/s/" + base::to_hex(room.people.id().bytes));
}

TEST_CASE("what may not follow is refused, and changes nothing") {
    LiveRoom room({}, false);
    const auto& opening = room.people.opening();
    CHECK(code_of(room.log->append(opening[1])) == Code::missing_signature);
    CHECK(room.log->append(opening[0]).value() == merkle::LeafIndex{0});
    CHECK(code_of(room.log->append(opening[0])) == Code::not_now);
    session::Record unsigned_record = opening[1];
    unsigned_record.signatures.clear();
    CHECK(code_of(room.log->append(unsigned_record)) == Code::missing_signature);
    CHECK(room.entries().size() == 1);
}

TEST_CASE("a setup that names another server's keys is refused") {
    LiveRoom room({}, false);
    auto setup = std::get<session::Setup>(room.people.opening().front().fields);
    std::swap(setup.server_key, setup.log_key);
    CHECK(code_of(room.log->append(room.log->keys().sign_record(setup))) == Code::bad_key);
    setup = std::get<session::Setup>(room.people.opening().front().fields);
    setup.session.bytes[0] ^= 1;
    CHECK(code_of(room.log->append(room.log->keys().sign_record(setup))) == Code::wrong_session);
}

TEST_CASE("what belongs to a record is written with it or not at all") {
    LiveRoom room({}, false);
    const store::DocumentKey draft{.session = room.people.id(), .kind = "draft", .name = "1"};
    const auto& setup = room.people.opening()[0];
    CHECK_THROWS_AS(room.log->append(setup,
                                     [&](store::Transaction& tx) {
                                         tx.put_document(draft, base::Bytes{1});
                                         throw std::bad_alloc();
                                     }),
                    std::bad_alloc);
    CHECK(room.entries().empty());
    CHECK_FALSE(room.store.begin()->document(draft));
    REQUIRE(room.log->append(setup, [&](store::Transaction& tx) { tx.put_document(draft, base::Bytes{1}); }));
    CHECK(room.entries().size() == 1);
    CHECK(room.store.begin()->document(draft) == base::Bytes{1});
}

TEST_CASE("a record that is too long for the log is logged as large") {
    LiveRoom room({.rules_bytes = 65'000});
    const auto entries = room.entries();
    const auto large =
        std::ranges::find_if(entries, [](const store::Entry& entry) { return !entry.large.empty(); });
    REQUIRE(large != entries.end());
    CHECK(session::peek_type(large->leaf).value() == session::RecordType::large);
    CHECK(session::peek_type(large->large).value() == session::RecordType::manifest);
    CHECK(room.people.fold(entries));
    CHECK(room.published("records/" + base::to_hex(base::sha256(large->large))) == large->large);
    room.restart();
    CHECK(room.size() == entries.size());
}

TEST_CASE("a slip casts once, and the same entry again is the same promise") {
    LiveRoom room;
    const auto job = room.people.vote({.slip = 1});
    CHECK(room.log->preview(job.entry).value() == log::Standing::fresh);
    CHECK(room.cast(job));
    const std::string promise = room.log->promise(job.entry);
    CHECK(code_of(room.cast(room.people.vote({.slip = 1}))) == Code::already_cast);
    CHECK(code_of(room.log->preview(room.people.vote({.slip = 1}).entry)) == Code::already_cast);
    CHECK(room.cast(job));
    CHECK(room.log->preview(job.entry).value() == log::Standing::taken);
    room.log->stop_intake(room.people.contest());
    CHECK(room.cast(job));
    CHECK(code_of(room.cast(room.people.vote({.slip = 2}))) == Code::closed);
    room.restart();
    CHECK(room.cast(job));
    CHECK(room.log->promise(job.entry) == promise);

    const auto opened = note::open_promise(promise, room.log->keys().public_keys().server);
    REQUIRE(opened);
    CHECK(opened->subject.tracker == job.entry.fields.tracker.bytes);
    CHECK(opened->subject.contest == room.people.contest().bytes);
}

TEST_CASE("a refusal is the server's word about exactly this entry") {
    LiveRoom room;
    const auto job = room.people.vote({.slip = 1, .checked = true});
    const auto refused = note::open_rejection(room.log->rejection(job.entry, Code::closed),
                                              room.log->keys().public_keys().server);
    REQUIRE(refused);
    CHECK(refused->code == Code::closed);
    CHECK(refused->subject.disposition == note::Disposition::checked);
    CHECK(refused->subject.tracker == job.entry.fields.tracker.bytes);
}

TEST_CASE("ballots that come together are checked against one another") {
    LiveRoom room({.recast = true});
    const auto first = room.people.vote({.slip = 1});
    const auto rival = room.people.vote({.slip = 1});
    const auto next = room.people.vote({.slip = 1, .counter = 1, .previous = first.entry.fields.tracker});
    auto copied = room.people.vote({.slip = 2});
    copied.body.ciphertexts = first.body.ciphertexts;
    const auto other = room.people.vote({.slip = 3});
    const std::vector<const log::CastJob*> jobs = {&first, &rival, &next, &first, &copied, &other};
    const auto answers = room.log->accept(jobs);
    CHECK(answers[0]);
    CHECK(code_of(answers[1]) == Code::wrong_counter);
    CHECK(answers[2]);
    CHECK(answers[3]);
    CHECK(code_of(answers[4]) == Code::duplicate);
    CHECK(answers[5]);
    CHECK(room.log->taken(room.people.contest()) == std::vector<log::Taken>{{.counted = 2, .challenged = 0}});
}

TEST_CASE("ballots wait for their batch, in the store and over a restart") {
    LiveRoom room({.batch_floor = 2});
    const std::uint64_t before = room.size();
    for (std::uint32_t slip = 0; slip < 3; ++slip) {
        CHECK(room.cast(room.people.vote({.slip = slip})));
        room.log->log_due();
    }
    CHECK(room.size() == before);
    room.restart();
    CHECK(room.cast(room.people.vote({.slip = 3})));
    CHECK(code_of(room.cast(room.people.vote({.slip = 2}))) == Code::already_cast);
    room.log->log_due();
    CHECK(room.size() == before + 2);
    room.log->flush(room.people.contest());
    CHECK(room.size() == before + 4);
    CHECK(room.people.fold(room.entries()));
}

TEST_CASE("the log does not tell in which order the ballots of a batch came") {
    LiveRoom room({.batch_floor = 0});
    const std::uint64_t before = room.size();
    std::vector<ballot::Tracker> came;
    for (std::uint32_t slip = 0; slip < 6; ++slip) {
        const auto job = room.people.vote({.slip = slip});
        REQUIRE(room.cast(job));
        came.push_back(job.entry.fields.tracker);
    }
    REQUIRE_FALSE(std::ranges::is_sorted(came));
    room.log->flush(room.people.contest());
    std::vector<ballot::Tracker> logged;
    const auto entries = room.entries();
    for (std::size_t at = before; at < entries.size(); ++at)
        logged.push_back(ballot::decode_entry(entries[at].leaf)->fields.tracker);
    std::ranges::sort(came);
    CHECK(logged == came);
}

TEST_CASE("a contest closes when nothing waits, with what was taken") {
    LiveRoom room({.batch_floor = 0});
    CHECK(room.cast(room.people.vote({.slip = 0, .checked = true})));
    CHECK(room.cast(room.people.vote({.slip = 0})));
    CHECK(room.cast(room.people.vote({.slip = 1})));
    const std::vector<log::Taken> figures = {{.counted = 2, .challenged = 1}};
    CHECK(room.log->taken(room.people.contest()) == figures);
    const auto closed = room.people.close(0, {.counted = 2, .challenged = 1});
    CHECK(code_of(room.log->append(closed)) == Code::not_now);
    room.log->stop_intake(room.people.contest());
    room.log->flush(room.people.contest());
    CHECK(room.log->taken(room.people.contest()) == figures);
    REQUIRE(room.log->append(closed));
    CHECK(room.people.fold(room.entries()));
    room.restart();
    CHECK(code_of(room.cast(room.people.vote({.slip = 2}))) == Code::closed);
}

TEST_CASE("a slip whose ballot waits cannot be cancelled any more, another can") {
    LiveRoom room({.batch_floor = 0});
    CHECK(room.cast(room.people.vote({.slip = 1})));
    CHECK(room.cast(room.people.vote({.slip = 2, .checked = true})));
    CHECK(code_of(room.log->append(room.people.cancel(1, 0))) == Code::already_cast);
    CHECK(code_of(room.log->append(room.people.cancel(2, 0))) == Code::already_cast);
    REQUIRE(room.log->append(room.people.cancel(3, 0)));
    CHECK(code_of(room.cast(room.people.vote({.slip = 3}))) == Code::cancelled_slip);
}

TEST_CASE("what was promised is logged before a contest is void") {
    LiveRoom room({.batch_floor = 0});
    const auto job = room.people.vote({.slip = 1});
    CHECK(room.cast(job));
    const std::uint64_t before = room.size();
    const bool whole = GENERATE(false, true);
    session::Void record{.contest = room.people.contest(), .reason = "作废", .time = 1'795'000'100};
    if (whole) record.contest.reset();
    REQUIRE(room.log->append(room.people.sign(record)));
    CHECK(room.size() == before + 2);
    CHECK(room.people.fold(room.entries()));
    CHECK(code_of(room.cast(room.people.vote({.slip = 2}))) == Code::void_contest);
}

TEST_CASE("a body is shown when it is logged, or at once if it was only checked") {
    LiveRoom room({.batch_floor = 0});
    const auto cast = room.people.vote({.slip = 1});
    const auto checked = room.people.vote({.slip = 2, .checked = true});
    CHECK(room.cast(cast));
    CHECK(room.cast(checked));
    CHECK_FALSE(room.log->shown_body(cast.entry.fields.tracker));
    CHECK(room.log->shown_body(checked.entry.fields.tracker) == checked.body_bytes);
    CHECK_FALSE(room.log->shown_body({}));
    room.log->flush(room.people.contest());
    CHECK(room.log->shown_body(cast.entry.fields.tracker) == cast.body_bytes);
}

TEST_CASE("a slip's last ballot is told before it is logged and after") {
    LiveRoom room({.batch_floor = 0, .recast = true});
    const auto first = room.people.vote({.slip = 1});
    const auto& X = first.entry.fields.X;
    CHECK_FALSE(room.log->last_cast(X));
    CHECK(room.cast(first));
    CHECK(room.log->last_cast(X) == first.entry);
    const auto second = room.people.vote({.slip = 1, .counter = 1, .previous = first.entry.fields.tracker});
    CHECK(room.cast(second));
    room.restart();
    CHECK(room.log->last_cast(X) == second.entry);
    room.log->flush(room.people.contest());
    CHECK(room.log->last_cast(X) == second.entry);
}

TEST_CASE("a contest's form is there from the manifest on") {
    LiveRoom room({}, false);
    CHECK_FALSE(room.log->form_of(room.people.contest()));
    room.people.open(*room.log);
    const auto form = room.log->form_of(room.people.contest());
    REQUIRE(form);
    CHECK(form->layout.body_bytes == room.people.vote({}).body_bytes.size());
}
