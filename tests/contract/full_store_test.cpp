#include <catch2/catch.hpp>

#include "tests/contract/store_under_test.hpp"

using namespace gongdao;
using namespace gongdao::contract;
using store::StoreFull;

namespace {

const base::Bytes large(20'000, 7);

/// Everything that the store tells.
struct Contents {
    std::vector<store::Session> sessions;
    std::vector<store::Entry> entries;
    std::vector<store::Ballot> ballots;
    std::vector<store::Document> documents;
    std::vector<store::Officer> officers;
    bool operator==(const Contents&) const = default;
};

Contents contents_of(store::Store& store) {
    const auto tx = store.begin();
    Contents all{.sessions = tx->sessions(),
                 .entries = tx->entries(session_id(1), {.begin = 0, .end = 1'000}),
                 .ballots = {},
                 .documents = tx->documents(session_id(1), "kind"),
                 .officers = tx->officers()};
    tx->each_ballot(session_id(1), [&](const store::Ballot& one) { all.ballots.push_back(one); });
    return all;
}

void put_one_of_each(store::Transaction& tx, std::uint8_t n) {
    tx.append_entry(session_id(1), {n}, {.leaf = large, .large = {}});
    tx.put_ballot(session_id(1), {.tracker = tracker(n), .entry = {n}, .body = large, .logged = {}});
    tx.put_document(key(1, "kind", std::to_string(n)), large);
    tx.put_officer({.name = std::to_string(n), .token = token(n), .role = "chair"});
}

}  // namespace

TEMPLATE_TEST_CASE("a full store says so, has changed nothing, and goes on when there is room", "", InFile,
                   InMemory) {
    TestType at;
    add_session(at.store, 1);
    {
        const auto tx = at.store.begin();
        put_one_of_each(*tx, 0);
        tx->commit();
    }
    const Contents before = contents_of(at.store);
    at.store.limit_pages(at.store.pages() + 8);  // room for the first statement, not for all
    {
        const auto tx = at.store.begin();
        tx->append_entry(session_id(1), {1}, {.leaf = large, .large = {}});
        CHECK_THROWS_AS(put_one_of_each(*tx, 2), StoreFull);
    }
    CHECK(contents_of(at.store) == before);
    CHECK(at.store.damage().empty());
    {
        const auto tx = at.store.begin();  // what fits is still taken
        tx->put_officer({.name = "小", .token = token(9), .role = "chair"});
        tx->commit();
    }
    CHECK(contents_of(at.store).officers.size() == before.officers.size() + 1);

    at.store.limit_pages(at.store.pages() + 1'000);
    {
        const auto tx = at.store.begin();
        put_one_of_each(*tx, 1);
        tx->commit();
    }
    CHECK(contents_of(at.store).ballots.size() == 2);
    CHECK(at.store.damage().empty());
}
