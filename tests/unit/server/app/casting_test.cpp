// What a box takes and what it refuses (SPEC §6.6; threats A1, A5, A8, A11, A12, B3, W12, W13).
#include <catch2/catch.hpp>
#include <thread>

#include "crypto/ballot/slip_state.hpp"
#include "tests/support/forge_ballot.hpp"
#include "tests/support/meeting_room.hpp"

using namespace gongdao;
using base::Code;
using support::MeetingRoom;

namespace {

/// Whether the answer is a refusal with this code; signed if the entry was well signed.
void check_refused(MeetingRoom& room, const app::VoterAnswer& answer, Code code, bool is_signed = true) {
    REQUIRE(answer.refused.has_value());
    CHECK(base::name_of(*answer.refused) == base::name_of(code));
    REQUIRE(answer.bytes.size() == note::answer_bytes);
    const auto opened = note::open_answer(answer.bytes, room.room().log.keys().public_keys().server);
    REQUIRE(opened.has_value());
    if (is_signed) {
        REQUIRE(std::holds_alternative<note::SignedRejection>(*opened));
        CHECK(std::get<note::SignedRejection>(*opened).rejection.code == code);
    } else {
        CHECK(std::holds_alternative<note::UnsignedRejection>(*opened));
    }
}

struct OpenRoom : MeetingRoom {
    OpenRoom() { open_for_voters(); }
    std::uint32_t received() { return room().log.taken(contest().id).front().counted; }
};

}  // namespace

TEST_CASE("a ballot is promised, and the same bytes again get the same promise") {
    OpenRoom room;
    const auto request = room.make_ballot(0, "ooox");
    const auto first = room.cast(request);
    CHECK(room.is_promise(first, request));
    CHECK(room.cast(request).bytes == first.bytes);
    CHECK(room.received() == 1);
    room.restart();
    CHECK(room.cast(request).bytes == first.bytes);
    CHECK(room.received() == 1);
}

TEST_CASE("whatever stands behind a taken entry, it has its promise and no refusal") {
    OpenRoom room;
    for (const auto disposition : {ballot::Disposition::checked, ballot::Disposition::cast}) {
        auto request = room.make_ballot(0, "ooox");
        request.entry = room.sign_entry(0, request.header, request.body, disposition);
        const auto first = room.cast(request);
        REQUIRE(room.is_promise(first, request));
        const base::Bytes body = request.body;
        request.body.back() ^= 1U;
        CHECK(room.cast(request).bytes == first.bytes);
        request.body = base::Bytes(body.size());
        CHECK(room.cast(request).bytes == first.bytes);
        request.body.clear();
        CHECK(room.cast(request).bytes == first.bytes);
        // the same fields signed again, with another nonce
        const auto again = room.sign_entry(0, request.header, body, disposition);
        REQUIRE_FALSE(again == request.entry);
        request.entry = again;
        CHECK(room.cast(request).bytes == first.bytes);
    }
}

TEST_CASE("nobody gets a signed refusal by putting another body behind a voter's entry") {
    OpenRoom room;
    auto request = room.make_ballot(0, "ooox");
    auto other = request;
    other.body = room.make_ballot(0, "xxxx").body;
    check_refused(room, room.cast(other), Code::body_mismatch, false);
    other.body.pop_back();
    check_refused(room, room.cast(other), Code::wrong_length, false);
    CHECK(room.is_promise(room.cast(request), request));
}

TEST_CASE("nobody gets a signed refusal of another's ballot by signing an entry for its body") {
    OpenRoom room;
    const auto taken = room.make_ballot(0, "ooox");
    REQUIRE_FALSE(room.cast(taken).refused);
    room.slips[3] = ballot::draw_slip(room.rng);  // in no list
    auto forged = taken;
    forged.header.X = ballot::slip_key(room.place(), room.slips[3]);
    forged.entry = room.sign_entry(3, forged.header, taken.body);
    check_refused(room, room.cast(forged), Code::unknown_slip, false);
    room.close();
    check_refused(room, room.cast(forged), Code::closed, false);
    // with a body of its own it is told in writing
    check_refused(room, room.cast(room.make_ballot(3, "ooox")), Code::closed);
}

