#include <catch2/catch.hpp>

#include "crypto/ballot/codes.hpp"
#include "crypto/ballot/entry.hpp"
#include "crypto/ballot/slip.hpp"
#include "crypto/ballot/slip_list.hpp"
#include "crypto/ballot/slip_state.hpp"
#include "tests/vectors/protocol_inputs.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;

ballot::SlipSecret slip(const Inputs& in) {
    return ballot::SlipSecret(base::view_of(in.text("code")).first<ballot::slip_characters>());
}
ballot::SessionId session(const Inputs& in) {
    return {in.array<16>("session")};
}
std::string text(const ballot::SlipSecret& code) {
    return std::string(base::text_of(code.expose()));
}

Result<Json> decode_slip(const Inputs& in) {
    const auto read = ballot::read_slip(in.text("typed"));
    if (!read) return read.refusal();
    return Json{{"code", text(*read)}};
}

Result<Json> slip_key(const Inputs& in) {
    const ballot::SlipPlace place{
        .session = session(in), .of_class = {u32(in, "class")}, .slot = {u32(in, "slot")}};
    return Json{{"secret_key", hex(ballot::slip_secret_key(place, slip(in)).reveal())},
                {"key", hex(ballot::slip_key(place, slip(in)))}};
}

Result<Json> print_link(const Inputs& in) {
    ballot::SlipLink link{.host = in.text("host"),
                          .short_name = in.text("short_name"),
                          .slip = slip(in),
                          .anchor = std::nullopt};
    if (!in.text("anchor").empty()) link.anchor = in.text("anchor");
    return Json{{"link", ballot::printed(link)}};
}

Result<Json> decode_link(const Inputs& in) {
    const auto link = ballot::read_link(in.text("link"));
    if (!link) return link.refusal();
    CHECK(ballot::printed(*link) == in.text("link"));
    return Json{{"host", link->host},
                {"short_name", link->short_name},
                {"code", text(link->slip)},
                {"anchor", link->anchor.value_or("")}};
}

Result<Json> decode_slip_list(const Inputs& in) {
    const auto list = ballot::decode_slip_list(in.bytes("list"));
    if (!list) return list.refusal();
    CHECK(ballot::encode_slip_list(*list) == in.bytes("list"));
    Json hashes = Json::array();
    for (const ballot::SlipRun& run : list->runs) hashes.push_back(base::to_hex(ballot::hash_of(run)));
    return Json{{"slots", decimal(list->runs.size())}, {"slips", decimal(list->slips)}, {"hashes", hashes}};
}

ballot::ContestId contest(const Inputs& in) {
    return {in.array<32>("contest")};
}
ballot::BoxNumber box(const Inputs& in) {
    return {static_cast<std::uint16_t>(in.number("box"))};
}

Result<Json> ask_slip_state(const Inputs& in) {
    const auto request = ballot::ask_slip_state({.contest = contest(in), .box = box(in)},
                                                secret(in, "secret_key"), Draws(in).next());
    return Json{{"request", base::to_hex(ballot::encode_slip_state(request))}};
}

Result<Json> decode_slip_state(const Inputs& in) {
    const auto request = ballot::decode_slip_state(in.bytes("request"));
    if (!request) return request.refusal();
    CHECK(ballot::encode_slip_state(*request) == in.bytes("request"));
    return Json{{"contest", base::to_hex(request->contest.bytes)},
                {"box", decimal(request->box.value)},
                {"key", hex(request->X)},
                {"proof", written_hex(request->proof)}};
}

Result<Json> verify_slip_state(const Inputs& in) {
    return accepted(ballot::verify_slip_state(ballot::decode_slip_state(in.bytes("request")).value()));
}

ballot::EntryFields fields(const Inputs& in) {
    return {.contest = contest(in),
            .box = box(in),
            .X = elgamal::public_key_of(secret(in, "secret_key")),
            .counter = u32(in, "counter"),
            .disposition = static_cast<ballot::Disposition>(in.number("disposition")),
            .tracker = {in.array<32>("tracker")}};
}

