#include "server/audit/folder.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"

using namespace gongdao;
using namespace gongdao::audit;

TEST_CASE("a folder lists its files with their paths, ascending") {
    const support::TempFolder temp;
    temp.write("tile/0/000.p/3", "c");
    temp.write("checkpoint", "a");
    temp.write("files", "b");
    const auto folder = DirectoryFolder::open(temp.path()).value();
    CHECK(folder->list() == std::vector<std::string>{"checkpoint", "files", "tile/0/000.p/3"});
    CHECK(folder->read("tile/0/000.p/3") == base::Bytes{'c'});
    CHECK_FALSE(folder->read("tile/0"));
    CHECK_FALSE(folder->read("nothing"));
    CHECK_FALSE(folder->read(""));
}

TEST_CASE("no path leads out of the folder, and links are not followed") {
    const support::TempFolder temp;
    temp.write("outside", "secret");
    temp.write("inside/file", "public");
    std::filesystem::create_symlink(temp.file("outside"), temp.file("inside/link"));
    const auto folder = DirectoryFolder::open(temp.file("inside")).value();
    CHECK_FALSE(folder->read("../outside"));
    CHECK_FALSE(folder->read(temp.file("outside")));
    CHECK_FALSE(folder->read("link"));
    CHECK(folder->list() == std::vector<std::string>{"file", "link"});
}

TEST_CASE("what is no folder is refused") {
    const support::TempFolder temp;
    temp.write("file", "");
    CHECK(DirectoryFolder::open(temp.file("file")).refusal().code == base::Code::not_found);
    CHECK(DirectoryFolder::open(temp.file("nothing")).refusal().code == base::Code::not_found);
}
