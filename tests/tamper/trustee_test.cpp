// SPEC §9.2: what a lying server asks of a trustee's tool, and does not get.
#include <catch2/catch.hpp>

#include "crypto/ballot/codes.hpp"
#include "crypto/ballot/tally.hpp"
#include "server/cmd/trustee_shares.hpp"
#include "tests/support/trustee_tool.hpp"
#include "tests/tamper/tamper.hpp"

using namespace gongdao;
using namespace gongdao::tamper;
using base::Code;
using cmd::DecryptStep;
using session::Tally;
using support::TrusteeTool;

namespace {

constexpr session::TrusteeIndex tool_number{1};

/// Shows whatever files it likes, and keeps what it is sent.
class LyingServer final : public cmd::SessionServer {
public:
    cmd::PublicFiles& files() override { return shown; }
    base::Result<cmd::JoinedSeat> join(std::string_view, base::BytesView) override {
        return base::refuse(Code::not_now);
    }
    base::Check submit(base::BytesView record) override {
        submitted.push_back(base::copy_of(record));
        if (hangs_up) return base::refuse(Code::no_answer);
        return base::Done{};
    }
    base::Check put_boxes(std::uint16_t, const std::vector<cmd::PostedBox>&) override { return base::Done{}; }
    base::Result<std::vector<cmd::PostedBox>> boxes(std::uint16_t) override {
        return std::vector<cmd::PostedBox>();
    }
    base::Result<std::vector<cmd::Draft>> drafts() override { return std::vector<cmd::Draft>(); }
    base::Result<bool> sign(std::uint32_t, const session::Signature&) override { return false; }

    support::MapFiles shown;
    bool hangs_up = false;
    std::vector<base::Bytes> submitted;
};

/// Puts the tool's key in the first seat of the session, and its signature wherever that trustee signs.
Forger seated(const cmd::KeyFile& key, Forger forger) {
    const auto own = std::make_shared<sign::Ed25519SecretKey>(key.signing_seed);
    forger.fields = [own, then = forger.fields](SessionBuilder& session, Fields& fields, Signers& signers) {
        if (auto* setup = std::get_if<session::Setup>(&fields))
            setup->trustees[0].key = own->public_key().bytes();
        if (then) then(session, fields, signers);
    };
    forger.record = [own](SessionBuilder& session, session::Record& record) {
        for (session::Signature& one : record.signatures) {
            if (one.signer != tool_number.value) continue;
            one.bytes = own->sign(
                session::signing_digest(session.setup().session, session::unsigned_bytes(record.fields)));
        }
    };
    return forger;
}

struct Plot {
    Forger forger{};
    std::uint32_t seed = 1;
    std::vector<std::uint32_t> classes{6};
    std::uint32_t voters = 5;  // of class 0
    std::uint32_t others = 0;  // of class 1
};

/// A tool with a share, and the session as the plot has it, up to the tally.
struct Scene {
    explicit Scene(const Plot& plot = {}) { show(plot); }

    /// Shows the log and the files of this plot from now on.
    void show(const Plot& plot) {
        tell(plot);
        session->publish();
        server.shown.files = session->files();
    }

    void tell(const Plot& plot) {
        session = std::make_unique<SessionBuilder>(SessionPlan{.seed = plot.seed, .classes = plot.classes},
                                                   seated(tool.key, plot.forger));
        session->prepare();
        session->open(0);
        const auto vote = [&](std::uint32_t of_class, std::uint32_t slip) {
            const auto other = static_cast<std::uint8_t>(slip % 2);
            session->vote({.contest = 0,
                           .of_class = of_class,
                           .slip = slip,
                           .marks = {1, 0, other, 0, 0, 1, 0, other}});
        };
        for (std::uint32_t slip = 0; slip < plot.voters; ++slip) vote(0, slip);
        for (std::uint32_t slip = 0; slip < plot.others; ++slip) vote(1, slip);
        session->close(0);
        session->settle(0);
        session->tally(0);
        tool.key.seat.session = session->setup().session;
        if (!tool.key.share) {
            tool.key.share =
                cmd::HeldShare{.attempt = 1, .digest = {}, .s = session->share_secret(tool_number).bytes()};
        }
        tool.store.save(tool.key);
        tool.restart();
    }

    [[nodiscard]] const SessionBuilder::Contest& contest() const { return session->contests().front(); }
    [[nodiscard]] std::string closing_code() const { return ballot::code_of(contest().closing_root); }

