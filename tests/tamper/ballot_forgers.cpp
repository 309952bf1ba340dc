// Check 5: proofs. Check 6: doubles.
#include <catch2/catch.hpp>

#include "crypto/ballot/make_body.hpp"
#include "tests/support/forge_ballot.hpp"
#include "tests/tamper/tamper.hpp"

using namespace gongdao;
using namespace gongdao::tamper;
using support::Workshop;

namespace {

using Bytes = base::Bytes;
constexpr std::size_t first_alpha = ballot::header_bytes;

/// One cast body is changed, its entry signed over what came of it.
Ids failing_with_body(const std::function<void(Bytes&)>& what) {
    return ids_failing({.forger = {.body = [what, done = false](SessionBuilder&, BallotDraft& draft) mutable {
                            const bool cast = draft.disposition == ballot::Disposition::cast;
                            if (cast && !std::exchange(done, true)) what(draft.body);
                        }}});
}

/// Slip 0 casts first; two others mark × everywhere and two nothing, so that no total shows what slip 0 did.
SessionPlan quiet(std::uint32_t candidates = 4, std::uint32_t seats = 3) {
    SessionPlan plan{.candidates = candidates, .seats = seats};
    plan.votes.emplace();
    for (std::uint32_t slip = 0; slip < 5; ++slip) {
        support::Vote vote{.slip = slip};
        for (std::uint32_t cell = 0; cell < 2 * candidates; ++cell)
            vote.marks.push_back(slip < 3 ? cell % 2 : 0);
        plan.votes->push_back(vote);
    }
    return plan;
}

/// Slip 0 has a dishonest device.
Ids failing_with(const std::function<Bytes(const Workshop&)>& forge, const SessionPlan& plan = quiet()) {
    const auto device = [forge, done = false](SessionBuilder& session, BallotDraft& draft) mutable {
        const bool cast = draft.disposition == ballot::Disposition::cast;
        if (!cast || std::exchange(done, true)) return;
        elgamal::DrawnNonces nonces(session.rng());
        draft.body = forge({.contest = draft.contest, .header = draft.header, .nonces = nonces});
    };
    return ids_failing({.plan = plan, .forger = {.draft = device}});
}

/// One that encrypts these numbers, and claims what is nearest.
Ids failing_with_cells(const std::vector<int>& cells) {
    return failing_with([&](const Workshop& at) {
        support::Forgery forgery{.cells = {}, .digits = {}, .lies = {}};
        for (const int m : cells) {
            forgery.cells.push_back(m < 0 ? -group::Scalar(1) : group::Scalar(static_cast<std::uint64_t>(m)));
        }
        return support::forge_body(at, forgery);
    });
}

/// One cast body is made for another header than its entry has.
Ids failing_with_header(const std::function<void(ballot::Header&)>& what) {
    const auto other = [what, done = false](SessionBuilder& session, BallotDraft& draft) mutable {
        const bool cast = draft.disposition == ballot::Disposition::cast;
        if (!cast || std::exchange(done, true)) return;
        ballot::Header header = draft.header;
        what(header);
        draft.body = ballot::make_body(draft.contest, header, ballot::Marks(draft.marks),
                                       base::draw_secret<ballot::seed_bytes>(session.rng()))
                         .value();
    };
    return ids_failing({.forger = {.draft = other}});
}

/// One cast body bears one proof that was made in another ballot of the same slip.
Ids failing_with_proof_of_another(std::size_t first, std::size_t size) {
    const auto graft = [=, done = false](SessionBuilder& session, BallotDraft& draft) mutable {
        const bool cast = draft.disposition == ballot::Disposition::cast;
        if (!cast || std::exchange(done, true)) return;
        const auto other = ballot::make_body(draft.contest, draft.header, ballot::Marks(draft.marks),
                                             base::draw_secret<ballot::seed_bytes>(session.rng()))
                               .value();
        std::copy_n(other.begin() + static_cast<long>(first), size,
                    draft.body.begin() + static_cast<long>(first));
    };
    return ids_failing({.forger = {.body = graft}});
}

/// How long the first body is in a file of bodies, its length included.
std::size_t first_in(const Bytes& file) {
    return 4U + file.at(2) * 256U + file.at(3);
}

// Of four candidates: where the proofs begin, and how long one of a row is.
constexpr std::size_t first_proof = first_alpha + 8 * elgamal::ciphertext_bytes;
constexpr std::size_t row_proof = proof::one_of_many_bytes(3);

}  // namespace

