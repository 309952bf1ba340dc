#include <set>

#include "crypto/session/limits.hpp"
#include "tests/unit/crypto/session/folded.hpp"

using namespace gongdao;
using namespace gongdao::session;
using base::Bytes;
using base::Code;

namespace {

/// Two sessions that between them hold every type of record, and a few that no session of theirs has.
const std::vector<Bytes>& every_record() {
    static const std::vector<Bytes> all = [] {
        SessionBuilder plain({.classes = {3}, .leftover = 1}),
            other({.trustees = 4, .threshold = 3, .complaint = true, .objections = 70});
        std::vector<Bytes> records;
        for (SessionBuilder* session : {&plain, &other}) {
            session->run();
            for (const Bytes& leaf : session->leaves()) {
                if (decode_record(leaf)) records.push_back(leaf);
            }
        }
        for (const auto& [path, bytes] : other.large()) records.push_back(bytes);
        const auto& contest = plain.contests()[0];
        const std::vector<Fields> more{
            SlipsCancelled{
                .of_class = {0}, .slot = SlotNumber{3}, .slips = {{plain.manifest().key}}, .reason = "一轮"},
            Round{.after = *contest.outcome_hash, .definition = contest.definition, .reason = "得票相等"},
            Void{.contest = contest.id, .reason = "停电", .time = 5},
            Void{.contest = {}, .reason = "停电", .time = 5},
            KeysDestroyed{.trustee = {2}, .statement = "已销毁", .time = 6}};
        for (const Fields& fields : more) records.push_back(session::encode(plain.sign(fields, {1, 2})));
        return records;
    }();
    return all;
}

Record decoded(RecordType type) {
    for (const Bytes& bytes : every_record()) {
        auto record = decode_record(bytes).value();
        if (type_of(record.fields) == type) return record;
    }
    FAIL("no record of this type");
    return {};
}

/// What a record is refused with once its fields were changed.
template <class Kind>
std::optional<Code> refused(RecordType type, std::function<void(Kind&)> change) {
    Record record = decoded(type);
    change(std::get<Kind>(record.fields));
    const auto again = decode_record(session::encode(record));
    if (again) return std::nullopt;
    return again.refusal().code;
}

}  // namespace

TEST_CASE("every type of record has one encoding, which decodes to it") {
    std::set<RecordType> types;
    for (const Bytes& bytes : every_record()) {
        const auto record = decode_record(bytes);
        REQUIRE(record);
        CHECK(session::encode(*record) == bytes);
        CHECK(decode_unsigned(unsigned_bytes(record->fields)).value() == record->fields);
        CHECK(record_hash(record->fields) == base::sha256(unsigned_bytes(record->fields)));
        CHECK(peek_type(bytes).value() == type_of(record->fields));
        types.insert(type_of(record->fields));
    }
    CHECK(types.size() == 17);
}

TEST_CASE("a record that ends early or late is refused, wherever it is cut") {
    std::set<RecordType> seen;
    for (const Bytes& bytes : every_record()) {
        if (!seen.insert(peek_type(bytes).value()).second || bytes.size() > 20'000) continue;
        CAPTURE(name_of(peek_type(bytes).value()));
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto cut = decode_record(base::BytesView(bytes).first(size));
            if (cut) FAIL("cut at " << size);
        }
        Bytes longer = bytes;
        longer.push_back(0);
        CHECK(decode_record(longer).refusal().code == Code::trailing_bytes);
    }
}

TEST_CASE("reserved and unknown types and other versions are refused") {
    for (const unsigned type : {0U, 7U, 8U, 12U, 15U, 16U, 19U, 20U, 22U, 26U, 255U}) {
        Bytes bytes = every_record().front();
        bytes[1] = static_cast<std::uint8_t>(type);
        CAPTURE(type);
        CHECK(decode_record(bytes).refusal().code == Code::bad_type);
    }
    Bytes bytes = every_record().front();
    bytes[3] = 2;
    CHECK(decode_record(bytes).refusal().code == Code::bad_version);
    CHECK(peek_type(Bytes{0}).refusal().code == Code::wrong_length);
    CHECK(peek_type(Bytes{1, 0}).refusal().code == Code::bad_type);
}

