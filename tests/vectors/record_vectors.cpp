#include <catch2/catch.hpp>

#include "crypto/session/records.hpp"
#include "tests/vectors/runner.hpp"

namespace gongdao::vectors {
namespace {

base::Result<Json> decode_record(const Inputs& in) {
    const base::Bytes bytes = in.bytes("record");
    const auto record = session::decode_record(bytes);
    if (!record) return record.refusal();
    CHECK(session::encode(*record) == bytes);
    return Json{{"hash", base::to_hex(session::record_hash(record->fields))}};
}

}  // namespace

TEST_CASE("records.json") {
    run_file("records.json", {{"decode_record", decode_record}});
}

}  // namespace gongdao::vectors