TEST_CASE("a slip votes once, whatever the second ballot says") {
    OpenRoom room;
    REQUIRE_FALSE(room.cast(room.make_ballot(0, "ooox")).refused);
    check_refused(room, room.cast(room.make_ballot(0, "xxxx")), Code::already_cast);
    CHECK(room.received() == 1);
}

TEST_CASE("requests and answers have one length, whatever was chosen and whatever is said") {
    OpenRoom room;
    std::size_t slip = 0;
    std::size_t length = 0;
    for (const char* marks : {"ooo-", "----", "xxxx", "ooox"}) {
        const auto request = room.make_ballot(slip++, marks);
        if (length == 0) length = request.bytes().size();
        CHECK(request.bytes().size() == length);
        CHECK(room.cast(request).bytes.size() == note::answer_bytes);
    }
    CHECK(length == 170 + 2505);
    CHECK(app::cast_ballot(room.context, room.room(), base::Bytes(3)).bytes.size() == note::answer_bytes);
}

TEST_CASE("malformed requests get an unsigned refusal by name") {
    OpenRoom room;
    const base::Bytes good = room.make_ballot(0, "ooox").bytes();
    const auto send = [&](base::Bytes bytes) { return app::cast_ballot(room.context, room.room(), bytes); };
    check_refused(room, send({}), Code::wrong_length, false);
    check_refused(room, send(base::Bytes(good.begin(), good.begin() + 169)), Code::wrong_length, false);
    base::Bytes other_type = good;
    other_type[1] = 9;
    check_refused(room, send(other_type), Code::bad_type, false);
    base::Bytes not_an_element = good;
    not_an_element[2 + 32 + 2 + 1 + 31] |= 0x80U;  // bit 255 of X
    check_refused(room, send(not_an_element), Code::not_in_group, false);
    base::Bytes longer = good;
    longer.push_back(0);
    check_refused(room, send(longer), Code::wrong_length, false);
    CHECK(room.received() == 0);
}

TEST_CASE("every byte of a valid request is bound: change one and nothing is promised") {
    OpenRoom room;
    const base::Bytes good = room.make_ballot(0, "ooox").bytes();
    for (std::size_t at = 0; at < good.size(); at += at < 300 ? 1 : 37) {
        base::Bytes changed = good;
        changed[at] ^= 1U;
        INFO("byte " << at);
        CHECK(app::cast_ballot(room.context, room.room(), changed).refused.has_value());
    }
    CHECK(room.received() == 0);
}

TEST_CASE("a body that was changed and signed again is refused for its proof") {
    OpenRoom room;
    auto request = room.make_ballot(0, "ooox");
    const auto other = room.make_ballot(0, "xxxx");
    // the last response of the sum proof, exchanged for another ballot's
    std::copy(other.body.end() - 32, other.body.end(), request.body.end() - 32);
    request.entry = room.sign_entry(0, request.header, request.body);
    check_refused(room, room.cast(request), Code::bad_proof);
}

TEST_CASE("another voter's ballot cannot be copied or handed in under another slip") {
    OpenRoom room;
    const auto first = room.make_ballot(0, "ooox");
    REQUIRE_FALSE(room.cast(first).refused);
    // the same body under another slip's entry
    auto copied = first;
    copied.header.X = ballot::slip_key(room.place(), room.slips[1]);
    copied.entry = room.sign_entry(1, copied.header, copied.body);
    check_refused(room, room.cast(copied), Code::duplicate, false);
    // the header rewritten too: no proof holds, for every proof binds the slip
    const base::ByteArray<ballot::header_bytes> header = ballot::encode_header(copied.header);
    std::ranges::copy(header, copied.body.begin());
    copied.entry = room.sign_entry(1, copied.header, copied.body);
    check_refused(room, room.cast(copied), Code::bad_proof);
    CHECK(room.received() == 1);
}

