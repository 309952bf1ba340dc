#include "server/cmd/public_log.hpp"

#include <catch2/catch.hpp>

#include "crypto/merkle/bundle.hpp"
#include "crypto/merkle/tile.hpp"
#include "tests/support/session_builder.hpp"
#include "tests/support/trustee_tool.hpp"

using namespace gongdao;
using base::Code;
using cmd::PublicLog;
using support::SessionBuilder;

namespace {

/// Shows of a session's log its first entries under a checkpoint that its key signed.
struct Shown {
    explicit Shown(support::SessionPlan plan = {}) : session(plan) { session.run(); }

    void show(std::uint64_t size) {
        files.files = session.files();
        for (std::uint64_t begin = 0; begin < size; begin += merkle::full_tile_width) {
            const auto width =
                static_cast<unsigned>(std::min<std::uint64_t>(size - begin, merkle::full_tile_width));
            const auto first = session.leaves().begin() + static_cast<std::ptrdiff_t>(begin);
            files.files[merkle::entries_path_of(
                {.level = 0, .index = begin / merkle::full_tile_width, .width = width})] =
                merkle::encode_bundle({first, first + width});
        }
        merkle::Tree tree;
        for (std::uint64_t i = 0; i < size; ++i) tree.append(merkle::hash_leaf(session.leaves()[i]));
        sign(note::Checkpoint{
            .origin = session::origin_of(session.setup()), .size = {size}, .root = tree.root({size})});
    }

    void sign(const note::Checkpoint& head) {
        files.files["checkpoint"] =
            base::copy_of(base::view_of(note::sign_checkpoint(head, session.log_key())));
    }

    [[nodiscard]] std::uint64_t size() const { return session.leaves().size(); }

    SessionBuilder session;
    support::MapFiles files;
};

}  // namespace

TEST_CASE("a log is followed as it grows, and folds to the state that it says") {
    Shown shown;
    PublicLog log(shown.files, shown.session.setup().session);
    CHECK(*log.update() == false);  // there is nothing yet
    for (std::uint64_t size = 1; size <= shown.size(); ++size) {
        shown.show(size);
        REQUIRE(*log.update() == true);
        CHECK(log.state().size() == size);
        CHECK(log.leaves().size() == size);
    }
    CHECK(*log.update() == false);
    CHECK(log.state().M() == shown.session.M());
    CHECK(log.state().contests()[0].phase == session::Phase::decided);
}

TEST_CASE("a bundle that has become full since the checkpoint is read in its place") {
    Shown shown;
    while (shown.size() < merkle::full_tile_width) {
        shown.session.log(session::Paper{.name = "报告单.pdf", .length = 1, .hash = {}}, {0});
    }
    shown.show(merkle::full_tile_width);
    const base::Bytes full = shown.files.files.at(merkle::entries_path_of({.level = 0, .index = 0}));
    shown.show(10);
    shown.files.files.erase(merkle::entries_path_of({.level = 0, .index = 0, .width = 10}));
    PublicLog log(shown.files, shown.session.setup().session);
    CHECK(log.update().refusal().code == Code::not_found);  // this may pass
    shown.files.files[merkle::entries_path_of({.level = 0, .index = 0})] = full;
    CHECK(*log.update() == true);
    CHECK(log.state().size() == 10);
    shown.show(merkle::full_tile_width);
    CHECK(*log.update() == true);
}

TEST_CASE("a checkpoint over another root is refused, and the log stays refused") {
    Shown shown;
    shown.show(5);
    PublicLog log(shown.files, shown.session.setup().session);
    REQUIRE(log.update());
    const std::string before = log.checkpoint();
    shown.show(6);
    shown.sign({.origin = session::origin_of(shown.session.setup()), .size = {6}, .root = {}});
    CHECK(log.update().refusal().code == Code::bad_consistency);
    CHECK(log.checkpoint() == before);
    shown.show(7);
    CHECK(log.update().refusal().code == Code::bad_consistency);
}

TEST_CASE("a log that is shorter than it was is refused") {
    Shown shown;
    shown.show(6);
    PublicLog log(shown.files, shown.session.setup().session);
    REQUIRE(log.update());
    shown.show(5);
    CHECK(log.update().refusal().code == Code::bad_consistency);
}

TEST_CASE("what was seen in another life of the program must begin the log") {
    Shown shown, other({.seed = 2});
    shown.show(6);
    PublicLog first(shown.files, shown.session.setup().session);
    REQUIRE(first.update());
    const note::Checkpoint seen{
        .origin = session::origin_of(shown.session.setup()), .size = {6}, .root = first.state().root()};

    SECTION("the same log goes on") {
        shown.show(9);
        PublicLog later(shown.files, shown.session.setup().session);
        later.expect(seen);
        CHECK(*later.update() == true);
    }
    SECTION("another root of that size") {
        note::Checkpoint another = seen;
        another.root[0] ^= 1U;
        shown.show(9);
        PublicLog later(shown.files, shown.session.setup().session);
        later.expect(another);
        CHECK(later.update().refusal().code == Code::bad_consistency);
    }
    SECTION("a shorter log") {
        shown.show(5);
        PublicLog later(shown.files, shown.session.setup().session);
        later.expect(seen);
        CHECK(later.update().refusal().code == Code::bad_consistency);
    }
    SECTION("no log") {
        shown.files.files.clear();
        PublicLog later(shown.files, shown.session.setup().session);
        later.expect(seen);
        CHECK(later.update().refusal().code == Code::not_found);
    }
}

TEST_CASE("the log of another session is refused") {
    Shown shown, other({.seed = 2});
    shown.show(6);
    PublicLog log(shown.files, other.session.setup().session);
    CHECK(log.update().refusal().code == Code::wrong_session);
    CHECK(log.update().refusal().code == Code::wrong_session);
}

TEST_CASE("an entry that the fold does not admit is named by its place") {
    Shown shown;
    shown.show(shown.size());
    auto bundle =
        merkle::entries_path_of({.level = 0, .index = 0, .width = static_cast<unsigned>(shown.size())});
    auto entries =
        merkle::decode_bundle(shown.files.files.at(bundle), static_cast<unsigned>(shown.size())).value();
    std::swap(entries[4], entries[9]);
    shown.files.files[bundle] = merkle::encode_bundle(entries);
    PublicLog log(shown.files, shown.session.setup().session);
    const auto refusal = log.update().refusal();
    CHECK(refusal.detail.starts_with("log entry 4"));
    CHECK(log.state().size() == 4);
}

TEST_CASE("slip lists and large records are read beside the log") {
    Shown shown({.objections = 100});
    REQUIRE(!shown.session.large().empty());
    shown.show(shown.size());
    SECTION("as they are") {
        PublicLog log(shown.files, shown.session.setup().session);
        CHECK(*log.update() == true);
    }
    SECTION("not at all") {
        const bool list = GENERATE(true, false);
        shown.files.files.erase(list ? "slips/0" : shown.session.large().begin()->first);
        PublicLog log(shown.files, shown.session.setup().session);
        CHECK(log.update().refusal().code == Code::not_found);
    }
    SECTION("otherwise than the record says") {
        const bool list = GENERATE(true, false);
        shown.files.files.at(list ? "slips/0" : shown.session.large().begin()->first).back() ^= 1U;
        PublicLog log(shown.files, shown.session.setup().session);
        CHECK(!log.update());
    }
}
