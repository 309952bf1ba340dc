#include "crypto/ballot/entry.hpp"

#include <catch2/catch.hpp>

#include "crypto/ballot/slip_state.hpp"
#include "tests/unit/crypto/ballot/example.hpp"

using namespace gongdao;
using namespace gongdao::ballot;
using base::Code;
using elgamal::Nonce;

TEST_CASE("an entry is signed whole: any byte changed is refused") {
    Voter voter(election(1, 1));
    const EntryFields fields = fields_of(voter.header, tracker_of(base::view_of("body")), Disposition::cast);
    const Entry entry = sign_entry(fields, voter.x, Nonce::draw(voter.rng));
    const base::Bytes bytes = encode_entry(entry);
    REQUIRE(bytes.size() == entry_bytes);
    CHECK(decode_entry(bytes).value() == entry);
    CHECK(verify_entry(entry).has_value());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        base::Bytes changed = bytes;
        changed[at] ^= 1U;
        const auto read = decode_entry(changed);
        if (read && verify_entry(*read)) FAIL("byte " << at);
    }
}

TEST_CASE("an entry and its body agree in every common field") {
    Voter voter(election(1, 1));
    const base::Bytes bytes = voter.make(std::vector<std::uint8_t>{1, 0});
    const Body body = decode_body(voter.layout(), bytes).value();
    Entry entry{.fields = fields_of(body.header, tracker_of(bytes), Disposition::checked), .signature = {}};
    CHECK(verify_entry_of(entry, body, bytes).has_value());
    entry.fields.tracker.bytes[0] ^= 1U;
    CHECK(verify_entry_of(entry, body, bytes).refusal().code == Code::body_mismatch);
    entry.fields.tracker.bytes[0] ^= 1U;
    entry.fields.counter = 1;
    CHECK(verify_entry_of(entry, body, bytes).refusal().code == Code::body_mismatch);
}

TEST_CASE("a request for a slip's state is no entry, and an entry's signature none for it") {
    Voter voter(election(1, 1));
    const SlipStateRequest request =
        ask_slip_state({.contest = voter.header.contest, .box = {0}}, voter.x, Nonce::draw(voter.rng));
    const base::Bytes bytes = encode_slip_state(request);
    REQUIRE(bytes.size() == slip_state_bytes);
    CHECK(decode_slip_state(bytes).value() == request);
    CHECK(verify_slip_state(request).has_value());
    SlipStateRequest other = request;
    other.box = {1};
    CHECK(verify_slip_state(other).refusal().code == Code::bad_signature);
    other = request;
    other.proof =
        sign_entry(fields_of(voter.header, {}, Disposition::cast), voter.x, Nonce::draw(voter.rng)).signature;
    CHECK(verify_slip_state(other).refusal().code == Code::bad_signature);
}
