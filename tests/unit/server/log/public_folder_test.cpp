#include <catch2/catch.hpp>
#include <filesystem>

#include "crypto/encode/writer.hpp"
#include "crypto/merkle/bundle.hpp"
#include "crypto/merkle/tile.hpp"
#include "tests/support/live_room.hpp"

using namespace gongdao;
using Catch::Matchers::Contains;
using support::LiveRoom;
namespace fs = std::filesystem;

namespace {

/// The folder as it must be, computed from the entries alone.
void check_folder(LiveRoom& room) {
    const auto entries = room.entries();
    merkle::Tree tree;
    for (const store::Entry& entry : entries) tree.append(merkle::hash_leaf(entry.leaf));
    const auto checkpoint = room.checkpoint();
    REQUIRE(checkpoint);
    CHECK(checkpoint->size == tree.size());
    CHECK(checkpoint->root == tree.root(tree.size()));
    for (const merkle::Tile& tile : merkle::tiles_between({0}, tree.size())) {
        CHECK(room.published(merkle::path_of(tile)) == merkle::encode_tile(tree, tile));
        if (tile.level > 0) continue;
        std::vector<base::Bytes> leaves;
        for (unsigned i = 0; i < tile.width; ++i) leaves.push_back(entries[tile.index * 256 + i].leaf);
        CHECK(room.published(merkle::entries_path_of(tile)) == merkle::encode_bundle(leaves));
    }
    std::vector<base::Bytes> files;
    for (std::size_t cast = 0; const store::Entry& entry : entries) {
        if (session::peek_type(entry.leaf).value() != session::RecordType::ballot) continue;
        if (cast++ % 256 == 0) files.emplace_back();
        const auto tracker = ballot::decode_entry(entry.leaf)->fields.tracker;
        const auto body = room.store.begin()->ballot(room.people.id(), tracker)->body;
        base::append(files.back(), encode::Writer().bytes(body).take());
    }
    for (std::size_t i = 0; i < files.size(); ++i)
        CHECK(room.published("ballots/" + std::to_string(i)) == files[i]);
}

void vote_all(LiveRoom& room, std::uint32_t begin, std::uint32_t end) {
    std::vector<log::CastJob> jobs;
    for (std::uint32_t slip = begin; slip < end; ++slip) jobs.push_back(room.people.vote({.slip = slip}));
    std::vector<const log::CastJob*> all;
    for (const auto& job : jobs) all.push_back(&job);
    for (const auto& answer : room.log->accept(all)) REQUIRE(answer);
    room.log->log_due();
}

}  // namespace

TEST_CASE("the folder grows with the log") {
    LiveRoom room;
    CHECK(room.published("keys/server.pem") ==
          base::copy_of(base::view_of(sign::pem_of(room.log->keys().public_keys().server))));
    CHECK(room.published("keys/sm2.pem") ==
          base::copy_of(base::view_of(sign::pem_of(room.log->keys().public_keys().sm2))));
    CHECK(room.published("keys/log.pem") ==
          base::copy_of(base::view_of(sign::pem_of(room.log->keys().public_keys().log))));
    CHECK_THAT(std::string(base::text_of(room.published("policy"))), Contains("quorum none"));
    CHECK(room.published("slips/0") == log::read_slip_lists(*room.store.begin(), room.people.id()).at(0));
    check_folder(room);
    vote_all(room, 0, 3);
    check_folder(room);
}

TEST_CASE("full tiles take the place of narrower ones") {
    LiveRoom room({.slips = 300});
    const std::string tiles = room.log->folder() + "/tile";
    CHECK(fs::exists(tiles + "/0/000.p"));
    vote_all(room, 0, 100);
    vote_all(room, 100, 300);
    check_folder(room);
    CHECK_FALSE(fs::exists(tiles + "/0/000.p"));
    CHECK_FALSE(fs::exists(tiles + "/entries/000.p"));
    CHECK(fs::exists(tiles + "/entries/001.p"));
    CHECK(fs::exists(room.log->folder() + "/ballots/1"));
}

TEST_CASE("what the folder lacks or has wrong is mended at the start") {
    LiveRoom room;
    vote_all(room, 0, 3);
    const std::string folder = room.log->folder();
    const std::string tile =
        merkle::entries_path_of({.index = 0, .width = static_cast<unsigned>(room.size())});
    SECTION("all of it") {
        fs::remove_all(folder);
    }
    SECTION("single files") {
        fs::remove(folder + "/ballots/0");
        fs::resize_file(folder + "/" + tile, 100);
        room.folder.write("s/" + base::to_hex(room.people.id().bytes) + "/slips/0", "other");
        room.folder.write("s/" + base::to_hex(room.people.id().bytes) + "/.draft", "cut off");
    }
    room.restart();
    check_folder(room);
    CHECK_FALSE(fs::exists(folder + "/.draft"));
    CHECK(room.published("slips/0").size() > 100);
}

TEST_CASE("a checkpoint that is behind is brought up") {
    LiveRoom room;
    const auto earlier = room.published("checkpoint");
    vote_all(room, 0, 3);
    room.folder.write("s/" + base::to_hex(room.people.id().bytes) + "/checkpoint", base::text_of(earlier));
    room.restart();
    check_folder(room);
}

TEST_CASE("a store that is older than what was published must not sign") {
    LiveRoom room;
    const auto other_store = [&](std::size_t records) {
        auto store = std::make_unique<store::SqliteStore>(":memory:");
        room.people.create(*store);
        const support::TempFolder elsewhere;
        log::SessionLog log(*store, room.people.id(), elsewhere.path(), room.lines);
        for (std::size_t i = 0; i < records; ++i) REQUIRE(log.append(room.people.opening()[i]));
        return store;
    };
    const auto start = [&](store::Store& store) {
        log::SessionLog(store, room.people.id(), room.folder.path(), room.lines);
    };
    const std::size_t all = room.people.opening().size();

    CHECK_NOTHROW(start(*other_store(all)));
    CHECK_THROWS_WITH(start(*other_store(all - 1)), Contains("older than the published log"));
    CHECK_THROWS_WITH(start(*other_store(0)), Contains("holds no record"));

    const auto contradicting = other_store(all - 1);
    {
        const support::TempFolder elsewhere;
        log::SessionLog log(*contradicting, room.people.id(), elsewhere.path(), room.lines);
        REQUIRE(log.append(room.people.cancel(1, 0)));
    }
    CHECK_THROWS_WITH(start(*contradicting), Contains("contradicts the published log"));

    LiveRoom stranger({.seed = 2});
    room.folder.write("s/" + base::to_hex(room.people.id().bytes) + "/checkpoint",
                      base::text_of(stranger.published("checkpoint")));
    CHECK_THROWS_WITH(start(room.store), Contains("not signed by the log of this session"));
}

TEST_CASE("a folder that cannot be written loses nothing, and is caught up") {
    LiveRoom room;
    const std::string draft = room.log->folder() + "/.draft";
    fs::create_directory(draft);
    vote_all(room, 0, 1);
    CHECK(room.checkpoint()->size.value == room.size() - 1);
    CHECK_THAT(room.folder.read("lines"), Contains("folder_behind"));
    fs::remove(draft);
    vote_all(room, 1, 2);
    check_folder(room);
}