TEST_CASE("signers ascend strictly, and no more than there may be sign") {
    Record record = decoded(RecordType::attendance);
    std::swap(record.signatures[0], record.signatures[1]);
    CHECK(decode_record(session::encode(record)).refusal().code == Code::out_of_order);
    record.signatures[1] = record.signatures[0];
    CHECK(decode_record(session::encode(record)).refusal().code == Code::out_of_order);
    record.signatures.resize(max_trustees + 2);
    CHECK(decode_record(session::encode(record)).refusal().code == Code::out_of_range);
    record.signatures.clear();
    CHECK(decode_record(session::encode(record))
              .has_value());  // whether enough have signed is not for the form to say
}

TEST_CASE("a setup keeps the limits of a session") {
    const auto code = [](auto change) { return refused<Setup>(RecordType::setup, change); };
    CHECK(code([](Setup& s) { s.threshold = 0; }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.threshold = 1; }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.threshold = 4; }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.threshold = 3; }) == std::nullopt);
    CHECK(code([](Setup& s) { s.trustees.clear(); }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.trustees.resize(16); }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.trustees[1].key = s.trustees[0].key; }) == Code::duplicate);
    CHECK(code([](Setup& s) { s.log_key = s.server_key; }) == Code::duplicate);
    CHECK(code([](Setup& s) { s.slots = 8; }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.slots = 33; }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.title = std::string(1001, 'x'); }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.title = "two\nlines"; }) == Code::bad_text);
    CHECK(code([](Setup& s) { s.organisation = "\xff"; }) == Code::bad_text);
    CHECK(code([](Setup& s) { s.host = std::string(254, 'x'); }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.host = "vote.example/x"; }) == Code::bad_format);
    CHECK(code([](Setup& s) { s.host.clear(); }) == Code::bad_format);
    CHECK(code([](Setup& s) { s.host = "vote\u3000example"; }) == Code::bad_format);  // would end a verifier
    CHECK(code([](Setup& s) { s.short_name = "ABCDE"; }) == Code::out_of_range);
    CHECK(code([](Setup& s) { s.short_name = "AU"; }) == Code::bad_format);
    CHECK(code([](Setup& s) { s.short_name.clear(); }) == Code::bad_format);
    CHECK(code([](Setup& s) { s.trustees[0].name = std::string(121, 'x'); }) == Code::out_of_range);
    Bytes other_suite = session::encode(decoded(RecordType::setup));
    other_suite[20] = 2;
    CHECK(decode_record(other_suite).refusal().code == Code::bad_option);
}

TEST_CASE("a manifest keeps the limits of a session") {
    const auto code = [](auto change) { return refused<Manifest>(RecordType::manifest, change); };
    CHECK(code([](Manifest& m) { m.classes.clear(); }) == Code::wrong_count);
    CHECK(code([](Manifest& m) { m.contests.clear(); }) == Code::wrong_count);
    CHECK(code([](Manifest& m) { m.classes.resize(17, m.classes[0]); }) == Code::out_of_range);
    CHECK(code([](Manifest& m) { m.contests.resize(25, m.contests[0]); }) == Code::out_of_range);
    CHECK(code([](Manifest& m) { m.classes[0].makers = 2; }) == Code::out_of_range);
    CHECK(code([](Manifest& m) { m.classes[0].slips = 0; }) == Code::out_of_range);
    CHECK(code([](Manifest& m) { m.classes[0].slips = (1U << 20U) + 1; }) == Code::out_of_range);
    CHECK(code([](Manifest& m) { m.floor = 0; }) == Code::bad_option);
    CHECK(code([](Manifest& m) { m.small_room = std::string(1001, 'x'); }) == Code::out_of_range);
    CHECK(code([](Manifest& m) { m.bundles.push_back(m.bundles[0]); }) == Code::out_of_order);
    CHECK(code([](Manifest& m) { m.bundles.resize(65); }) == Code::out_of_range);
    CHECK(code([](Manifest& m) { m.contests[0].choices.pop_back(); }) == Code::wrong_count);
}

