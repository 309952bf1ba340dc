// Check 3: order of records. Check 4: slips. Check 7: figures.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/tamper/tamper.hpp"

using namespace gongdao;
using namespace gongdao::tamper;
using session::Attendance;
using session::Closed;
using session::Opened;
using session::SlipsCancelled;

namespace {

/// Changes the bytes of the first leaf of a type.
auto change_leaf(session::RecordType type, const std::function<void(base::Bytes&)>& what) {
    return [type, what, done = false](SessionBuilder&, base::Bytes& leaf) mutable {
        if (session::peek_type(leaf).value() == type && !std::exchange(done, true)) what(leaf);
    };
}

Ids failing_after_closing(const std::function<void(SessionBuilder&)>& more) {
    return ids_failing({.forger = {.after = after<Closed>(
                                       [more](SessionBuilder& session, const Closed&) { more(session); })}});
}

}  // namespace

// A5: one record, two encodings.
TEST_CASE("a record with a byte after its end", "[record_form]") {
    const auto longer =
        change_leaf(session::RecordType::opened, [](base::Bytes& leaf) { leaf.push_back(0); });
    CHECK(ids_failing({.forger = {.leaf = longer}}) == Ids{"record_form"});
}

TEST_CASE("a record of another version", "[record_form]") {
    const auto newer = change_leaf(session::RecordType::attendance, [](base::Bytes& leaf) { leaf[3] = 2; });
    CHECK(ids_failing({.forger = {.leaf = newer}}) == Ids{"record_form"});
}

TEST_CASE("a record of a reserved type", "[record_form]") {
    const auto reserved = change_leaf(session::RecordType::closed, [](base::Bytes& leaf) { leaf[1] = 12; });
    CHECK(ids_failing({.forger = {.leaf = reserved}}) == Ids{"record_form"});
}

TEST_CASE("a record whose signers stand in another order", "[record_form]") {
    const auto swap = [](SessionBuilder&, session::Record& record) {
        if (std::holds_alternative<Opened>(record.fields))
            std::swap(record.signatures[0], record.signatures[1]);
    };
    CHECK(ids_failing({.forger = {.record = swap}}) == Ids{"record_form"});
}

// A4, A12: the pair of type and disposition.
TEST_CASE("an entry that is cast by its type and checked by its content", "[record_form]") {
    const auto both = change_leaf(session::RecordType::challenged, [](base::Bytes& leaf) { leaf[1] = 7; });
    CHECK(ids_failing({.forger = {.leaf = both}}) == Ids{"record_form"});
}

// B6: who may vote changes while a contest is open.
TEST_CASE("attendance that is counted again while a contest is open", "[record_order]") {
    const auto again = after<Opened>([](SessionBuilder& session, const Opened&) {
        session.log(Attendance{.due = 20, .present = 20, .time = session.now()}, session.two());
    });
    CHECK(ids_failing({.forger = {.after = again}}) == Ids{"record_order"});
}

// B7: late ballots.
TEST_CASE("a ballot that is logged after closing", "[record_order]") {
    CHECK(failing_after_closing([](SessionBuilder& session) {
              session.vote({.slip = 4, .marks = {1, 0, 0, 0, 0, 0, 0, 0}});
          }) == Ids{"record_order"});
}

TEST_CASE("a ballot that is logged before opening", "[record_order]") {
    const auto early = after<Attendance>([](SessionBuilder& session, const Attendance&) {
        session.vote({.slip = 4, .marks = {1, 0, 0, 0, 0, 0, 0, 0}});
    });
    CHECK(ids_failing({.forger = {.after = early}}) == Ids{"record_order"});
}

// B7: a contest is closed once.
TEST_CASE("a contest that is closed twice", "[record_order]") {
    CHECK(failing_after_closing([](SessionBuilder& session) { session.close(0); }) == Ids{"record_order"});
}

TEST_CASE("a contest that is opened again after closing", "[record_order]") {
    CHECK(failing_after_closing([](SessionBuilder& session) { session.open(0); }) == Ids{"record_order"});
}

// Before the pause is over nothing may be opened.
TEST_CASE("a tally before the objections are settled", "[record_order]") {
    CHECK(failing_after_closing([](SessionBuilder& session) { session.tally(0); }) == Ids{"record_order"});
}

