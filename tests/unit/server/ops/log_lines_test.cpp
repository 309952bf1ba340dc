#include "server/ops/log_lines.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "tests/support/temp_folder.hpp"

using namespace gongdao;

namespace {

struct Log {
    support::TempFolder folder;
    ops::ManualClock clock{ops::from_unix_seconds(784'111'777)};
    ops::LogLines lines{clock, folder.file("log")};

    [[nodiscard]] std::string text() const { return folder.read("log"); }
};

}  // namespace

TEST_CASE("an event is one line of JSON with its time, level and fields") {
    Log log;
    log.lines.write(ops::Level::info, "listening", {{"port", std::uint16_t{8443}}, {"ready", true}});
    log.lines.write(ops::Level::fault, "disk_full",
                    {{"file", "tile/0"}, {"change", -3}, {"bytes", 1ULL << 63U}});
    log.lines.write(ops::Level::warning, "stopped");
    CHECK(
        log.text() ==
        R"({"at":"1994-11-06T08:49:37.000Z","level":"info","event":"listening","port":8443,"ready":true})"
        "\n"
        R"({"at":"1994-11-06T08:49:37.000Z","level":"fault","event":"disk_full","file":"tile/0","change":-3,"bytes":9223372036854775808})"
        "\n"
        R"({"at":"1994-11-06T08:49:37.000Z","level":"warning","event":"stopped"})"
        "\n");
}

TEST_CASE("no text can end its line, forge another or move the cursor") {
    Log log;
    log.lines.write(ops::Level::info, "odd", {{"what", "a\"\\\n{\"level\":\"info\"}\r\x1b[2J"}});
    log.lines.write(ops::Level::info, "odd", {{"what", "选\xe2\x80\xa8\xff"}});
    const std::string text = log.text();
    CHECK(std::count(text.begin(), text.end(), '\n') == 2);
    CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
    CHECK(text.find(R"("what":"a\"\\\n{\"level\":\"info\"}\r\u001b[2J")") != std::string::npos);
    CHECK(text.find(R"("what":"\u9009\u2028\ufffd")") != std::string::npos);
}

TEST_CASE("a text is cut where it is longer than a line should be") {
    Log log;
    log.lines.write(ops::Level::info, "long", {{"what", std::string(5000, 'x')}});
    const std::string text = log.text();
    CHECK(std::count(text.begin(), text.end(), 'x') == ops::max_log_text_bytes);
}

TEST_CASE("lines of many threads do not mix") {
    Log log;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&log] {
                for (int j = 0; j < 200; ++j)
                    log.lines.write(ops::Level::info, "turn", {{"what", std::string(300, 'y')}});
            });
        }
    }
    const std::string text = log.text();
    const std::string line = text.substr(0, text.find('\n') + 1);
    std::string expected;
    for (int i = 0; i < 800; ++i) expected += line;
    CHECK(text == expected);
}

TEST_CASE("the log file is its owner's alone, is appended to, and where it cannot be opened it is a fault") {
    Log log;
    log.lines.write(ops::Level::info, "first");
    {
        ops::LogLines again(log.clock, log.folder.file("log"));
        again.write(ops::Level::info, "second");
    }
    struct stat facts {};
    REQUIRE(::stat(log.folder.file("log").c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600U);
    CHECK(log.text().find("first") < log.text().find("second"));
    CHECK(log.text().find("second") != std::string::npos);
    CHECK_THROWS(ops::LogLines(log.clock, log.folder.file("none/log")));
}
