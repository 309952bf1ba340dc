#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/contract/store_under_test.hpp"

using namespace gongdao;
using namespace gongdao::contract;
using store::StoreFault;

TEMPLATE_TEST_CASE("what was committed is there, and what was not has not happened", "", InFile, InMemory) {
    TestType at;
    add_session(at.store, 1);
    {
        const auto tx = at.store.begin();
        tx->add_session({.id = session_id(2), .short_name = "S2"}, draw_keys());
        tx->append_entry(session_id(1), {0}, {.leaf = {1, 2}, .large = {}});
        tx->put_ballot(session_id(1), {.tracker = tracker(1), .entry = {1}, .body = {2}, .logged = {}});
        tx->put_document(key(1, "kind", "name"), base::Bytes{3});
        tx->put_officer({.name = "甲", .token = token(1), .role = "chair"});
        CHECK(tx->sessions().size() == 2);  // it sees itself
        CHECK(tx->entry_count(session_id(1)) == 1);
    }
    const auto tx = at.store.begin();
    CHECK(tx->sessions() == std::vector<store::Session>{{.id = session_id(1), .short_name = "S1"}});
    CHECK(tx->entry_count(session_id(1)) == 0);
    CHECK_FALSE(tx->ballot(session_id(1), tracker(1)));
    CHECK_FALSE(tx->document(key(1, "kind", "name")));
    CHECK(tx->officers().empty());
}

TEMPLATE_TEST_CASE("a session is found by id and by its short name, which no other may have", "", InFile,
                   InMemory) {
    TestType at;
    const store::SecretKeys keys = draw_keys();
    {
        const auto tx = at.store.begin();
        tx->add_session({.id = session_id(1), .short_name = "A1"}, keys);
        tx->commit();
    }
    CHECK(at.store.begin()->session_named("A1") == session_id(1));
    CHECK_FALSE(at.store.begin()->session_named("A2"));
    CHECK_FALSE(at.store.begin()->secret_keys(session_id(2)));
    const auto read = at.store.begin()->secret_keys(session_id(1));
    REQUIRE(read);
    CHECK(std::ranges::equal(read->server.expose(), keys.server.expose()));
    CHECK(std::ranges::equal(read->sm2.expose(), keys.sm2.expose()));
    CHECK(std::ranges::equal(read->log.expose(), keys.log.expose()));
    CHECK_THROWS_AS(at.store.begin()->add_session({.id = session_id(2), .short_name = "A1"}, keys),
                    StoreFault);
    CHECK_THROWS_AS(at.store.begin()->add_session({.id = session_id(1), .short_name = "A2"}, keys),
                    StoreFault);
}