TEST_CASE(
    "more approvals than seats, both marks for one, and a re-randomised copy are refused for their proofs") {
    OpenRoom room;
    const auto first = room.make_ballot(0, "ooox");
    REQUIRE_FALSE(room.cast(first).refused);
    const ballot::Contest contest = room.state().ballot_contest(room.contest());
    const auto other = ballot::decode_body(ballot::layout_of(contest.definition), first.body).value();
    const auto forged = [&](std::size_t slip, auto&& forge) {
        auto request = room.make_ballot(slip, "ooox");
        const auto seed = base::draw_secret<ballot::seed_bytes>(room.rng);
        ballot::SeededNonces nonces(seed, request.header);
        request.body =
            forge(support::Workshop{.contest = contest, .header = request.header, .nonces = nonces});
        request.entry = room.sign_entry(slip, request.header, request.body);
        return room.cast(request);
    };
    check_refused(room, forged(1, [](const auto& at) { return support::forge_too_many(at); }),
                  Code::bad_proof);
    check_refused(room, forged(1, [](const auto& at) { return support::forge_both_marks(at, 2); }),
                  Code::bad_proof);
    check_refused(room, forged(1, [&](const auto& at) { return support::forge_copy(at, other); }),
                  Code::bad_proof);
    check_refused(room, forged(1, [&](const auto& at) { return support::forge_replay(at, other); }),
                  Code::bad_proof);
    CHECK(room.received() == 1);
}

TEST_CASE("a slip of the heap that was cancelled, and one that nobody made, are told apart from good ones") {
    OpenRoom room;
    check_refused(room, room.cast(room.make_ballot(5, "ooox")), Code::cancelled_slip);
    room.slips[5] = ballot::draw_slip(room.rng);
    check_refused(room, room.cast(room.make_ballot(5, "ooox")), Code::unknown_slip);
}

TEST_CASE("an entry for another contest or box, or with a counter ahead, is refused") {
    OpenRoom room;
    auto elsewhere = room.make_ballot(0, "ooox");
    elsewhere.header.contest.bytes[0] ^= 1U;
    std::ranges::copy(ballot::encode_header(elsewhere.header), elsewhere.body.begin());
    elsewhere.entry = room.sign_entry(0, elsewhere.header, elsewhere.body);
    check_refused(room, room.cast(elsewhere), Code::unknown_contest);
    auto other_box = room.make_ballot(0, "ooox");
    other_box.header.box = {1};
    std::ranges::copy(ballot::encode_header(other_box.header), other_box.body.begin());
    other_box.entry = room.sign_entry(0, other_box.header, other_box.body);
    check_refused(room, room.cast(other_box), Code::unknown_box);
    auto ahead = room.make_ballot(0, "ooox");
    ahead.header.counter = 1;
    ahead.entry = room.sign_entry(0, ahead.header, ahead.body);
    CHECK(room.cast(ahead).refused.has_value());
    CHECK(room.received() == 0);
}

TEST_CASE("a checked ballot is never cast, and a cast one never checked") {
    OpenRoom room;
    auto request = room.make_ballot(0, "ooox");
    const auto cast_entry = request.entry;
    request.entry = room.sign_entry(0, request.header, request.body, ballot::Disposition::checked);
    REQUIRE_FALSE(room.cast(request).refused);
    request.entry = cast_entry;
    check_refused(room, room.cast(request), Code::duplicate);
    const auto fresh = room.make_ballot(0, "ooox");
    CHECK(room.is_promise(room.cast(fresh), fresh));
    CHECK(room.received() == 1);
    CHECK(room.room().log.taken(room.contest().id).front().challenged == 1);
}

TEST_CASE("before opening and after closing nothing is taken, and who was in time gets the promise again") {
    MeetingRoom room;
    room.join_trustees();
    room.hold_ceremony();
    room.upload_slips();
    room.freeze();
    const auto request = room.make_ballot(0, "ooox");
    check_refused(room, room.cast(request), Code::not_open);
    room.lock_attendance();
    room.cancel_leftovers();
    room.open();
    REQUIRE_FALSE(room.cast(request).refused);
    const auto late = room.make_ballot(1, "ooox");
    room.close();
    check_refused(room, room.cast(late), Code::closed);
    CHECK(room.is_promise(room.cast(request), request));
}

