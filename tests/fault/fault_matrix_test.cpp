// What if the store fails here? Every call of it, before and after it has done its work.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/faulty_store.hpp"
#include "tests/support/live_room.hpp"

using namespace gongdao;
using support::FaultyStore;

namespace {

/// Whether the process goes on after a fault, or ends and starts again.
enum class Then { go_on, restart };

/// What is going to happen, made once: the same in every run.
struct Script {
    explicit Script(std::uint32_t batch_floor) : people({.slips = 4, .batch_floor = batch_floor}) {
        first = {people.vote({.slip = 0, .checked = true})};
        second = {people.vote({.slip = 0}), people.vote({.slip = 1}),
                  people.vote({.slip = 2, .checked = true})};
        third = {people.vote({.slip = 2})};
    }

    support::LiveSession people;
    std::vector<log::CastJob> first, second, third;
};

/// A server that holds one session on a failing store, and people who ask again until they have an answer.
class Meeting {
public:
    Meeting(const Script& script, Then then) : script_(script), people_(script.people), then_(then) {
        people_.create(store_);
    }

    /// Sets up, votes and closes. Gives: how many calls the store had.
    std::size_t run(support::PlannedFault fault) {
        faulty_.plan(fault);
        insist([&] { start(); });
        for (const session::Record& record : people_.opening()) log(record);
        cast(script_.first);
        cast(script_.second);
        insist([&] { log_->log_due(); });
        cast(script_.third);
        insist([&] { log_->log_due(); });
        log(people_.cancel(3, 0));
        log_->stop_intake(people_.contest());
        insist([&] { log_->flush(people_.contest()); });
        log(people_.close(0, {.counted = 3, .challenged = 2}));
        const std::size_t calls = faulty_.calls();
        look();
        CHECK(logged().size() == people_.opening().size() + 7);
        return calls;
    }
    [[nodiscard]] bool failed() const { return faulty_.happened(); }

private:
    void start() {
        log_.reset();
        log_.emplace(faulty_, people_.id(), folder_.path(), lines_);
    }

    void insist(const std::function<void()>& act) {
        for (;;) {
            try {
                return act();
            } catch (const store::StoreFault&) {
                after_fault();
            }
        }
    }

    void after_fault() {
        look();
        if (then_ == Then::restart || !log_) start();  // the one fault is over
    }

    void log(const session::Record& record) {
        const base::Bytes leaf = session::encode(record);
        insist([&] {
            // Whoever does not know whether it was logged looks before asking again.
            const auto entries = logged();
            if (std::ranges::find(entries, leaf, &store::Entry::leaf) != entries.end()) return;
            const auto at = log_->append(record);
            REQUIRE(at);
            CHECK(at->value == entries.size());
        });
    }

    void cast(const std::vector<log::CastJob>& jobs) {
        std::vector<const log::CastJob*> left;
        for (const log::CastJob& job : jobs) left.push_back(&job);
        while (!left.empty()) {
            const auto answers = log_->accept(left);
            std::vector<const log::CastJob*> again;
            for (std::size_t i = 0; i < left.size(); ++i) {
                if (answers[i]) {
                    promised_.push_back(left[i]->entry);
                } else {
                    // The one fault is over when the store is asked again: what is not taken is known.
                    REQUIRE(answers[i].refusal().code == base::Code::storage);
                    CHECK_FALSE(store_.begin()->ballot(people_.id(), left[i]->entry.fields.tracker));
                    again.push_back(left[i]);
                }
            }
            left = again;
            if (!left.empty()) after_fault();
        }
    }

