// The program as people run it.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "crypto/ballot/codes.hpp"
#include "tests/support/session_builder.hpp"
#include "tests/support/temp_folder.hpp"

using namespace gongdao;
using support::Files;
using support::SessionBuilder;

namespace {

struct Run {
    int exit;
    std::string out, errors;
};

/// Needs: arguments without quotes.
Run run(const std::string& arguments) {
    const support::TempFolder temp;
    const std::string command =
        std::string(GONGDAO_VERIFY) + " " + arguments + " >" + temp.file("out") + " 2>" + temp.file("errors");
    const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
    return {WEXITSTATUS(status), temp.read("out"), temp.read("errors")};
}

const SessionBuilder& built() {
    static const auto session = [] {
        auto one = std::make_unique<SessionBuilder>();
        one->run();
        return one;
    }();
    return *session;
}

support::TempFolder& folder() {
    static support::TempFolder temp;
    for (const auto& [path, bytes] : built().files()) temp.write(path, base::text_of(bytes));
    return temp;
}

std::string code() {
    return " --code " + ballot::code_of(built().M());
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an honest folder with its code ends with 0, and says what the rules make of it") {
    const Run zh = run(folder().path() + code());
    CHECK(zh.exit == 0);
    CHECK(holds(zh.out, "✓ 14 满足见证规则"));
    CHECK(holds(zh.out, "14 项全部通过，在您的电脑上算出。"));
    CHECK(holds(zh.out, "应到 6 · 实到 5 · 发出 5 · 收回 5 · 有效 5 · 废票 0"));
    CHECK(holds(zh.out, "候选人4: ○ 2"));
    CHECK(holds(zh.out, "〔第二十九条〕"));
    CHECK(holds(zh.out, "本次未提供另选他人，不得用于正式选举"));
    CHECK(zh.errors.empty());
    const Run en = run(folder().path() + code() + " --lang en");
    CHECK(en.exit == 0);
    CHECK(holds(en.out, "All 14 passed, computed on your computer."));
    CHECK(holds(en.out, "✓  8 totals are the sums"));
}

TEST_CASE("without a code the source was not compared: 3") {
    const Run result = run(folder().path());
    CHECK(result.exit == 3);
    CHECK(holds(result.out, "来源未核对"));
    CHECK_FALSE(holds(result.out, "全部通过"));
}

TEST_CASE("a failed check ends with 1 and is named with its place and section") {
    Files files = built().files();
    files.at("ballots/0").back() ^= 1U;
    const support::TempFolder temp;
    for (const auto& [path, bytes] : files) temp.write(path, base::text_of(bytes));
    const Run result = run(temp.path() + code());
    CHECK(result.exit == 1);
    CHECK(holds(result.out, "✗  5 每张票都合规（不超选）"));
    CHECK(holds(result.out, "✗ body_entry §6.4–6.5 · 第 4 张选票 · body_mismatch"));
    CHECK(holds(result.out, "○  6 没有重复或复制的票（没有查到这里） [§6.6]"));
    CHECK(holds(result.out, "✗ 第 5 项不通过：第 4 张选票。"));
}

TEST_CASE("a folder that nobody has published yet fails, and is said to be that") {
    Files files = built().files();
    files.erase("files");
    {
        const support::TempFolder taken_away;
        for (const auto& [path, bytes] : files) taken_away.write(path, base::text_of(bytes));
        const Run result = run(taken_away.path() + code());
        CHECK(result.exit == 1);
        CHECK_FALSE(holds(result.out, "可能还没有公布"));
    }
    for (const char* name : {"files", "files.ed25519.sig", "files.sm2.sig", "result.json",
                             "result.json.ed25519.sig", "result.json.sm2.sig"})
        files.erase(name);
    const support::TempFolder temp;
    for (const auto& [path, bytes] : files) temp.write(path, base::text_of(bytes));
    const Run result = run(temp.path() + code());
    CHECK(result.exit == 1);
    CHECK(holds(result.out, "可能还没有公布"));
}

TEST_CASE("wrong usage and unreadable folders end with 2") {
    CHECK(run("").exit == 2);
    CHECK(run("/nowhere/at/all").exit == 2);
    CHECK(run(folder().path() + " --code 1234").exit == 2);
    CHECK(run(folder().path() + " --unknown").exit == 2);
    CHECK(run(folder().path() + code() + " --earlier /nowhere").exit == 2);
    CHECK(run("--help").exit == 0);
    CHECK(holds(run("--help").out, "来源未核对"));
}

TEST_CASE("the report for programs says the same") {
    const Run result = run(folder().path() + code() + " --json --closing-code " +
                           ballot::code_of(built().contests()[0].closing_root));
    const auto json = nlohmann::json::parse(result.out);
    CHECK(json["exit"] == 0);
    CHECK(json["checks"].size() == 14);
    CHECK(json["failures"].empty());
    CHECK(json["contests"][0]["outcome"]["elected"] == nlohmann::json{0, 1, 2});
}

TEST_CASE("a file name cannot write to the terminal") {
    Files files = built().files();
    const support::TempFolder temp;
    for (const auto& [path, bytes] : files) temp.write(path, base::text_of(bytes));
    temp.write("x\x1b[2J\n✓ all passed", "");
    const Run result = run(temp.path() + code());
    CHECK(result.exit == 1);
    CHECK_FALSE(holds(result.out, "\x1b"));
    CHECK(holds(result.out, "x?[2J?✓ all passed"));
}