TEST_CASE("a second setup", "[record_order]") {
    CHECK(failing_after_closing([](SessionBuilder& session) { session.log(session.setup(), {0}); }) ==
          Ids{"record_order"});
}

TEST_CASE("an outcome that is decided twice", "[record_order]") {
    const auto again = after<session::OutcomeRecord>(
        [](SessionBuilder& session, const session::OutcomeRecord& outcome) { session.log(outcome, {0}); });
    CHECK(ids_failing({.forger = {.after = again}}) == Ids{"record_order"});
}

TEST_CASE("a contest that was closed before it was opened, by its times", "[record_order]") {
    const auto earlier = [](SessionBuilder&, Closed& closed) { closed.time = 1; };
    CHECK(ids_failing({.forger = {.fields = change<Closed>(earlier)}}) == Ids{"record_order"});
}

TEST_CASE("objections that are settled before the pause is over", "[pause]") {
    const auto early = [](SessionBuilder& session, session::Settled& settled) {
        settled.time = session.contests()[0].closed.time + session.manifest().pause - 1;
    };
    CHECK(ids_failing({.forger = {.fields = change<session::Settled>(early)}}) == Ids{"pause"});
}

// The sum of the two times does not fit into 64 bits.
TEST_CASE("a pause that passes beyond the end of time", "[pause]") {
    const auto at_the_end = [](SessionBuilder&, Fields& fields, Signers&) {
        if (auto* closed = std::get_if<Closed>(&fields)) closed->time = ~std::uint64_t{0};
        if (auto* settled = std::get_if<session::Settled>(&fields)) settled->time = 200;
    };
    CHECK(ids_failing({.forger = {.fields = at_the_end}}) == Ids{"pause"});
}

TEST_CASE("a large record whose bytes are missing", "[large]") {
    const auto remove = [](SessionBuilder& session, Files& files) {
        files.erase(session.large().begin()->first);
    };
    CHECK(ids_failing({.plan = {.objections = 70}, .forger = {.folder = remove}}) == Ids{"large"});
}

TEST_CASE("a large record whose bytes are others", "[large]") {
    const auto alter = [](SessionBuilder& session, Files& files) {
        files.at(session.large().begin()->first).back() ^= 1U;
    };
    CHECK(ids_failing({.plan = {.objections = 70}, .forger = {.folder = alter}}) == Ids{"large"});
}

TEST_CASE("a large record that stands for one of another type", "[large]") {
    const auto type = [](SessionBuilder& session, base::Bytes& leaf) {
        auto record = session::decode_record(leaf);
        if (!record || !std::holds_alternative<session::Large>(record->fields)) return;
        auto large = std::get<session::Large>(record->fields);
        large.type = session::RecordType::tally;
        leaf = session::encode(session.sign(large, {0}));
    };
    CHECK(ids_failing({.plan = {.objections = 70}, .forger = {.leaf = type}}) == Ids{"large"});
}

// B5: the published list is longer than the manifest says.
TEST_CASE("a slip that is added to the list after the manifest", "[slip_lists]") {
    const auto add = [](SessionBuilder& session, Files& files) {
        auto list = ballot::decode_slip_list(files.at("slips/0")).value();
        ++list.slips;
        for (auto& run : list.runs) {
            run.push_back(elgamal::public_key_of(group::SecretScalar::draw(session.rng())));
            std::ranges::sort(run, std::ranges::lexicographical_compare, &elgamal::PublicKey::encoded);
        }
        files["slips/0"] = ballot::encode_slip_list(list);
    };
    CHECK(ids_failing({.forger = {.folder = add}}) == Ids{"slip_lists"});
}

// B5: one slip in place of another.
TEST_CASE("a slip that is exchanged after the manifest", "[slip_lists]") {
    const auto exchange = [](SessionBuilder& session, Files& files) {
        auto list = ballot::decode_slip_list(files.at("slips/0")).value();
        for (auto& run : list.runs) {
            run[0] = elgamal::public_key_of(group::SecretScalar::draw(session.rng()));
            std::ranges::sort(run, std::ranges::lexicographical_compare, &elgamal::PublicKey::encoded);
        }
        files["slips/0"] = ballot::encode_slip_list(list);
    };
    CHECK(ids_failing({.forger = {.folder = exchange}}) == Ids{"slip_lists"});
}