TEMPLATE_TEST_CASE("entries come back in their order, with what stands beside them", "", InFile, InMemory) {
    TestType at;
    add_session(at.store, 1);
    add_session(at.store, 2);
    {
        const auto tx = at.store.begin();
        for (std::uint8_t i = 0; i < 5; ++i) {
            tx->append_entry(session_id(1), {i},
                             {.leaf = {i}, .large = base::Bytes(i == 3 ? 100'000 : 0, i)});
        }
        tx->append_entry(session_id(2), {0}, {.leaf = {9}, .large = {}});
        tx->commit();
    }
    const auto tx = at.store.begin();
    CHECK(tx->entry_count(session_id(1)) == 5);
    CHECK(tx->entry_count(session_id(3)) == 0);
    const auto some = tx->entries(session_id(1), {.begin = 2, .end = 4});
    REQUIRE(some.size() == 2);
    CHECK(some[0] == store::Entry{.leaf = {2}, .large = {}});
    CHECK(some[1] == store::Entry{.leaf = {3}, .large = base::Bytes(100'000, 3)});
    CHECK(tx->entries(session_id(1), {.begin = 4, .end = 100}).size() == 1);
    CHECK(tx->entries(session_id(1), {.begin = 5, .end = 100}).empty());
    CHECK_THROWS_AS(tx->append_entry(session_id(1), {4}, {.leaf = {1}, .large = {}}), StoreFault);
}

TEMPLATE_TEST_CASE("ballots are known by their tracker alone, and are logged once", "", InFile, InMemory) {
    TestType at;
    add_session(at.store, 1);
    {
        const auto tx = at.store.begin();
        for (const std::uint8_t n : std::initializer_list<std::uint8_t>{7, 3, 9}) {
            tx->put_ballot(session_id(1),
                           {.tracker = tracker(n), .entry = {n}, .body = {n, n}, .logged = {}});
        }
        tx->mark_logged(session_id(1), tracker(3), {12});
        tx->commit();
    }
    const auto tx = at.store.begin();
    std::vector<store::Ballot> all;
    tx->each_ballot(session_id(1), [&](const store::Ballot& one) { all.push_back(one); });
    REQUIRE(all.size() == 3);
    CHECK(all[0] ==
          store::Ballot{.tracker = tracker(3), .entry = {3}, .body = {3, 3}, .logged = store::LeafIndex{12}});
    CHECK(all[1].tracker == tracker(7));
    CHECK(all[2].tracker == tracker(9));
    CHECK(tx->ballot(session_id(1), tracker(7)) == all[1]);
    CHECK_FALSE(tx->ballot(session_id(1), tracker(8)));
    CHECK_FALSE(tx->ballot(session_id(2), tracker(7)));
    CHECK_THROWS_AS(tx->mark_logged(session_id(1), tracker(3), {13}), StoreFault);
    CHECK_THROWS_AS(tx->mark_logged(session_id(1), tracker(8), {13}), StoreFault);
    CHECK_THROWS_AS(tx->put_ballot(session_id(1), all[1]), StoreFault);
}

TEMPLATE_TEST_CASE("a document replaces the one of its name, and goes when it is erased", "", InFile,
                   InMemory) {
    TestType at;
    add_session(at.store, 1);
    add_session(at.store, 2);
    put_document(at.store, key(1, "草案", "乙"), {1});
    put_document(at.store, key(1, "草案", "甲"), {});
    put_document(at.store, key(1, "草案", "乙"), {2, 0, 2});
    put_document(at.store, key(1, "roll", "乙"), {4});
    put_document(at.store, key(2, "草案", "丙"), {5});
    {
        const auto tx = at.store.begin();
        CHECK(tx->document(key(1, "草案", "乙")) == base::Bytes{2, 0, 2});
        CHECK(tx->document(key(1, "草案", "甲")) == base::Bytes{});
        CHECK_FALSE(tx->document(key(1, "草案", "丙")));
        CHECK(tx->documents(session_id(1), "草案") ==
              std::vector<store::Document>{{.name = "乙", .value = {2, 0, 2}}, {.name = "甲", .value = {}}});
        tx->erase_document(key(1, "草案", "乙"));
        tx->erase_document(key(1, "none", "none"));
        tx->commit();
    }
    CHECK(at.store.begin()->documents(session_id(1), "草案").size() == 1);
    CHECK(at.store.begin()->document(key(1, "roll", "乙")) == base::Bytes{4});
}

TEMPLATE_TEST_CASE("an officer is found by the token's hash, and a new token ends the old", "", InFile,
                   InMemory) {
    TestType at;
    {
        const auto tx = at.store.begin();
        tx->put_officer({.name = "王", .token = token(1), .role = "chair"});
        tx->put_officer({.name = "李", .token = token(2), .role = "attendant"});
        tx->put_officer({.name = "王", .token = token(3), .role = "registrar"});
        tx->commit();
    }
    const auto tx = at.store.begin();
    CHECK(tx->officers().size() == 2);
    CHECK_FALSE(tx->officer_with(token(1)));
    CHECK(tx->officer_with(token(3)) == store::Officer{.name = "王", .token = token(3), .role = "registrar"});
    CHECK_THROWS_AS(tx->put_officer({.name = "张", .token = token(3), .role = "chair"}), StoreFault);
}

TEMPLATE_TEST_CASE("nothing is stored for a session that is not there", "", InFile, InMemory) {
    TestType at;
    CHECK_THROWS_AS(at.store.begin()->append_entry(session_id(1), {0}, {.leaf = {1}, .large = {}}),
                    StoreFault);
    CHECK_THROWS_AS(at.store.begin()->put_document(key(1, "a", "b"), base::Bytes{1}), StoreFault);
    CHECK_THROWS_AS(at.store.begin()->put_ballot(
                        session_id(1), {.tracker = tracker(1), .entry = {}, .body = {}, .logged = {}}),
                    StoreFault);
}

TEMPLATE_TEST_CASE("transactions of many threads come one after another", "", InFile, InMemory) {
    TestType at;
    add_session(at.store, 1);
    put_document(at.store, key(1, "sum", "sum"), {0});
    constexpr int threads = 4, rounds = 20;
    {
        std::vector<std::jthread> all;
        for (int t = 0; t < threads; ++t) {
            all.emplace_back([&] {
                for (int i = 0; i < rounds; ++i) {
                    const auto tx = at.store.begin();
                    base::Bytes value = tx->document(key(1, "sum", "sum")).value();
                    ++value[0];
                    tx->put_document(key(1, "sum", "sum"), value);
                    tx->commit();
                }
            });
        }
    }
    CHECK(at.store.begin()->document(key(1, "sum", "sum")) == base::Bytes{threads * rounds});
}

TEMPLATE_TEST_CASE("a whole store has no damage, can be written, and survives compacting", "", InFile,
                   InMemory) {
    TestType at;
    add_session(at.store, 1);
    put_document(at.store, key(1, "a", "b"), base::Bytes(50'000, 1));
    CHECK(at.store.damage().empty());
    at.store.probe();
    at.store.compact();
    CHECK(at.store.damage().empty());
    CHECK(at.store.begin()->document(key(1, "a", "b"))->size() == 50'000);
}