    std::vector<store::Entry> logged() {
        return store_.begin()->entries(people_.id(), {.begin = 0, .end = 1'000});
    }

    /// What must be true at any time, seen from outside.
    void look() {
        const auto entries = logged();
        const auto folded = people_.fold(entries);
        REQUIRE(folded);
        for (const ballot::Entry& entry : promised_) {
            const auto stored = store_.begin()->ballot(people_.id(), entry.fields.tracker);
            REQUIRE(stored);
            CHECK(stored->entry == ballot::encode_entry(entry));
            const bool in_log =
                std::ranges::find(entries, stored->entry, &store::Entry::leaf) != entries.end();
            CHECK(stored->logged.has_value() == in_log);
        }
        merkle::Tree tree;
        for (const store::Entry& entry : entries) tree.append(merkle::hash_leaf(entry.leaf));
        const std::string note = folder_.read("s/" + base::to_hex(people_.id().bytes) + "/checkpoint");
        if (note.empty()) return;
        const auto published = note::decode_checkpoint(note::SignedNote::decode(note)->text);
        REQUIRE(published);
        REQUIRE(published->size <= tree.size());
        CHECK(published->root == tree.root(published->size));
    }

    support::TempFolder folder_;
    ops::SystemClock clock_;
    ops::LogLines lines_{clock_, folder_.file("lines")};
    store::SqliteStore store_{":memory:"};
    FaultyStore faulty_{store_};
    const Script& script_;
    const support::LiveSession& people_;
    const Then then_;
    std::optional<log::SessionLog> log_;
    std::vector<ballot::Entry> promised_;
};

void try_every_call(std::uint32_t batch_floor, Then then) {
    const Script script(batch_floor);
    const std::size_t calls = Meeting(script, then).run({});
    REQUIRE(calls > 60);
    for (std::size_t call = 1; call <= calls; ++call) {
        for (const bool after : {false, true}) {
            INFO("call " << call << (after ? " after" : " before"));
            Meeting meeting(script, then);
            meeting.run({.call = call, .after = after});
            CHECK(meeting.failed());
        }
    }
}

}  // namespace

TEST_CASE("whatever call of the store fails, the server goes on and keeps every promise") {
    try_every_call(1, Then::go_on);
}

TEST_CASE("whatever call of the store fails, the server starts again and keeps every promise") {
    try_every_call(0, Then::restart);
}

TEST_CASE("a store that is full is told to the voter, and nothing is lost when there is room again") {
    support::LiveRoom room({.slips = 40, .candidates = 4, .batch_floor = 0});
    room.store.limit_pages(room.store.pages());
    std::vector<log::CastJob> refused;
    std::uint32_t promised = 0;
    for (std::uint32_t slip = 0; slip < 40; ++slip) {
        auto job = room.people.vote({.slip = slip});
        if (room.cast(job)) {
            ++promised;
        } else {
            refused.push_back(std::move(job));
        }
    }
    REQUIRE(refused.size() > 10);
    const auto with_much = [&](store::Transaction& tx) {
        tx.put_document({.session = room.people.id(), .kind = "much", .name = "much"}, base::Bytes(100'000));
    };
    const std::uint64_t before = room.size();
    CHECK_THROWS_AS(room.log->append(room.people.cancel(39, 0), with_much), store::StoreFull);
    CHECK(room.size() == before);
    room.store.limit_pages(room.store.pages() + 1'000);
    for (const log::CastJob& job : refused) CHECK(room.cast(job));
    room.log->stop_intake(room.people.contest());
    room.log->flush(room.people.contest());
    REQUIRE(room.log->append(room.people.close(0, {.counted = 40, .challenged = 0})));
    CHECK(room.people.fold(room.entries()));
}

TEST_CASE("when the store fails for good, nobody is told that a ballot is not in it that may be") {
    const Script script(1);
    const support::TempFolder folder;
    ops::SystemClock clock;
    ops::LogLines lines{clock, folder.file("lines")};
    bool happened = true, unknown = false;
    for (std::size_t call = 1; happened; ++call) {
        for (const bool after : {false, true}) {
            INFO("call " << call << (after ? " after" : " before"));
            store::SqliteStore store{":memory:"};
            script.people.create(store);
            FaultyStore faulty{store};
            log::SessionLog log(faulty, script.people.id(),
                                folder.file(std::to_string(call) + (after ? "a" : "b")), lines);
            for (const session::Record& record : script.people.opening()) REQUIRE(log.append(record));
            const log::CastJob& job = script.second[1];
            const log::CastJob* const one[] = {&job};
            faulty.plan({.call = call, .after = after, .for_good = true});
            const auto answer = log.accept(one).front();
            happened = faulty.happened();
            const bool there =
                store.begin()->ballot(script.people.id(), job.entry.fields.tracker).has_value();
            const auto code = answer ? std::optional<base::Code>() : answer.refusal().code;
            if (!code) CHECK(there);
            if (code) CHECK(*code == base::Code::no_answer);
            unknown = unknown || (code && there);
        }
    }
    CHECK(unknown);  // the commit that had happened
}
