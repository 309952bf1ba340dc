#include "crypto/ballot/slip_state.hpp"

#include <catch2/catch.hpp>

#include "crypto/note/answer.hpp"
#include "tests/support/meeting_room.hpp"

using namespace gongdao;
using base::Code;
using support::MeetingRoom;

namespace {

/// A voter who asks what stands under the slip 0, or under a wrong one.
struct Asking {
    Asking() { room.open_for_voters(); }

    ballot::SlipStateRequest ask(std::size_t slip = 0) {
        return ballot::ask_slip_state({.contest = room.contest().id, .box = {0}},
                                      ballot::slip_secret_key(room.place(), room.slips.at(slip)),
                                      elgamal::Nonce::draw(room.rng));
    }
    base::Bytes answer_to(const ballot::SlipStateRequest& request) {
        return app::tell_slip_state(room.context, room.room(), ballot::encode_slip_state(request)).bytes;
    }
    [[nodiscard]] ballot::Answerer answerer() {
        return {.origin = room.room().log.origin(), .server = room.room().log.keys().public_keys().server};
    }

    MeetingRoom room;
};

}  // namespace

TEST_CASE("who asks hears that the slip is unused, or the entry that stands under it") {
    Asking asking;
    const auto request = asking.ask();
    CHECK_FALSE(ballot::open_slip_state(asking.answer_to(request), request, asking.answerer()).value());
    const auto ballot = asking.room.make_ballot(0, "ooox");
    REQUIRE_FALSE(asking.room.cast(ballot).refused);
    CHECK(ballot::open_slip_state(asking.answer_to(request), request, asking.answerer()).value() ==
          ballot.entry);
}

TEST_CASE("an answer about another slip, contest or session, or by another server, is not believed") {
    Asking asking;
    REQUIRE_FALSE(asking.room.cast(asking.room.make_ballot(0, "ooox")).refused);
    const auto request = asking.ask();
    const base::Bytes answer = asking.answer_to(request);
    const auto code_of = [&](const ballot::SlipStateRequest& asked, const ballot::Answerer& by) {
        return ballot::open_slip_state(answer, asked, by).refusal().code;
    };
    CHECK(code_of(asking.ask(1), asking.answerer()) == Code::body_mismatch);
    auto elsewhere = request;
    elsewhere.contest.bytes[0] ^= 1U;
    CHECK(code_of(elsewhere, asking.answerer()) == Code::body_mismatch);
    auto other = asking.answerer();
    other.origin += "0";
    CHECK(code_of(request, other) == Code::body_mismatch);
    other = asking.answerer();
    other.server = asking.room.room().log.keys().public_keys().log;
    CHECK(code_of(request, other) == Code::unknown_signer);
}

TEST_CASE("a refusal keeps its code, and what is no answer is refused") {
    Asking asking;
    const auto cancelled = asking.ask(5);
    CHECK(ballot::open_slip_state(asking.answer_to(cancelled), cancelled, asking.answerer()).refusal().code ==
          Code::cancelled_slip);
    const auto open = [&](const base::Bytes& content) {
        return ballot::open_slip_state(note::pad_answer(content), asking.ask(), asking.answerer())
            .refusal()
            .code;
    };
    CHECK(open({0, 0}) == Code::trailing_bytes);
    CHECK(open({2}) == Code::bad_option);
    CHECK(open({1, 0}) == Code::wrong_length);
    CHECK(ballot::open_slip_state({}, asking.ask(), asking.answerer()).refusal().code == Code::wrong_length);
}

TEST_CASE(
    "an entry that the slip has not signed, or not cast in this box, is not believed, though promised") {
    Asking asking;
    const auto ballot = asking.room.make_ballot(0, "ooox");
    const auto request = asking.ask();
    const auto promise = [&](const ballot::Entry& entry) {
        return asking.room.room().log.keys().sign_promise(
            {.subject = {.origin = asking.answerer().origin,
                         .contest = request.contest.bytes,
                         .disposition = note::Disposition::cast,
                         .tracker = entry.fields.tracker.bytes}});
    };
    const auto open = [&](const ballot::Entry& entry) {
        base::Bytes content = {1};
        base::append(content, ballot::encode_entry(entry));
        base::append(content, base::view_of(promise(entry)));
        return ballot::open_slip_state(note::pad_answer(content), request, asking.answerer());
    };
    REQUIRE(open(ballot.entry).value() == ballot.entry);
    ballot::Entry other = ballot.entry;
    other.signature.z = other.signature.z + group::Scalar(1);
    CHECK(open(other).refusal().code == Code::bad_signature);
    other = asking.room.sign_entry(0, ballot.header, ballot.body, ballot::Disposition::checked);
    CHECK(open(other).refusal().code == Code::body_mismatch);
    auto header = ballot.header;
    header.box = {1};
    CHECK(open(asking.room.sign_entry(0, header, ballot.body)).refusal().code == Code::body_mismatch);
    header = ballot.header;
    header.contest.bytes[0] ^= 1U;
    CHECK(open(asking.room.sign_entry(0, header, ballot.body)).refusal().code == Code::body_mismatch);
    const auto stranger = asking.room.make_ballot(1, "ooox");
    CHECK(open(stranger.entry).refusal().code == Code::body_mismatch);
}
