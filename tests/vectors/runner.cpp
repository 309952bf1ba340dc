#include "tests/vectors/runner.hpp"

#include <catch2/catch.hpp>
#include <fstream>

namespace gongdao::vectors {
namespace {

struct Seen {
    int accepted = 0;
    int refused = 0;
};

bool may_refuse(const std::string& function) {
    const auto has = [&](const char* word) { return function.find(word) != std::string::npos; };
    return has("decode") || has("open") || has("verify");
}

Json read(const std::string& name) {
    std::ifstream file(GONGDAO_TESTS_FOLDER "/vectors/" + name);
    REQUIRE(file.good());
    return Json::parse(file);
}

}  // namespace

void run_file(const std::string& name, const std::map<std::string, Function>& functions) {
    std::map<std::string, Seen> seen;
    const Json content = read(name);
    CHECK(!content.at("source").get<std::string>().empty());
    for (const Json& one : content.at("cases")) {
        const std::string function = one.at("function");
        INFO(name << ", " << function << ": " << one.at("name"));
        REQUIRE(functions.contains(function));
        const base::Result<Json> result = functions.at(function)(Inputs(one.at("inputs")));
        if (one.contains("refusal")) {
            ++seen[function].refused;
            REQUIRE(!one.contains("expect"));
            CHECK((result ? "accepted" : base::name_of(result.refusal().code)) ==
                  one.at("refusal").get<std::string>());
        } else {
            ++seen[function].accepted;
            CHECK((result ? "accepted" : base::name_of(result.refusal().code)) == "accepted");
            if (result) CHECK(*result == one.at("expect"));
        }
    }
    for (const auto& [function, unused] : functions) {
        INFO(name << " has cases for " << function);
        CHECK(seen[function].accepted > 0);
        if (may_refuse(function)) CHECK(seen[function].refused > 0);
    }
}

}  // namespace gongdao::vectors