TEST_CASE("a device that forges nothing passes") {
    CHECK(failing_with_cells({1, 0, 1, 0, 0, 1, 0, 0}).empty());
}

// A5: a second encoding of the same ballot.
TEST_CASE("a body with a byte after its end", "[body_form]") {
    CHECK(failing_with_body([](Bytes& body) { body.push_back(0); }) == Ids{"body_form"});
    CHECK(failing_with_body([](Bytes& body) { body.pop_back(); }) == Ids{"body_form"});
}

// A4: the identity, elements that are none, scalars that are not reduced.
TEST_CASE("a body whose elements or scalars are none", "[body_form]") {
    const auto overwrite = [](std::size_t at, std::uint8_t byte) {
        return failing_with_body(
            [=](Bytes& body) { std::fill_n(body.begin() + static_cast<long>(at), 32, byte); });
    };
    CHECK(overwrite(first_alpha, 0) == Ids{"body_form"});
    CHECK(overwrite(first_alpha + 32, 0xff) == Ids{"body_form"});
    CHECK(failing_with_body([](Bytes& body) { body[first_alpha + 31] |= 0x80U; }) == Ids{"body_form"});
    CHECK(failing_with_body([](Bytes& body) { body[first_alpha] ^= 1U; }) == Ids{"body_form"});
    CHECK(failing_with_body([](Bytes& body) { body.back() |= 0xf0U; }) == Ids{"body_form"});
}

TEST_CASE("a body of another version, or of two makers", "[body_form]") {
    CHECK(failing_with_body([](Bytes& body) { body[1] = 2; }) == Ids{"body_form"});
    CHECK(failing_with_body([](Bytes& body) { body[36] = 2; }) == Ids{"body_form"});
}

// A1, A11: another's ballot, or one for another place.
TEST_CASE("a body that was made for another contest, box, slip or number", "[body_entry]") {
    CHECK(failing_with_header([](ballot::Header& header) { header.contest.bytes[0] ^= 1U; }) ==
          Ids{"body_entry"});
    CHECK(failing_with_header([](ballot::Header& header) { ++header.box.value; }) == Ids{"body_entry"});
    CHECK(failing_with_header([](ballot::Header& header) { header.X = {}; }) == Ids{"body_entry"});
    CHECK(failing_with_header([](ballot::Header& header) { ++header.counter; }) == Ids{"body_entry"});
}

// A8: two voters are shown one ballot.
TEST_CASE("two published bodies that were exchanged", "[body_entry]") {
    const auto exchange = change_file("ballots/0", [](Bytes& file) {
        const auto second = file.begin() + static_cast<long>(first_in(file));
        std::swap_ranges(file.begin(), second, second);
    });
    CHECK(ids_failing({.forger = {.folder = exchange}}) == Ids{"body_entry"});
}

TEST_CASE("a body that is missing, and one that belongs to no entry", "[body_entry]") {
    const auto remove =
        change_file("ballots/0", [](Bytes& file) { file.resize(file.size() - first_in(file)); });
    const auto add = change_file("ballots/0", [](Bytes& file) {
        const Bytes first(file.begin(), file.begin() + static_cast<long>(first_in(file)));
        base::append(file, first);
    });
    const auto remove_all = [](SessionBuilder&, Files& files) { files.erase("ballots/0"); };
    const auto another_file = [](SessionBuilder&, Files& files) { files["ballots/1"] = files["ballots/0"]; };
    CHECK(ids_failing({.forger = {.folder = remove}}) == Ids{"body_entry"});
    CHECK(ids_failing({.forger = {.folder = add}}) == Ids{"body_entry"});
    CHECK(ids_failing({.forger = {.folder = remove_all}}) == Ids{"body_entry"});
    CHECK(ids_failing({.forger = {.folder = another_file}}) == Ids{"body_entry"});
}

// A9: two votes in one.
TEST_CASE("a cell that holds two", "[choice_proof]") {
    CHECK(failing_with_cells({2, 0, 0, 0, 0, 0, 0, 0}) == Ids{"choice_proof"});
}

// A9: a vote against that takes one away.
TEST_CASE("a cell that holds less than nothing", "[choice_proof]") {
    CHECK(failing_with_cells({0, -1, 0, 0, 0, 0, 0, 0}) == Ids{"choice_proof"});
}

TEST_CASE("a candidate who is marked both ways", "[choice_proof]") {
    CHECK(failing_with([](const Workshop& at) { return support::forge_both_marks(at, 1); }) ==
          Ids{"choice_proof"});
}