TEST_CASE(
    "from the moment that closing is confirmed nothing is taken, before 监票人 have signed, over a restart "
    "too") {
    OpenRoom room;
    const auto proposed =
        app::propose(room.context, room.room(), room.commissioner, app::CloseContest{room.contest().id});
    REQUIRE(app::confirm(room.context, room.room(), room.chair, *proposed).has_value());
    check_refused(room, room.cast(room.make_ballot(1, "ooox")), Code::closed);
    room.restart();
    check_refused(room, room.cast(room.make_ballot(1, "ooox")), Code::closed);
}

TEST_CASE("many devices with one slip: one ballot, one promise, the rest refused") {
    OpenRoom room;
    std::vector<MeetingRoom::CastRequest> requests;
    for (int i = 0; i < 8; ++i) requests.push_back(room.make_ballot(0, i % 2 == 0 ? "ooox" : "xxxx"));
    std::atomic<int> promised = 0;
    {
        std::vector<std::jthread> devices;
        for (const auto& request : requests) {
            devices.emplace_back(
                [&room, &request, &promised] { promised += room.cast(request).refused ? 0 : 1; });
        }
    }
    CHECK(promised == 1);
    CHECK(room.received() == 1);
}

TEST_CASE("a full store takes no ballot, promises nothing, loses nothing") {
    OpenRoom room;
    const auto before = room.make_ballot(0, "ooox");
    REQUIRE_FALSE(room.cast(before).refused);
    room.store.limit_pages(room.store.pages());
    std::optional<MeetingRoom::CastRequest> refused;
    for (std::size_t slip = 1; slip < 5 && !refused; ++slip) {
        const auto request = room.make_ballot(slip, "ooox");
        if (room.cast(request).refused) refused = request;
    }
    REQUIRE(refused);
    check_refused(room, room.cast(*refused), Code::storage, false);
    CHECK(room.is_promise(room.cast(before), before));
    room.store.limit_pages(room.store.pages() + 1000);
    CHECK(room.is_promise(room.cast(*refused), *refused));
}

TEST_CASE(
    "who scans a used slip again gets the entry and its promise, an unused one says so, strangers learn "
    "nothing") {
    OpenRoom room;
    const auto ask = [&](std::size_t slip, std::uint16_t box = 0, bool known = true) {
        const ballot::SlipStateFields fields{.contest = known ? room.contest().id : session::ContestId{},
                                             .box = {box}};
        return ballot::ask_slip_state(fields, ballot::slip_secret_key(room.place(), room.slips[slip]),
                                      elgamal::Nonce::draw(room.rng));
    };
    const auto answer = [&](const ballot::SlipStateRequest& request) {
        return app::tell_slip_state(room.context, room.room(), ballot::encode_slip_state(request));
    };
    CHECK(note::unpad_answer(answer(ask(0)).bytes).value() == base::Bytes{0});
    const auto request = room.make_ballot(0, "ooox");
    const auto promise = room.cast(request);
    base::Bytes expected = {1};
    base::append(expected, ballot::encode_entry(request.entry));
    base::append(expected, note::unpad_answer(promise.bytes).value());
    CHECK(note::unpad_answer(answer(ask(0)).bytes).value() == expected);
    auto stranger = ask(0);
    stranger.proof.z = stranger.proof.z + group::Scalar(1);
    CHECK(answer(stranger).refused == Code::bad_signature);
    CHECK(answer(ask(5)).refused == Code::cancelled_slip);
    CHECK(answer(ask(0, 1)).refused == Code::unknown_box);
    CHECK(answer(ask(0, 0, false)).refused == Code::unknown_contest);
    CHECK(answer(stranger).bytes.size() == note::answer_bytes);
    room.slips[5] = ballot::draw_slip(room.rng);
    CHECK(answer(ask(5)).refused == Code::unknown_slip);
}
