// What only a store in a file can promise: to be there again, whatever ended the process.
#include <SQLiteCpp/Database.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/contract/store_under_test.hpp"

using namespace gongdao;
using namespace gongdao::contract;
using Catch::Matchers::Contains;
using store::SqliteStore;
using store::StoreFault;

namespace {

/// Does `act` in a process that then ends without a word, as kill -9 ends it.
template <class Act>
void in_a_process_that_is_killed(Act act) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        act();
        ::raise(SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("after a kill all that was committed is there, and nothing of what was not") {
    const support::TempFolder folder;
    const std::string file = folder.file("a.db");
    in_a_process_that_is_killed([&] {
        SqliteStore store(file);
        add_session(store, 1);
        put_document(store, key(1, "a", "committed"), base::Bytes(10'000, 1));
        const auto tx = store.begin();
        tx->put_document(key(1, "a", "open"),
                         base::Bytes(5'000'000, 1));  // larger than SQLite's cache: it spills
        ::raise(SIGKILL);
    });
    SqliteStore store(file);
    CHECK(store.damage().empty());
    CHECK(store.begin()->document(key(1, "a", "committed")) == base::Bytes(10'000, 1));
    CHECK_FALSE(store.begin()->document(key(1, "a", "open")));
    add_session(store, 2);
}

TEST_CASE("a store is opened again with all that it held") {
    const support::TempFolder folder;
    {
        SqliteStore store(folder.file("a.db"));
        add_session(store, 1);
    }
    SqliteStore store(folder.file("a.db"));
    CHECK(store.begin()->session_named("S1") == session_id(1));
}

TEST_CASE("a file belongs to one process at a time") {
    const support::TempFolder folder;
    {
        const SqliteStore first(folder.file("a.db"));
        CHECK_THROWS_WITH(SqliteStore(folder.file("a.db")), Contains("is in use by another process"));
    }
    CHECK_NOTHROW(SqliteStore(folder.file("a.db")));
}

TEST_CASE("the store and its journal are its owner's alone") {
    const support::TempFolder folder;
    SqliteStore store(folder.file("a.db"));
    add_session(store, 1);
    for (const char* name : {"a.db", "a.db-wal", "a.db.lock"}) {
        struct stat status {};
        REQUIRE(::stat(folder.file(name).c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0600U);
    }
}

TEST_CASE("what a later program has written is left alone") {
    const support::TempFolder folder;
    { const SqliteStore store(folder.file("a.db")); }
    {
        SQLite::Database db(folder.file("a.db"), SQLite::OPEN_READWRITE);
        db.exec("PRAGMA user_version = 1000");
    }
    CHECK_THROWS_WITH(SqliteStore(folder.file("a.db")), Contains("later program"));
}

TEST_CASE("what is no store is left alone") {
    const support::TempFolder folder;
    folder.write("text.db", "这不是数据库，只是一个很普通的文本文件。");
    CHECK_THROWS_AS(SqliteStore(folder.file("text.db")), StoreFault);
    CHECK(folder.read("text.db") == "这不是数据库，只是一个很普通的文本文件。");
    {
        SQLite::Database db(folder.file("other.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        db.exec("CREATE TABLE cats (name TEXT)");
    }
    CHECK_THROWS_WITH(SqliteStore(folder.file("other.db")), Contains("not a store of Gongdao"));
    CHECK_THROWS_AS(SqliteStore(folder.file("no/such/folder/a.db")), StoreFault);
}

TEST_CASE("a damaged store is found out") {
    const support::TempFolder folder;
    {
        SqliteStore store(folder.file("a.db"));
        add_session(store, 1);
        const auto tx = store.begin();
        for (std::uint8_t i = 0; i < 50; ++i)
            tx->append_entry(session_id(1), {i}, {.leaf = base::Bytes(900, i), .large = {}});
        tx->commit();
    }
    std::string bytes = folder.read("a.db");
    std::fill(bytes.end() - 8'192 + 4, bytes.end() - 4'096 - 4, '\x5a');  // a page amidst the entries
    folder.write("a.db", bytes);
    bool found = false;
    try {
        SqliteStore store(folder.file("a.db"));
        found = !store.damage().empty();
    } catch (const StoreFault&) {
        found = true;
    }
    CHECK(found);
}

TEST_CASE("after compacting not even the place in the file tells when a ballot came") {
    const support::TempFolder folder;
    SqliteStore store(folder.file("a.db"));
    add_session(store, 1);
    constexpr std::uint8_t ballots = 40;
    for (std::uint8_t i = 0; i < ballots; ++i) {
        const auto n = static_cast<std::uint8_t>(i * 7 % ballots + 1);  // an order of its own
        const auto tx = store.begin();
        tx->put_ballot(session_id(1),
                       {.tracker = tracker(n), .entry = {n}, .body = base::Bytes(6'000, n), .logged = {}});
        tx->commit();
    }
    const auto places = [&] {
        const std::string bytes = folder.read("a.db") + folder.read("a.db-wal");
        std::vector<std::size_t> found;
        for (std::uint8_t n = 1; n <= ballots; ++n)
            found.push_back(bytes.find(std::string(3'000, static_cast<char>(n))));
        return found;
    };
    REQUIRE_FALSE(std::ranges::is_sorted(places()));
    store.compact();
    const auto after = places();
    CHECK(std::ranges::is_sorted(after));
    CHECK(after.back() != std::string::npos);
}