// SPEC §6.2: (2, −1) folds with weights 1 to what (1, 0) folds to.
TEST_CASE("a row of two and minus one, proved as if all weights were one", "[choice_proof][fold_constant]") {
    CHECK(failing_with([](const Workshop& at) { return support::forge_fold_constant(at, 2); }) ==
          Ids{"choice_proof"});
}

// A1: permuted proofs.
TEST_CASE("the proofs of two rows in another order", "[choice_proof]") {
    const auto permute = [](Bytes& body) {
        const auto first = body.begin() + static_cast<long>(first_proof);
        const auto second = first + static_cast<long>(row_proof);
        std::swap_ranges(first, second, second);
    };
    CHECK(failing_with_body(permute) == Ids{"choice_proof"});
}

// A2: a challenge binds the whole ballot, so no proof of it goes with another one.
TEST_CASE("a row with the proof of another ballot", "[choice_proof]") {
    CHECK(failing_with_proof_of_another(first_proof + row_proof, row_proof) == Ids{"choice_proof"});
}

TEST_CASE("a sum with the proof of another ballot", "[sum_proof]") {
    CHECK(failing_with_proof_of_another(first_proof + 4 * row_proof, proof::one_of_many_bytes(4)) ==
          Ids{"sum_proof"});
}

// A11: a proof for another contest, slip or key is one over another digest.
TEST_CASE("a proof that was made for another ballot", "[choice_proof][sum_proof]") {
    const auto transplant = [](SessionBuilder& session, BallotDraft& draft) {
        if (draft.header.box.value != 0) return;
        ballot::Header header = draft.header;
        header.contest.bytes[0] ^= 1U;
        draft.body = ballot::make_body(draft.contest, header, ballot::Marks(draft.marks),
                                       base::draw_secret<ballot::seed_bytes>(session.rng()))
                         .value();
        const auto honest = ballot::encode_header(draft.header);
        std::copy(honest.begin(), honest.end(), draft.body.begin());
    };
    CHECK(ids_failing({.forger = {.draft = transplant}}) == Ids{"choice_proof", "sum_proof"});
}

// A1: a copy of another's ballot, which would tell how the other voted.
TEST_CASE("another's ballot under the own slip, encrypted anew", "[choice_proof][sum_proof]") {
    const auto copy = [first = std::optional<Bytes>(), done = false](SessionBuilder& session,
                                                                     BallotDraft& draft) mutable {
        if (draft.disposition != ballot::Disposition::cast || done) return;
        if (first) {
            elgamal::DrawnNonces nonces(session.rng());
            const auto other =
                ballot::decode_body(ballot::layout_of(draft.contest.definition), *first).value();
            draft.body = support::forge_copy(
                {.contest = draft.contest, .header = draft.header, .nonces = nonces}, other);
            done = true;
        }
        first = draft.body;
    };
    CHECK(ids_failing({.forger = {.body = copy}}) == Ids{"choice_proof", "sum_proof"});
}

// A1: the same ciphertexts and proofs under another slip.
TEST_CASE("another's ballot under the own slip, as it stands", "[choice_proof][sum_proof][duplicate]") {
    const auto replay = [first = std::optional<Bytes>(), done = false](SessionBuilder&,
                                                                       BallotDraft& draft) mutable {
        if (draft.disposition != ballot::Disposition::cast || done) return;
        if (first) {
            const auto own = ballot::encode_header(draft.header);
            draft.body = *first;
            std::copy(own.begin(), own.end(), draft.body.begin());
            done = true;
        }
        first = draft.body;
    };
    CHECK(ids_failing({.forger = {.body = replay}}) == Ids{"choice_proof", "duplicate", "sum_proof"});
}

// A9: more marks than seats.
TEST_CASE("a ballot with four marks for three seats", "[sum_proof]") {
    CHECK(failing_with(support::forge_too_many) == Ids{"sum_proof"});
}

// A9: the same where the sum is proved in digits.
TEST_CASE("a ballot with eight marks for six seats", "[digit_proof]") {
    CHECK(failing_with(support::forge_too_many, quiet(8, 6)) == Ids{"digit_proof"});
}

// B4: a ballot before this one was dropped.
TEST_CASE("a ballot that says that another came before it", "[counter]") {
    const auto gap = once([](SessionBuilder&, BallotDraft& draft) { draft.header.counter = 1; });
    CHECK(ids_failing({.plan = {.leftover = 1}, .forger = {.draft = gap}}) == Ids{"counter"});
}