TEST_CASE("lists of other records keep their limits and order") {
    CHECK(refused<SlipsCancelled>(RecordType::slips_cancelled, [](auto& r) { r.slips.clear(); }) ==
          Code::wrong_count);
    CHECK(refused<SlipsCancelled>(RecordType::slips_cancelled, [](auto& r) { r.slips[0].resize(33); }) ==
          Code::out_of_range);
    CHECK(refused<Opened>(RecordType::opened, [](auto& r) { r.boxes.resize(17); }) == Code::out_of_range);
    CHECK(refused<Closed>(RecordType::closed, [](auto& r) { r.boxes.resize(17); }) == Code::out_of_range);
    CHECK(refused<Settled>(RecordType::settled, [](auto& r) { r.objections.resize(1025); }) ==
          Code::out_of_range);
    CHECK(refused<Tally>(RecordType::tally, [](auto& r) { r.groups.resize(17); }) == Code::out_of_range);
    CHECK(refused<Tally>(RecordType::tally, [](auto& r) {
              r.groups[0].boxes = {{1}, {1}};
          }) == Code::out_of_order);
    CHECK(refused<Tally>(RecordType::tally, [](auto& r) { r.groups[0].boxes = {{16}}; }) ==
          Code::out_of_range);
    CHECK(refused<Tally>(RecordType::tally, [](auto& r) {
              r.groups[0].cells.resize(1025, r.groups[0].cells[0]);
          }) == Code::out_of_range);
    CHECK(refused<ResultRecord>(RecordType::result, [](auto& r) {
              r.groups[0].trustees = {{2}, {1}};
          }) == Code::out_of_order);
    CHECK(refused<ResultRecord>(RecordType::result, [](auto& r) { r.groups[0].totals.resize(1025); }) ==
          Code::out_of_range);
    CHECK(refused<Share>(RecordType::share, [](auto& r) {
              r.decryption.D.resize(1025, r.decryption.D[0]);
          }) == Code::out_of_range);
    CHECK(refused<Share>(RecordType::share, [](auto& r) { r.tool = static_cast<threshold::Tool>(3); }) ==
          Code::bad_option);
    CHECK(refused<OutcomeRecord>(RecordType::outcome, [](auto& r) { r.outcome.resize(65'536); }) ==
          Code::out_of_range);
    CHECK(refused<Paper>(RecordType::paper, [](auto& r) { r.name = "\x7f"; }) == Code::bad_text);
    CHECK(refused<KeysDestroyed>(RecordType::keys_destroyed, [](auto& r) {
              r.statement = std::string(1001, 'x');
          }) == Code::out_of_range);
    CHECK(refused<Large>(RecordType::large, [](auto& r) { r.length = 65'535; }) == Code::out_of_range);
    CHECK(refused<Large>(RecordType::large, [](auto& r) { r.type = RecordType::large; }) ==
          Code::out_of_range);
}

TEST_CASE("an element that is none, and the identity where it is a key, are refused") {
    const auto code_at = [](RecordType type, std::size_t offset, std::uint8_t byte) {
        Bytes bytes = session::encode(decoded(type));
        std::fill_n(bytes.begin() + static_cast<long>(offset), 32, byte);
        return decode_record(bytes).refusal().code;
    };
    CHECK(code_at(RecordType::manifest, 36, 0) == Code::identity);
    CHECK(code_at(RecordType::manifest, 36, 0xff) == Code::not_in_group);
    CHECK(code_at(RecordType::tally, 4 + 32 + 4 + 4 + 4 + 32 + 4 + 4, 0xff) == Code::not_in_group);
    CHECK(code_at(RecordType::share, 4 + 32 + 4 + 3 + 4, 0xff) == Code::not_in_group);
}

TEST_CASE("what is signed is bound to its session") {
    const Bytes bytes = unsigned_bytes(decoded(RecordType::opened).fields);
    SessionId one{}, other{};
    other.bytes[15] = 1;
    CHECK(signing_digest(one, bytes) != signing_digest(other, bytes));
}
