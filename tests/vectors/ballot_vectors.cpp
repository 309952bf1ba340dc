#include <catch2/catch.hpp>

#include "crypto/ballot/groups.hpp"
#include "crypto/ballot/make_body.hpp"
#include "crypto/ballot/tally.hpp"
#include "tests/vectors/protocol_inputs.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;

std::string joined(const std::vector<std::uint32_t>& numbers) {
    std::string out;
    for (const std::uint32_t number : numbers) out += (out.empty() ? "" : " ") + decimal(number);
    return out;
}

Result<Json> decode_definition(const Inputs& in) {
    const auto definition = ballot::decode_definition(in.bytes("definition"));
    if (!definition) return definition.refusal();
    CHECK(ballot::encode_definition(*definition) == in.bytes("definition"));
    Json out{{"slot", decimal(definition->slot.value)},
             {"kind", decimal(static_cast<std::uint8_t>(definition->kind))},
             {"title", definition->title},
             {"seats", decimal(definition->seats)},
             {"cells", decimal(definition->cells)},
             {"recast", definition->recast ? "1" : "0"},
             {"rules", base::to_hex(definition->rules)}};
    for (const char* list : {"candidates", "notes", "choices", "sums", "boxes", "proofs"})
        out[list] = Json::array();
    for (const auto& [name, note] : definition->candidates) {
        out["candidates"].push_back(name);
        out["notes"].push_back(note);
    }
    for (const auto& [first, cells, blank] : definition->choices) {
        out["choices"].push_back(decimal(first) + " " + decimal(cells) + (blank ? " 1" : " 0"));
    }
    for (const auto& [cells, range] : definition->sums) {
        out["sums"].push_back(joined(cells) + ": " + decimal(range.lo) + " " + decimal(range.hi));
    }
    for (const auto of_class : definition->boxes) out["boxes"].push_back(decimal(of_class.value));
    const ballot::Layout layout = ballot::layout_of(*definition);
    out["body_bytes"] = decimal(layout.body_bytes);
    for (const ballot::ProofPlace& place : layout.proofs) {
        out["proofs"].push_back(std::string(proof::name_of(place.claim)) + " " +
                                decimal(place.options.size()));
    }
    return out;
}

ballot::Contest contest(const Inputs& in) {
    return {.definition = ballot::decode_definition(in.bytes("definition")).value(), .y = key(in, "y")};
}
ballot::Seed seed(const Inputs& in) {
    return ballot::Seed(std::span<const std::uint8_t, ballot::seed_bytes>(in.array<32>("seed")));
}
std::string text(const std::vector<std::uint8_t>& marks) {
    std::string out;
    for (const std::uint8_t mark : marks) out += mark == 1 ? '1' : '0';
    return out;
}

Result<Json> make_body(const Inputs& in) {
    const ballot::Contest of = contest(in);
    const ballot::Header header{.contest = {in.array<32>("contest")},
                                .box = {static_cast<std::uint16_t>(in.number("box"))},
                                .X = key(in, "key"),
                                .counter = u32(in, "counter"),
                                .previous = {in.array<32>("previous")}};
    ballot::Marks marks(of.definition.cells);
    const std::string wanted = in.text("marks");
    for (std::size_t cell = 0; cell < wanted.size(); ++cell) {
        if (wanted[cell] == '1') marks.set(cell);
    }
    const auto body = ballot::make_body(of, header, marks, seed(in));
    if (!body) return body.refusal();
    const auto read = ballot::decode_body(ballot::layout_of(of.definition), *body).value();
    CHECK(read.header == header);
    return Json{{"header", base::to_hex(ballot::encode_header(header))},
                {"digest", base::to_hex(ballot::digest_of(of.y, header, read.ciphertexts))},
                {"body", base::to_hex(*body)},
                {"tracker", base::to_hex(ballot::tracker_of(*body).bytes)}};
}

Result<Json> verify_body(const Inputs& in) {
    const ballot::Contest of = contest(in);
    const auto body = ballot::decode_body(ballot::layout_of(of.definition), in.bytes("body"));
    if (!body) return body.refusal();
    CHECK(ballot::encode_body(*body) == in.bytes("body"));
    Json failing = Json::array();
    for (const proof::Label& label : ballot::verify_body(of, *body)) {
        failing.push_back(std::string(proof::name_of(label.claim)) + " " + decimal(label.number));
    }
    return Json{{"failing", failing}};
}

Result<Json> reveal_marks(const Inputs& in) {
    const auto marks = ballot::reveal_marks(contest(in), in.bytes("body"), seed(in));
    if (!marks) return marks.refusal();
    return Json{{"marks", text(*marks)}};
}

std::string name_of(ballot::Fate fate) {
    switch (fate) {
        case ballot::Fate::decrypted:
            return "decrypted";
        case ballot::Fate::empty:
            return "empty";
        case ballot::Fate::withheld:
            return "withheld";
    }
    return {};
}

Result<Json> group_boxes(const Inputs& in) {
    const auto classes = numbers(in, "classes");
    const auto joins = in.texts("joins");
    const auto ballots = numbers(in, "ballots");
    std::vector<ballot::CountedBox> boxes;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        ballot::CountedBox box{.of_class = {classes[i]}, .joins = std::nullopt, .ballots = ballots[i]};
        if (!joins[i].empty())
            box.joins = ballot::ClassNumber{static_cast<std::uint32_t>(std::stoul(joins[i]))};
        boxes.push_back(box);
    }
    const auto grouping =
        ballot::group_boxes(boxes, {.floor = u32(in, "floor"),
                                    .small = static_cast<ballot::SmallRule>(in.number("small")),
                                    .small_room = in.number("small_room") == 1});
    Json groups = Json::array();
    for (const ballot::Group& group : grouping.groups) {
        std::vector<std::uint32_t> members;
        for (const auto box : group.boxes) members.push_back(box.value);
        groups.push_back(decimal(group.number) + ": " + joined(members) + " | " + decimal(group.ballots) +
                         " | " + name_of(group.fate));
    }
    return Json{{"groups", groups}, {"void", grouping.void_contest ? "1" : "0"}};
}

Result<Json> sum_cells(const Inputs& in) {
    ballot::CellSums sums(in.number("cells"));
    for (const base::Bytes& ballot : in.list("ballots")) sums.add(ciphertexts(ballot));
    return Json{{"sums", written_each(sums.sums())}};
}

Result<Json> list_digest(const Inputs& in) {
    std::vector<ballot::Tracker> counted;
    for (const base::Bytes& tracker : in.list("trackers"))
        counted.push_back({base::as_array<32>(tracker).value()});
    return Json{{"digest", base::to_hex(ballot::list_digest(counted))}};
}

Result<Json> verify_totals(const Inputs& in) {
    return accepted(ballot::verify_totals(ballot::decode_definition(in.bytes("definition")).value(),
                                          numbers(in, "totals"), u32(in, "counted")));
}

}  // namespace

TEST_CASE("every case of definition.json comes out as it says") {
    run_file("definition.json", {{"decode_definition", decode_definition}});
}

TEST_CASE("every case of ballot.json comes out as it says") {
    run_file("ballot.json",
             {{"make_body", make_body}, {"verify_body", verify_body}, {"reveal_marks", reveal_marks}});
}

TEST_CASE("every case of groups.json comes out as it says") {
    run_file("groups.json", {{"group_boxes", group_boxes}});
}

TEST_CASE("every case of tally.json comes out as it says") {
    run_file("tally.json",
             {{"sum_cells", sum_cells}, {"list_digest", list_digest}, {"verify_totals", verify_totals}});
}

}  // namespace gongdao::vectors