// B4: a fork: two ballots that both say that they are the first.
TEST_CASE("two first ballots of one slip", "[counter]") {
    std::vector<support::Vote> votes{{.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}},
                                     {.slip = 0, .marks = {0, 0, 1, 0, 0, 0, 0, 0}}};
    const auto fork = [](SessionBuilder&, BallotDraft& draft) {
        draft.header.counter = 0;
        draft.header.previous = {};
    };
    CHECK(ids_failing({.plan = {.recast = true, .votes = votes}, .forger = {.draft = fork}}) ==
          Ids{"counter", "manifest_rules"});
}

// B4: a ballot in the place of the one that the voter meant to follow.
TEST_CASE("a ballot that follows another than the log has before it", "[counter]") {
    std::vector<support::Vote> votes{{.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}},
                                     {.slip = 0, .marks = {0, 0, 1, 0, 0, 0, 0, 0}}};
    const auto other = [](SessionBuilder&, BallotDraft& draft) {
        if (draft.header.counter == 1) draft.header.previous.bytes[0] ^= 1U;
    };
    CHECK(ids_failing({.plan = {.recast = true, .votes = votes}, .forger = {.draft = other}}) ==
          Ids{"counter", "manifest_rules"});
}

// B4: the first ballot once more, after the second.
TEST_CASE("a ballot that is replayed", "[counter]") {
    std::vector<support::Vote> votes{{.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}},
                                     {.slip = 0, .marks = {0, 0, 1, 0, 0, 0, 0, 0}}};
    SessionBuilder session({.recast = true});
    session.prepare();
    session.open(0);
    for (const auto& vote : votes) session.vote(vote);
    const auto& first = session.contests()[0];
    session.log_entry(first.cast[0], first.bodies[0]);
    session.close(0);
    session.publish();
    CHECK(ids_failing(audit_of(session)) == Ids{"counter", "manifest_rules"});
}

TEST_CASE("a second ballot where the first one is final", "[counter]") {
    std::vector<support::Vote> votes{{.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}},
                                     {.slip = 0, .marks = {0, 0, 1, 0, 0, 0, 0, 0}}};
    CHECK(ids_failing({.plan = {.votes = votes}}) == Ids{"counter"});
}

TEST_CASE("the twenty-first check of one slip", "[counter]") {
    const std::vector<support::Vote> votes(21,
                                           {.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}, .checked = true});
    CHECK(ids_failing({.plan = {.votes = votes}}) == Ids{"counter"});
}

// A8: the clash attack: two voters are given one tracker.
TEST_CASE("two slips with one tracker", "[duplicate]") {
    const auto clash = [first = std::optional<ballot::Tracker>()](SessionBuilder&,
                                                                  BallotDraft& draft) mutable {
        if (draft.disposition != ballot::Disposition::cast) return;
        if (first) draft.entry.tracker = *first;
        first = draft.entry.tracker;
    };
    CHECK(ids_failing({.forger = {.entry = clash}}) == Ids{"duplicate"});
}

// A12: a tracker is exactly one of cast and checked.
TEST_CASE("a checked ballot that is cast after it was opened", "[duplicate]") {
    const auto same = [first = std::optional<Bytes>()](SessionBuilder&, BallotDraft& draft) mutable {
        if (!first) first = draft.body;
        if (draft.disposition == ballot::Disposition::cast && draft.header.counter == 0) draft.body = *first;
    };
    std::vector<support::Vote> votes{{.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}, .checked = true},
                                     {.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}}};
    CHECK(ids_failing({.plan = {.votes = votes}, .forger = {.body = same}}) == Ids{"duplicate"});
}

// A1, A10: the same randomness in two ballots: whoever opens one opens the other.
TEST_CASE("two ballots with the same first halves of their cells", "[duplicate]") {
    const auto predictable = [](SessionBuilder&, BallotDraft& draft) {
        support::SeededRng rng(42);
        elgamal::DrawnNonces nonces(rng);
        support::Forgery honest{.cells = std::vector<group::Scalar>(8), .digits = {}, .lies = {}};
        draft.body =
            support::forge_body({.contest = draft.contest, .header = draft.header, .nonces = nonces}, honest);
    };
    std::vector<support::Vote> votes{{.slip = 0, .marks = {1, 0, 0, 0, 0, 0, 0, 0}},
                                     {.slip = 1, .marks = {1, 0, 0, 0, 0, 0, 0, 0}}};
    CHECK(ids_failing({.plan = {.votes = votes}, .forger = {.draft = predictable}}) == Ids{"duplicate"});
}
