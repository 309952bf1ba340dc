#include "server/ops/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <system_error>

#include "tests/support/temp_folder.hpp"

using namespace gongdao;

TEST_CASE("what was written is read again, however long it is") {
    const support::TempFolder temp;
    for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 200'000U}) {
        const std::string path = temp.file(std::to_string(size));
        const base::Bytes content(size, 7);
        {
            const ops::Descriptor out(path, O_WRONLY | O_CREAT | O_EXCL);
            out.write(content);
            out.sync();
        }
        ops::sync_folder_of(path);
        CHECK(ops::read_file(path) == content);
    }
}

TEST_CASE("a file that is made is its owner's alone unless it is for everyone") {
    const support::TempFolder temp;
    const auto mode_of = [](const std::string& path) {
        struct stat found {};
        REQUIRE(::stat(path.c_str(), &found) == 0);
        return found.st_mode & 0777U;
    };
    { const ops::Descriptor own(temp.file("own"), O_WRONLY | O_CREAT); }
    { const ops::Descriptor shown(temp.file("shown"), O_WRONLY | O_CREAT, ops::for_everyone); }
    CHECK(mode_of(temp.file("own")) == ops::for_the_owner);
    CHECK((mode_of(temp.file("shown")) & ~0644U) == 0);
}

TEST_CASE(
    "a file that is not there is nothing, and what cannot be read or written is a fault with its path") {
    const support::TempFolder temp;
    CHECK_FALSE(ops::read_file(temp.file("none")));
    CHECK_THROWS_WITH(ops::read_file(temp.path()), Catch::Matchers::Contains(temp.path()));
    const ops::Descriptor none(temp.file("no/folder"), O_WRONLY | O_CREAT);
    CHECK_FALSE(none.is_open());
    CHECK_THROWS_AS(none.write(base::Bytes(1)), std::system_error);
    CHECK_THROWS_AS(ops::sync_folder_of(temp.file("no/folder")), std::system_error);
}