    base::Result<DecryptStep> decrypt(const std::string& code) {
        tool.store.save(tool.key);
        tool.restart();
        cmd::Trustee trustee = tool.at_work();
        return cmd::decrypt_step(trustee, {.closing_code = code, .folder = tool.folder.file("copy")});
    }
    base::Result<DecryptStep> decrypt() { return decrypt(closing_code()); }

    /// Whether the server has been given nothing, and the key file knows of nothing given.
    [[nodiscard]] bool nothing_given() const {
        return server.submitted.empty() && tool.key.given.empty() && tool.store.load()->given.empty();
    }

    LyingServer server;
    ops::ManualClock clock{ops::from_unix_seconds(1'795'000'000)};
    TrusteeTool tool{server, {}, clock, 5};
    std::unique_ptr<SessionBuilder> session;
};

Code code_of(const base::Result<DecryptStep>& step) {
    REQUIRE(!step);
    INFO(step.refusal().detail);
    return step.refusal().code;
}

/// The tally with the first group's list and sums made from these of its ballots.
Forger tally_of(std::vector<std::size_t> places, bool list_too) {
    return {.fields = change<Tally>([places, list_too](SessionBuilder& session, Tally& tally) {
                const SessionBuilder::Contest& contest = session.contests().front();
                ballot::CellSums sums(contest.definition.cells);
                std::vector<ballot::Tracker> trackers;
                const ballot::Layout layout = ballot::layout_of(contest.definition);
                for (const std::size_t at : places) {
                    sums.add(ballot::decode_body(layout, contest.bodies.at(at))->ciphertexts);
                    trackers.push_back(contest.cast.at(at).fields.tracker);
                }
                tally.groups[0].cells = sums.sums();
                if (!list_too) return;
                tally.groups[0].list_digest = ballot::list_digest(trackers);
                tally.groups[0].ballots = static_cast<std::uint32_t>(places.size());
            })};
}

}  // namespace

TEST_CASE("a share is given for the totals of a whole box, and the same again byte for byte", "[trustee]") {
    Scene scene;
    REQUIRE(*scene.decrypt() == DecryptStep::opened);
    REQUIRE(scene.server.submitted.size() == 1);
    const auto record = session::decode_record(scene.server.submitted[0]).value();
    const auto& share = std::get<session::Share>(record.fields);
    const auto& state = scene.tool.log->state();
    const session::Contest& contest = state.contests().front();
    CHECK(threshold::verify_partial_decryption(
        session::share_context(contest, 0, tool_number), state.verification_key(tool_number),
        session::alphas_of(contest.tally.groups[0]), share.decryption));
    CHECK(scene.tool.person.asked.back() ==
          "Settled, 5 in. You open 8 totals, not ballots. Open the totals?");

    REQUIRE(*scene.decrypt() == DecryptStep::opened);
    REQUIRE(scene.server.submitted.size() == 2);
    CHECK(scene.server.submitted[1] == scene.server.submitted[0]);
    CHECK(scene.tool.key.given.size() == 1);
}

TEST_CASE("what leaves the machine is in the key file before", "[trustee]") {
    Scene scene;
    scene.server.hangs_up = true;
    CHECK(code_of(scene.decrypt()) == Code::no_answer);
    const auto kept = scene.tool.store.load().value();
    REQUIRE(kept.given.size() == 1);
    CHECK(kept.given[0].record == scene.server.submitted.at(0));
    CHECK(kept.given[0].closing_root == scene.contest().closing_root);
}

TEST_CASE("nothing is given before the tally, and nothing if the person does not agree", "[trustee]") {
    Scene scene;
    scene.tool.person.willing = false;
    CHECK(code_of(scene.decrypt()) == Code::declined);
    CHECK(scene.nothing_given());
    const auto& state = scene.tool.log->state();
    cmd::Trustee trustee = scene.tool.at_work();
    CHECK(cmd::give_share(trustee, state, state.contests()[0].id, 1).refusal().code == Code::out_of_range);
    CHECK(cmd::give_share(trustee, session::State(), state.contests()[0].id, 0).refusal().code ==
          Code::wrong_session);
    CHECK(scene.nothing_given());
}

TEST_CASE("a single ballot is not opened", "[trustee]") {
    Scene scene({.forger = tally_of({2}, true)});
    CHECK(code_of(scene.decrypt()) == Code::wrong_figures);
    CHECK(scene.nothing_given());
}

TEST_CASE("a single ballot under the name of the whole list is not opened", "[trustee]") {
    Scene scene({.forger = tally_of({2}, false)});
    const auto step = scene.decrypt();
    CHECK(code_of(step) == Code::bad_proof);
    CHECK(step.refusal().detail.find("tally_cells") != std::string::npos);
    CHECK(scene.nothing_given());
}

TEST_CASE("all ballots but one are not opened", "[trustee]") {
    Scene scene({.forger = tally_of({0, 1, 3, 4}, true)});
    CHECK(code_of(scene.decrypt()) == Code::wrong_figures);
    CHECK(scene.nothing_given());
    scene.show({.forger = tally_of({0, 1, 3, 4}, false)});
    CHECK(code_of(scene.decrypt()) == Code::bad_proof);
    CHECK(scene.nothing_given());
}

TEST_CASE("a ballot that counts twice is not opened", "[trustee]") {
    Scene scene({.forger = tally_of({0, 1, 2, 3, 4, 2}, false)});
    CHECK(code_of(scene.decrypt()) == Code::bad_proof);
    CHECK(scene.nothing_given());
}

TEST_CASE("a second set of totals is not opened: the log that was seen goes on as it was", "[trustee]") {
    Scene scene;
    REQUIRE(scene.decrypt());
    const std::string first_code = scene.closing_code();
    scene.show({.voters = 4});  // the log as if one ballot had never been cast
    REQUIRE(scene.closing_code() != first_code);
    CHECK(code_of(scene.decrypt()) == Code::bad_consistency);
    CHECK(scene.server.submitted.size() == 1);
}

TEST_CASE("a second set of totals is not opened, though the log seen be forgotten and the code be the liar's",
          "[trustee]") {
    Scene scene;
    REQUIRE(scene.decrypt());
    scene.show({.voters = 4});
    scene.tool.key.seen.reset();
    CHECK(code_of(scene.decrypt()) == Code::already_shared);
    CHECK(scene.server.submitted.size() == 1);
    CHECK(scene.tool.store.load()->given.size() == 1);
}

TEST_CASE("another closed log than that of the signed paper is not opened", "[trustee]") {
    Scene honest, scene({.voters = 4});
    REQUIRE(honest.closing_code() != scene.closing_code());
    CHECK(code_of(scene.decrypt(honest.closing_code())) == Code::wrong_code);
    CHECK(code_of(scene.decrypt("0000")) == Code::wrong_code);
    CHECK(code_of(scene.decrypt("not a code!")) == Code::wrong_code);
    CHECK(scene.nothing_given());
    CHECK(*scene.decrypt() == DecryptStep::opened);
}

TEST_CASE("a key file opens nothing of another session", "[trustee]") {
    Scene scene;
    REQUIRE(scene.decrypt());
    scene.show({.seed = 2});
    CHECK(code_of(scene.decrypt()) == Code::bad_consistency);
    scene.tool.key.seen.reset();
    CHECK(code_of(scene.decrypt()) == Code::wrong_session);
    cmd::Trustee trustee = scene.tool.at_work();
    CHECK(cmd::give_share(trustee, audit_of(*scene.session).state, scene.contest().id, 0).refusal().code ==
          Code::wrong_session);
    scene.tool.key.K.reset();
    CHECK(code_of(scene.decrypt()) == Code::bad_share);  // and the share is of no use there
    CHECK(scene.server.submitted.size() == 1);
}

TEST_CASE("a log that has become shorter is refused", "[trustee]") {
    Scene scene;
    REQUIRE(scene.decrypt());
    scene.tool.key.seen->size.value += 1;
    CHECK(code_of(scene.decrypt()) == Code::bad_consistency);
}

TEST_CASE("an entry that is not the one that was signed is refused", "[trustee]") {
    Scene scene;
    auto& files = scene.server.shown.files;
    const auto bundle =
        std::ranges::find_if(files, [](const auto& one) { return one.first.starts_with("tile/entries/"); });
    REQUIRE(bundle != files.end());
    bundle->second.back() ^= 1U;  // in the tally's signature
    CHECK(code_of(scene.decrypt()) == Code::bad_signature);
    CHECK(scene.nothing_given());
}

TEST_CASE("a checkpoint that the log's key has not signed is refused", "[trustee]") {
    Scene scene;
    const auto stranger = sign::Ed25519SecretKey(base::draw_secret<32>(scene.tool.rng));
    const auto state = audit_of(*scene.session).state;
    const std::string forged = note::sign_checkpoint(
        {.origin = session::origin_of(*state.setup()), .size = {state.size()}, .root = state.root()},
        stranger);
    scene.server.shown.files["checkpoint"] = base::copy_of(base::view_of(forged));
    CHECK(code_of(scene.decrypt()) == Code::unknown_signer);
    CHECK(scene.nothing_given());
}

TEST_CASE("ballots that are not those of the log are not opened", "[trustee]") {
    Scene scene;
    SECTION("a body was changed") {
        scene.server.shown.files.at("ballots/0").back() ^= 1U;
    }
    SECTION("a tile was changed") {
        scene.server.shown.files.at("tile/0/000.p/" + std::to_string(scene.session->leaves().size()))
            .back() ^= 1U;
    }
    CHECK(code_of(scene.decrypt()) == Code::bad_proof);
    CHECK(scene.nothing_given());
}

TEST_CASE("a folder without its ballots is not opened", "[trustee]") {
    Scene scene;
    scene.server.shown.files.erase("ballots/0");
    CHECK(code_of(scene.decrypt()) == Code::not_found);
    CHECK(scene.nothing_given());
}

TEST_CASE("a box without ballots has nothing to be opened", "[trustee]") {
    Scene scene({.classes = {6, 5}});
    REQUIRE(scene.decrypt());
    CHECK(scene.server.submitted.size() == 1);
    const auto state = scene.tool.log->state();
    cmd::Trustee trustee = scene.tool.at_work();
    CHECK(cmd::give_share(trustee, state, state.contests()[0].id, 1).refusal().code == Code::group_too_small);
}

TEST_CASE("ballots that other voters cast after the tally change nothing", "[trustee]") {
    Scene scene;
    base::append(scene.server.shown.files.at("ballots/0"), base::view_of("more, of another contest"));
    CHECK(*scene.decrypt() == DecryptStep::opened);
}

TEST_CASE("a share is not destroyed while a contest is undecided, and then it is", "[trustee]") {
    Scene scene;
    cmd::Trustee trustee = scene.tool.at_work();
    CHECK(cmd::destroy_share(trustee).refusal().code == Code::not_now);
    CHECK(scene.tool.store.load()->share);

    scene.session->share(0);
    scene.session->result(0);
    scene.session->decide(0);
    scene.session->publish();
    scene.server.shown.files = scene.session->files();
    CHECK(*scene.decrypt() == DecryptStep::opened);  // by others, meanwhile
    CHECK(scene.nothing_given());
    cmd::Trustee later = scene.tool.at_work();
    CHECK(cmd::give_share(later, later.state(), scene.contest().id, 0).refusal().code == Code::not_now);
    REQUIRE(cmd::destroy_share(later));
    CHECK(!scene.tool.store.exists());
    const auto statement = session::decode_record(scene.server.submitted.at(0)).value();
    CHECK(std::get<session::KeysDestroyed>(statement.fields).trustee == tool_number);
}

TEST_CASE("who gave a share of a contest gives none under another closing code, of whatever group",
          "[trustee]") {
    Scene scene;
    REQUIRE(scene.decrypt());
    cmd::GivenShare& given = scene.tool.key.given.at(0);
    SECTION("of the same group") {
        given.closing_root[0] ^= 1U;
    }
    SECTION("of another group") {
        given.closing_root[0] ^= 1U;
        given.group += 1;
    }
    SECTION("nor of another list of ballots") {
        given.list_digest[0] ^= 1U;
    }
    CHECK(code_of(scene.decrypt()) == Code::already_shared);
    CHECK(scene.server.submitted.size() == 1);
}

TEST_CASE("of two boxes each has its share, and the same again byte for byte", "[trustee]") {
    Scene scene({.classes = {6, 5}, .others = 4});
    REQUIRE(scene.contest().tally.groups.size() == 2);
    REQUIRE(*scene.decrypt() == DecryptStep::opened);
    REQUIRE(*scene.decrypt() == DecryptStep::opened);
    const auto& sent = scene.server.submitted;
    REQUIRE(sent.size() == 4);
    CHECK(sent[0] != sent[1]);
    CHECK(sent[2] == sent[0]);
    CHECK(sent[3] == sent[1]);
    CHECK(scene.tool.key.given.size() == 2);
}