// B5: a key that would vote in two contests, or twice.
TEST_CASE("a key that stands in two lists", "[slip_lists]") {
    const auto twice = [](ballot::SlipList& list) {
        list.runs[3][0] = list.runs[2][0];
        std::ranges::sort(list.runs[3], std::ranges::lexicographical_compare, &elgamal::PublicKey::encoded);
    };
    CHECK(ids_failing({.forger = {.slips = twice}}) == Ids{"slip_lists"});
}

TEST_CASE("a class without its list", "[slip_lists]") {
    const auto remove = [](SessionBuilder&, Files& files) { files.erase("slips/0"); };
    CHECK(ids_failing({.forger = {.folder = remove}}) == Ids{"slip_lists"});
}

TEST_CASE("a cancelled slip that was never made", "[slips_cancelled]") {
    const auto unknown = [](SessionBuilder& session, SlipsCancelled& cancelled) {
        cancelled.slips[0][4] = elgamal::public_key_of(group::SecretScalar::draw(session.rng()));
    };
    CHECK(ids_failing({.forger = {.fields = change<SlipsCancelled>(unknown)}}) == Ids{"slips_cancelled"});
}

TEST_CASE("a slip that is cancelled twice", "[slips_cancelled]") {
    const auto twice = [](SessionBuilder&, SlipsCancelled& cancelled) {
        cancelled.slips.push_back(cancelled.slips[0]);
    };
    CHECK(ids_failing({.forger = {.fields = change<SlipsCancelled>(twice)}}) == Ids{"slips_cancelled"});
}

// B6: a voter is struck off after voting.
TEST_CASE("a slip that is cancelled although a ballot stands under it", "[slips_cancelled]") {
    const auto strike =
        after<session::OutcomeRecord>([](SessionBuilder& session, const session::OutcomeRecord&) {
            SlipsCancelled cancelled{.of_class = {0}, .slot = {}, .slips = {{}}, .reason = "作废"};
            for (std::uint32_t slot = 0; slot < session.setup().slots; ++slot) {
                cancelled.slips[0].push_back(session.slip_key(0, slot, 0));
            }
            session.log(cancelled, session.two());
        });
    CHECK(ids_failing({.forger = {.after = strike}}) == Ids{"slips_cancelled"});
}

// B3: the server stuffs the box.
TEST_CASE("a ballot under a key that is on no list", "[entry_slip]") {
    const auto stuff = after<Opened>([](SessionBuilder& session, const Opened& opened) {
        const auto x = group::SecretScalar::draw(session.rng());
        const ballot::EntryFields fields{
            .contest = opened.contest, .box = {}, .X = elgamal::public_key_of(x), .tracker = {}};
        session.log_entry(ballot::sign_entry(fields, x, elgamal::Nonce::draw(session.rng())));
    });
    CHECK(ids_failing({.forger = {.after = stuff}}) == Ids{"entry_slip"});
}

// B3: for someone who did not come.
TEST_CASE("a ballot of a slip that was cancelled", "[entry_slip]") {
    const auto stuff = after<Opened>([](SessionBuilder& session, const Opened&) {
        session.vote({.slip = 5, .marks = {1, 0, 0, 0, 0, 0, 0, 0}});
    });
    CHECK(ids_failing({.forger = {.after = stuff}}) == Ids{"entry_slip"});
}

// The key of slot 1 in the contest of slot 0.
TEST_CASE("a ballot under the same slip's key of another slot", "[entry_slip]") {
    const auto stuff = after<Opened>([](SessionBuilder& session, const Opened& opened) {
        const auto x = session.slip_secret(0, 1, 2);
        const ballot::EntryFields fields{
            .contest = opened.contest, .box = {}, .X = elgamal::public_key_of(x), .tracker = {}};
        session.log_entry(ballot::sign_entry(fields, x, elgamal::Nonce::draw(session.rng())));
    });
    CHECK(ids_failing({.forger = {.after = stuff}}) == Ids{"entry_slip"});
}