Result<Json> sign_entry(const Inputs& in) {
    const auto entry = ballot::sign_entry(fields(in), secret(in, "secret_key"), Draws(in).next());
    return Json{{"entry", base::to_hex(ballot::encode_entry(entry))}};
}

Result<Json> decode_entry(const Inputs& in) {
    const auto entry = ballot::decode_entry(in.bytes("entry"));
    if (!entry) return entry.refusal();
    CHECK(ballot::encode_entry(*entry) == in.bytes("entry"));
    const ballot::EntryFields& of = entry->fields;
    return Json{{"contest", base::to_hex(of.contest.bytes)},
                {"box", decimal(of.box.value)},
                {"key", hex(of.X)},
                {"counter", decimal(of.counter)},
                {"disposition", decimal(static_cast<std::uint8_t>(of.disposition))},
                {"tracker", base::to_hex(of.tracker.bytes)},
                {"signature", written_hex(entry->signature)}};
}

Result<Json> verify_entry(const Inputs& in) {
    return accepted(ballot::verify_entry(ballot::decode_entry(in.bytes("entry")).value()));
}

Result<Json> verify_entry_of(const Inputs& in) {
    const auto definition = ballot::decode_definition(in.bytes("definition")).value();
    const auto bytes = in.bytes("body");
    const auto body = ballot::decode_body(ballot::layout_of(definition), bytes).value();
    return accepted(ballot::verify_entry_of(ballot::decode_entry(in.bytes("entry")).value(), body, bytes));
}

Result<Json> open_slip_state(const Inputs& in) {
    ballot::SlipStateRequest asked;
    asked.contest = contest(in);
    asked.box = box(in);
    asked.X = elgamal::PublicKey::decode(in.bytes("slip_key")).value();
    const auto entry = ballot::open_slip_state(
        in.bytes("answer"), asked,
        {.origin = in.text("origin"), .server = sign::Ed25519PublicKey::decode(in.bytes("key")).value()});
    if (!entry) return entry.refusal();
    if (!*entry) return Json::object();
    return Json{{"entry", base::to_hex(ballot::encode_entry(**entry))}};
}

}  // namespace

TEST_CASE("every case of slip_state.json comes out as it says") {
    run_file("slip_state.json", {{"open_slip_state", open_slip_state}});
}

TEST_CASE("every case of slip.json comes out as it says") {
    run_file("slip.json",
             {{"print_slip",
               [](const Inputs& in) {
                   return Json{{"printed", ballot::printed(slip(in))}};
               }},
              {"decode_slip", decode_slip},
              {"slip_key", slip_key},
              {"tag_of",
               [](const Inputs& in) {
                   return Json{{"tag", ballot::tag_of(session(in), slip(in))}};
               }},
              {"code_of",
               [](const Inputs& in) {
                   return Json{{"code", ballot::code_of(in.array<32>("of"))}};
               }},
              {"anchor_of",
               [](const Inputs& in) {
                   return Json{{"anchor", ballot::anchor_of(in.array<32>("K"), key(in, "y"))}};
               }},
              {"text_of_tracker",
               [](const Inputs& in) {
                   return Json{{"text", ballot::text_of(ballot::Tracker{in.array<32>("tracker")})}};
               }},
              {"print_link", print_link},
              {"decode_link", decode_link},
              {"decode_slip_list", decode_slip_list},
              {"ask_slip_state", ask_slip_state},
              {"decode_slip_state", decode_slip_state},
              {"verify_slip_state", verify_slip_state}});
}

TEST_CASE("every case of entry.json comes out as it says") {
    run_file("entry.json", {{"sign_entry", sign_entry},
                            {"decode_entry", decode_entry},
                            {"verify_entry", verify_entry},
                            {"verify_entry_of", verify_entry_of}});
}

}  // namespace gongdao::vectors
