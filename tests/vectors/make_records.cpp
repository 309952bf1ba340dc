// Writes records.json: one record of each type out of sessions that `support/session_builder` makes, and what
// is refused of them. The accepted bytes and their hashes come from C++, so that this file holds an encoding
// still and holds both sides to one; what it ought to be is for SPEC §3.2 to say. Refusals are written by
// hand.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/session_builder.hpp"

using namespace gongdao;
using base::Bytes;
using Json = nlohmann::ordered_json;
using session::Fields;
using support::SessionBuilder;

namespace {

class Cases {
public:
    void accept(const std::string& name, const Bytes& record) {
        const auto decoded = session::decode_record(record).value();
        add(name, record, {{"expect", {{"hash", base::to_hex(session::record_hash(decoded.fields))}}}});
    }
    void refuse(const std::string& name, const Bytes& record, const std::string& code) {
        add(name, record, {{"refusal", code}});
    }
    [[nodiscard]] std::string text() const {
        std::string out =
            "{\n\"source\": \"SPEC §3.2; bytes from tests/vectors/make_records.cpp, a "
            "regression\",\n\"cases\": [\n";
        for (std::size_t i = 0; i < lines_.size(); ++i)
            out += lines_[i] + (i + 1 < lines_.size() ? ",\n" : "\n");
        return out + "]\n}\n";
    }

private:
    void add(const std::string& name, const Bytes& record, const Json& outcome) {
        Json one{
            {"function", "decode_record"}, {"name", name}, {"inputs", {{"record", base::to_hex(record)}}}};
        one.update(outcome);
        lines_.push_back(one.dump());
    }

    std::vector<std::string> lines_;
};

/// The first record of each type, setup to outcome.
std::vector<Bytes> records() {
    SessionBuilder plain({.classes = {2}, .leftover = 1}), other({.complaint = true});
    std::vector<Bytes> all;
    std::set<std::pair<session::RecordType, std::size_t>> seen;
    for (SessionBuilder* one : {&plain, &other}) {
        one->run();
        for (const Bytes& leaf : one->leaves()) {
            const auto record = session::decode_record(leaf);
            if (!record) continue;
            const auto* message = std::get_if<threshold::CeremonyMessage>(&record->fields);
            const std::size_t kind = message != nullptr ? message->content.index() : 0;
            if (seen.insert({session::type_of(record->fields), kind}).second) all.push_back(leaf);
        }
    }
    const auto& contest = plain.contests()[0];
    const std::vector<Fields> more{
        session::SlipsCancelled{.of_class = {0},
                                .slot = session::SlotNumber{3},
                                .slips = {{plain.slip_key(0, 3, 0)}},
                                .reason = "一轮"},
        session::Round{
            .after = *contest.outcome_hash, .definition = contest.definition, .reason = "得票相等"},
        session::Void{.contest = contest.id, .reason = "停电", .time = 5},
        session::Void{.contest = {}, .reason = "停电", .time = 5},
        session::KeysDestroyed{.trustee = {2}, .statement = "已销毁", .time = 6},
        session::Large{.type = session::RecordType::settled, .length = 65'536, .hash = contest.closing_root}};
    for (const Fields& fields : more) all.push_back(session::encode(plain.sign(fields, {1, 2})));
    return all;
}

void add_refusals(const Bytes& record, const std::string& name, Cases& cases) {
    Bytes longer = record, newer = record;
    longer.push_back(0);
    newer[3] = 2;
    cases.refuse(name + ", one byte short", Bytes(record.begin(), record.end() - 1), "wrong_length");
    cases.refuse(name + ", one byte more", longer, "trailing_bytes");
    cases.refuse(name + ", version 2", newer, "bad_version");
}

}  // namespace

struct PolicyCase {
    const char *name, *policy, *refusal;
};
constexpr auto policies = std::to_array<PolicyCase>({
    {"a witness policy of several lines", "log a\n\tquorum none\n", nullptr},
    {"a carriage return in the witness policy", "log a\r\nquorum none\n", "bad_text"},
    {"a control character of two bytes in the witness policy", "log a\xc2\x85\n", "bad_text"},
    {"a control character in the witness policy", "log a\x01\n", "bad_text"},
    {"a delete character in the witness policy", "log a\x7f\n", "bad_text"},
});

struct HostCase {
    const char* host;
    bool holds;
};
constexpr auto hosts = std::to_array<HostCase>({
    {"Vote_1.Example-Cn:8443", true},
    {"[2001:db8::1]:8443", true},
    {"192.168.1.5", true},
    {"", false},
    {"vote example", false},
    {"vote/example", false},
    {"vote@example", false},
    {"vote?example", false},
    {"vote#example", false},
    {"vote+example", false},
    {"vote\\example", false},
    {"vote%example", false},
    {"v\xc3\xb6te.example", false},
    {"vote\xe3\x80\x80.example", false},
});

int main(int argc, char** argv) {
    Cases cases;
    const std::vector<Bytes> all = records();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string name =
            std::to_string(i + 1) + " " + std::string(name_of(session::peek_type(all[i]).value()));
        cases.accept(name, all[i]);
        add_refusals(all[i], name, cases);
    }
    for (const unsigned reserved : {12U, 15U, 16U, 19U, 20U, 22U, 26U}) {
        Bytes record = all.front();
        record[1] = static_cast<std::uint8_t>(reserved);
        cases.refuse("type " + std::to_string(reserved), record, "bad_type");
    }
    Bytes suite = all.front(), control = all.front();
    suite[20] = 2;
    control[25] = '\n';  // the first byte of the title
    cases.refuse("another suite", suite, "bad_option");
    cases.refuse("a line's end in a title", control, "bad_text");
    auto witnessed = session::decode_record(all.front()).value();
    for (const auto& [name, policy, refusal] : policies) {
        std::get<session::Setup>(witnessed.fields).witness_policy = policy;
        const Bytes record = session::encode(witnessed);
        if (refusal == nullptr) {
            cases.accept(name, record);
        } else {
            cases.refuse(name, record, refusal);
        }
    }
    auto elsewhere = session::decode_record(all.front()).value();
    for (const auto& [host, holds] : hosts) {
        std::get<session::Setup>(elsewhere.fields).host = host;
        const Bytes record = session::encode(elsewhere);
        const std::string name = "the host \"" + std::string(host) + "\"";
        if (holds) {
            cases.accept(name, record);
        } else {
            cases.refuse(name, record, "bad_format");
        }
    }
    if (argc != 2) return 2;
    std::ofstream(argv[1], std::ios::binary) << cases.text();
    std::cout << argv[1] << ": " << all.size() << " records\n";
    return 0;
}