// B3: a ballot without the slip.
TEST_CASE("a ballot that its slip did not sign", "[entry_signature]") {
    const auto unsigned_entry =
        once([](ballot::Entry& entry) { entry.signature.z = entry.signature.z + group::Scalar(1); });
    CHECK(ids_failing({.forger = {.signed_entry = unsigned_entry}}) == Ids{"entry_signature"});
}

// A12: what a voter had opened is counted.
TEST_CASE("a checked ballot that is logged as cast", "[entry_signature]") {
    std::vector<support::Vote> votes;
    for (std::uint32_t slip = 0; slip < 5; ++slip) {
        votes.push_back({.slip = slip, .marks = {1, 0, 1, 0, 0, 1, 0, 0}, .checked = slip == 0});
    }
    const auto flip =
        once([](ballot::Entry& entry) { entry.fields.disposition = ballot::Disposition::cast; });
    CHECK(ids_failing({.plan = {.votes = votes}, .forger = {.signed_entry = flip}}) ==
          Ids{"entry_signature"});
}

// A12: a cast ballot is taken out of the count.
TEST_CASE("a cast ballot that is logged as checked", "[entry_signature]") {
    std::vector<support::Vote> votes;
    for (std::uint32_t slip = 0; slip < 5; ++slip)
        votes.push_back({.slip = slip, .marks = {1, 0, 1, 0, 0, 1, 0, 0}});
    const auto flip =
        once([](ballot::Entry& entry) { entry.fields.disposition = ballot::Disposition::checked; });
    CHECK(ids_failing({.plan = {.votes = votes}, .forger = {.signed_entry = flip}}) ==
          Ids{"entry_signature"});
}

TEST_CASE("more people present than due", "[attendance]") {
    const auto more = [](SessionBuilder&, Attendance& attendance) {
        attendance.present = attendance.due + 1;
    };
    CHECK(ids_failing({.forger = {.fields = change<Attendance>(more)}}) == Ids{"attendance"});
}

TEST_CASE("fewer slips made than the lists hold", "[opened_figures]") {
    const auto fewer = [](SessionBuilder&, Opened& opened) { --opened.boxes[0].made; };
    CHECK(ids_failing({.forger = {.fields = change<Opened>(fewer)}}) == Ids{"opened_figures"});
}

TEST_CASE("a cancelled slip that is said to be issued", "[opened_figures]") {
    const auto issued = [](SessionBuilder&, Opened& opened) {
        --opened.boxes[0].cancelled;
        ++opened.boxes[0].issued;
    };
    CHECK(ids_failing({.forger = {.fields = change<Opened>(issued)}}) == Ids{"opened_figures"});
}

// B3: more slips than people.
TEST_CASE("more slips issued than people present", "[opened_figures]") {
    const auto fewer = [](SessionBuilder&, Attendance& attendance) { --attendance.present; };
    CHECK(ids_failing({.forger = {.fields = change<Attendance>(fewer)}}) == Ids{"opened_figures"});
}

TEST_CASE("fewer slips issued than people present, and no reason", "[opened_figures]") {
    const auto more = [](SessionBuilder&, Attendance& attendance) { ++attendance.present; };
    CHECK(ids_failing({.forger = {.fields = change<Attendance>(more)}}) == Ids{"opened_figures"});
}

// B3: received ≠ in the log.
TEST_CASE("more ballots counted than logged", "[closed_figures]") {
    const auto more = [](SessionBuilder&, Closed& closed) { ++closed.boxes[0].counted; };
    CHECK(ids_failing({.forger = {.fields = change<Closed>(more)}}) == Ids{"closed_figures"});
}

// B4: a ballot is dropped before closing.
TEST_CASE("fewer ballots counted than logged", "[closed_figures]") {
    const auto fewer = [](SessionBuilder&, Closed& closed) { --closed.boxes[0].counted; };
    CHECK(ids_failing({.forger = {.fields = change<Closed>(fewer)}}) == Ids{"closed_figures"});
}

TEST_CASE("fewer checks told than were made", "[closed_figures]") {
    const auto fewer = [](SessionBuilder&, Closed& closed) { --closed.boxes[0].challenged; };
    CHECK(ids_failing({.forger = {.fields = change<Closed>(fewer)}}) == Ids{"closed_figures"});
}
