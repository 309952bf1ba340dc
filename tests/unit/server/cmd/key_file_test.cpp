#include "server/cmd/key_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "server/cmd/private_file.hpp"
#include "server/ops/file.hpp"
#include "tests/support/seeded_rng.hpp"
#include "tests/support/temp_folder.hpp"

using namespace gongdao;
using namespace gongdao::cmd;
using base::Code;
using support::SeededRng;
using support::TempFolder;

namespace {

base::Sha256 hash_of(std::string_view text) {
    return base::sha256(base::view_of(text));
}

KeyFile full_file(base::Rng& rng) {
    KeyFile file;
    file.seat = {.server = "https://vote.example:8443",
                 .session = {{1, 2, 3}},
                 .number = {2},
                 .token = std::string(64, 'a')};
    file.signing_seed = base::draw_secret<32>(rng);
    file.K = hash_of("K");
    file.seen = note::Checkpoint{.origin = "vote.example/s/0102", .size = {17}, .root = hash_of("root")};
    file.secrets.emplace();
    file.secrets->attempt = 2;
    file.secrets->e = group::SecretScalar::draw(rng).bytes();
    for (int k = 0; k < 2; ++k) file.secrets->a.push_back(group::SecretScalar::draw(rng).bytes());
    file.secrets->boxes = {{.other = {1}, .box = {7}}, {.other = {2}, .box = {8}}};
    file.share = HeldShare{.attempt = 2,
                           .digest = base::sha512(base::view_of("digest")),
                           .s = group::SecretScalar::draw(rng).bytes()};
    file.closings = {{.contest = {base::sha256(base::view_of("contest"))}, .at = 1'795'000'000}};
    file.given = {
        {.contest = {hash_of("Q")},
         .group = 3,
         .list_digest = hash_of("list"),
         .closing_root = hash_of("closing"),
         .record = {1, 2, 3}},
        {.contest = {hash_of("Q2")}, .group = 0, .list_digest = {}, .closing_root = {}, .record = {}}};
    return file;
}

group::Element public_of(const Secret32& secret) {
    return group::mul_base(seal::scalar_in(secret).value());
}

void check_same(const KeyFile& read, const KeyFile& file) {
    CHECK(read.seat == file.seat);
    CHECK(read.signing_key().public_key() == file.signing_key().public_key());
    CHECK(read.K == file.K);
    CHECK(read.seen == file.seen);
    REQUIRE(read.secrets.has_value() == file.secrets.has_value());
    if (file.secrets) {
        CHECK(read.secrets->attempt == file.secrets->attempt);
        CHECK(public_of(read.secrets->e) == public_of(file.secrets->e));
        REQUIRE(read.secrets->a.size() == file.secrets->a.size());
        for (std::size_t k = 0; k < file.secrets->a.size(); ++k)
            CHECK(public_of(read.secrets->a[k]) == public_of(file.secrets->a[k]));
        CHECK(read.secrets->boxes == file.secrets->boxes);
    }
    REQUIRE(read.share.has_value() == file.share.has_value());
    if (file.share) CHECK(public_of(read.share->s) == public_of(file.share->s));
    CHECK(read.given == file.given);
    CHECK(read.closings == file.closings);
    CHECK(read.destroyed == file.destroyed);
}

unsigned mode_of(const std::string& path) {
    struct stat found {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 0777U;
}

}  // namespace

TEST_CASE("a key file reads back as it was written") {
    SeededRng rng(1);
    KeyFile file = full_file(rng);
    SECTION("full") {}
    SECTION("before the ceremony") {
        file.K.reset();
        file.seen.reset();
        file.secrets.reset();
        file.share.reset();
        file.given.clear();
    }
    SECTION("with its attempt spent") {
        file.secrets->spend();
    }
    SECTION("after its share is destroyed") {
        file.secrets.reset();
        file.share.reset();
        file.destroyed = true;
    }
    const auto read = unpack_key_file(pack(file));
    REQUIRE(read);
    check_same(*read, file);
}

TEST_CASE("a spent attempt keeps its number and nothing else") {
    SeededRng rng(1);
    KeyFile file = full_file(rng);
    CHECK(!file.secrets->spent());
    file.secrets->spend();
    CHECK(file.secrets->spent());
    CHECK(file.secrets->attempt == 2);
    CHECK(public_of(file.secrets->e).is_identity());
    CHECK(file.secrets->boxes.empty());
}

TEST_CASE("a sealed key file is its owner's, whole, and opens under its passphrase alone") {
    TempFolder folder;
    SeededRng rng(1);
    const KeyFile file = full_file(rng);
    const std::string path = folder.file("trustee.key");
    SealedKeyStore store(path, "correct horse battery staple", seal::least_effort, rng);
    CHECK(!store.exists());
    CHECK(store.load().refusal().code == Code::not_found);
    store.save(file);
    CHECK(mode_of(path) == 0600);
    const auto read = store.load();
    REQUIRE(read);
    check_same(*read, file);
    CHECK(SealedKeyStore(path, "wrong", seal::least_effort, rng).load().refusal().code ==
          Code::wrong_passphrase);

    const base::Bytes sealed = *ops::read_file(path);
    CHECK(base::text_of(sealed).find(file.seat.token) == std::string_view::npos);
    CHECK(!std::filesystem::exists(path + ".new"));
    store.wipe();
    CHECK(!store.exists());
}

TEST_CASE("a new private file does not overwrite, a replaced one is whole") {
    TempFolder folder;
    const std::string path = folder.file("codes");
    REQUIRE(write_new_private(path, base::view_of("first")));
    CHECK(mode_of(path) == 0600);
    CHECK(write_new_private(path, base::view_of("second")).refusal().code == Code::conflict);
    CHECK(folder.read("codes") == "first");
    folder.write("codes.new", "of a write that was cut off");
    replace_private(path, base::view_of("third"));
    CHECK(folder.read("codes") == "third");
    CHECK(mode_of(path) == 0600);
    CHECK_THROWS(replace_private(folder.file("no/such/folder"), base::view_of("x")));
}

TEST_CASE("one program at a time works with a key file") {
    TempFolder folder;
    {
        const auto first = FileLock::take(folder.file("lock"));
        REQUIRE(first);
        CHECK(FileLock::take(folder.file("lock")).refusal().code == Code::not_now);
    }
    CHECK(FileLock::take(folder.file("lock")));
}

TEST_CASE("a key file with a secret too few or too many is refused") {
    SeededRng rng(1);
    auto pouch = seal::unpack(pack(full_file(rng))).value();
    seal::PouchParts parts{.open = pouch.open, .secrets = {}};
    for (const Secret32& one : pouch.secrets) parts.secrets.emplace_back(one);
    REQUIRE(unpack_key_file(seal::pack(parts)));
    parts.secrets.emplace_back(pouch.secrets.front());
    CHECK(unpack_key_file(seal::pack(parts)).refusal().code == Code::wrong_count);
    parts.secrets.pop_back();
    parts.secrets.pop_back();
    CHECK(unpack_key_file(seal::pack(parts)).refusal().code == Code::wrong_count);
}
