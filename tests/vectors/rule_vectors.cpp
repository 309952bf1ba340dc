#include <catch2/catch.hpp>

#include "server/rules/outcome.hpp"
#include "server/rules/presets.hpp"
#include "tests/vectors/runner.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;

Result<Json> decode_rules(const Inputs& in) {
    const auto procedure = rules::decode_procedure(in.bytes("rules"));
    if (!procedure) return procedure.refusal();
    CHECK(rules::encode(*procedure) == in.bytes("rules"));
    CHECK(rules::is_preset(*procedure) == (in.number("preset") == 1));
    return Json::object();
}

Result<Json> decode_outcome(const Inputs& in) {
    const auto outcome = rules::decode_outcome(in.bytes("outcome"));
    if (!outcome) return outcome.refusal();
    CHECK(rules::encode(*outcome) == in.bytes("outcome"));
    return Json::object();
}

std::uint32_t small(const Inputs& in, const std::string& name) {
    return static_cast<std::uint32_t>(in.number(name));
}

Result<Json> decide(const Inputs& in) {
    const auto procedure = rules::decode_procedure(in.bytes("rules")).value();
    const rules::Figures figures{.due = small(in, "due"),
                                 .present = small(in, "present"),
                                 .issued = small(in, "issued"),
                                 .received = small(in, "received"),
                                 .valid = small(in, "valid")};
    std::vector<std::uint32_t> totals;
    const auto approve = in.texts("approve"), reject = in.texts("reject");
    for (std::size_t i = 0; i < approve.size(); ++i) {
        totals.push_back(static_cast<std::uint32_t>(std::stoul(approve[i])));
        totals.push_back(static_cast<std::uint32_t>(std::stoul(reject[i])));
    }
    const auto votes = rules::count_votes(totals, figures.valid);
    if (!votes) return votes.refusal();
    const auto outcome = rules::decide(procedure, figures, small(in, "seats"), *votes);
    if (!outcome) return outcome.refusal();
    return Json{{"outcome", base::to_hex(rules::encode(*outcome))}};
}

}  // namespace

TEST_CASE("every case of rules.json comes out as it says") {
    run_file("rules.json",
             {{"decode_rules", decode_rules}, {"decode_outcome", decode_outcome}, {"decide", decide}});
}

}  // namespace gongdao::vectors
