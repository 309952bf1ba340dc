#include "server/cmd/trustee_ceremony.hpp"

#include <catch2/catch.hpp>

#include "tests/support/room_server.hpp"
#include "tests/support/trustee_tool.hpp"

using namespace gongdao;
using base::Code;
using cmd::CeremonyStep;
using support::MeetingRoom;
using support::RoomServer;
using support::TrusteeTool;

namespace {

/// Three trustees at their tools, and the server.
struct Table {
    Table() {
        for (std::uint32_t i = 0; i < 3; ++i) {
            servers.push_back(std::make_unique<RoomServer>(room));
            tools.push_back(std::make_unique<TrusteeTool>(*servers.back(), room.id, room.clock, 100 + i));
        }
    }

    void join() {
        for (std::size_t i = 0; i < 3; ++i) {
            REQUIRE(cmd::take_seat(tools[i]->store, tools[i]->key, *servers[i], room.seat_codes()[i].code));
        }
    }

    base::Result<CeremonyStep> step(std::size_t i) {
        cmd::Trustee trustee = tools[i]->at_work();
        return cmd::ceremony_step(trustee);
    }

    /// All go on until none has anything to say. Gives: the last step of each.
    std::vector<CeremonyStep> play(bool restarting = false) {
        std::vector<CeremonyStep> last(3, CeremonyStep::moved);
        for (bool moved = true; moved;) {
            moved = false;
            for (std::size_t i = 0; i < 3; ++i) {
                if (restarting) tools[i]->restart();
                const auto one = step(i);
                INFO("trustee " << i + 1 << ": " << (one ? "" : base::name_of(one.refusal().code)));
                REQUIRE(one);
                last[i] = *one;
                moved = moved || *one == CeremonyStep::moved;
            }
        }
        return last;
    }

    void restart_without(std::uint8_t left_out) {
        app::RestartCeremony restart{.reason = "份额不符", .trustees = {}};
        for (std::uint8_t i = 1; i <= 3; ++i) {
            if (i != left_out) restart.trustees.push_back({i});
        }
        REQUIRE(!room.act(restart));
    }

    MeetingRoom room;
    std::vector<std::unique_ptr<RoomServer>> servers;
    std::vector<std::unique_ptr<TrusteeTool>> tools;
};

/// A disk that gives back another file than was written.
class WrongKeyStore final : public cmd::KeyStore {
public:
    explicit WrongKeyStore(base::Rng& rng) : rng_(rng) {}
    [[nodiscard]] bool exists() const override { return true; }
    [[nodiscard]] base::Result<cmd::KeyFile> load() const override {
        cmd::KeyFile other;
        other.signing_seed = base::draw_secret<sign::ed25519_seed_bytes>(rng_);
        return other;
    }
    void save(const cmd::KeyFile&) override {}
    void wipe() override {}

private:
    base::Rng& rng_;
};

const std::vector<CeremonyStep> all_finished(3, CeremonyStep::finished);
const std::vector<CeremonyStep> all_waiting(3, CeremonyStep::waiting);

}  // namespace

TEST_CASE("three trustees make a key whose shares their files hold") {
    Table table;
    CHECK(*table.step(0) == CeremonyStep::waiting);
    table.join();
    CHECK(table.play() == all_finished);
    const auto ceremony = table.room.state().ceremony();
    REQUIRE(ceremony.confirmed());
    for (std::size_t i = 0; i < 3; ++i) {
        table.tools[i]->restart();
        const cmd::Trustee trustee = table.tools[i]->at_work();
        CHECK(cmd::held_share(trustee, ceremony.joint_key()->trustees[i].Y));
        CHECK(!cmd::held_share(trustee, ceremony.joint_key()->trustees[(i + 1) % 3].Y));
        CHECK(table.tools[i]->key.secrets->spent());
        CHECK(table.tools[i]->person.asked ==
              std::vector<std::string>{"Compare these 6 groups with the others. The same?"});
    }
}

TEST_CASE("a ceremony that is cut off at every step goes on from the key file") {
    Table table;
    table.join();
    CHECK(table.play(true) == all_finished);
    for (const auto& server : table.servers) CHECK(server->submitted.size() == 4);
}

TEST_CASE("an answer that is lost is found in the log") {
    Table table;
    table.join();
    for (const auto& server : table.servers) server->cut_off_after = true;
    for (int round = 0; round < 8; ++round) {
        for (std::size_t i = 0; i < 3; ++i) {
            const auto step = table.step(i);
            if (!step) CHECK(step.refusal().code == Code::no_answer);
            table.tools[i]->restart();
        }
    }
    CHECK(table.play() == all_finished);
    for (const auto& server : table.servers) CHECK(server->submitted.size() == 4);
}

TEST_CASE("boxes are dealt once, also when the reveal after them was lost") {
    Table table;
    table.join();
    REQUIRE(*table.step(0) == CeremonyStep::moved);
    REQUIRE(*table.step(1) == CeremonyStep::moved);
    REQUIRE(*table.step(2) == CeremonyStep::moved);
    for (std::size_t i = 0; i < 3; ++i) REQUIRE(*table.step(i) == CeremonyStep::moved);
    table.servers[0]->cut_off_before = true;
    CHECK(table.step(0).refusal().code == Code::unreachable);
    table.tools[0]->restart();
    const auto dealt = table.tools[0]->key.secrets->boxes;
    REQUIRE(dealt.size() == 3);
    table.servers[0]->cut_off_before = false;
    REQUIRE(*table.step(0) == CeremonyStep::moved);
    CHECK(table.tools[0]->key.secrets->boxes == dealt);
    CHECK(table.play() == all_finished);
}

TEST_CASE("nothing is confirmed when the person says that the codes differ") {
    Table table;
    table.join();
    table.tools[1]->person.willing = false;
    bool refused = false;
    for (int round = 0; round < 6; ++round) {
        for (std::size_t i = 0; i < 3; ++i) {
            const auto step = table.step(i);
            refused = refused || (!step && i == 1 && step.refusal().code == Code::wrong_digest);
        }
    }
    CHECK(refused);
    CHECK(table.room.state().ceremony().confirms().size() == 2);
    CHECK(!table.tools[1]->key.share);
}

TEST_CASE("a box that is not the revealed one is waited for, and nothing is confirmed") {
    Table table;
    table.join();
    table.servers[2]->between = [](std::vector<cmd::PostedBox>& boxes) { boxes.at(0).box.back() ^= 1U; };
    CHECK(table.play() == all_waiting);
    CHECK(!table.room.state().ceremony().confirms().contains({3}));
    CHECK(table.room.state().ceremony().complaints().empty());
    table.servers[2]->between = [](std::vector<cmd::PostedBox>& boxes) { boxes.pop_back(); };
    CHECK(table.play() == all_waiting);
    table.servers[2]->between = nullptr;
    CHECK(table.play() == all_finished);
}

TEST_CASE("a share that does not fit is complained of, and the next attempt has fresh secrets") {
    Table table;
    table.join();
    // Trustee 2 deals 3 a share that is not on its polynomial: its box for 3 is 1's.
    while (table.room.state().ceremony().commits().size() < 3) {
        for (std::size_t i = 0; i < 3; ++i) REQUIRE(table.step(i));
    }
    cmd::KeyFile& cheat = table.tools[1]->key;
    const auto ceremony = table.room.state().ceremony();
    for (std::uint8_t j = 1; j <= 3; ++j) {
        const auto box = threshold::seal_share(ceremony.context(), {.dealer = {2}, .receiver = {j}},
                                               ceremony.keys().at({j}).E, group::SecretScalar::of_bit(1),
                                               elgamal::Nonce::draw(table.tools[1]->rng));
        cheat.secrets->boxes.push_back({.other = {j}, .box = threshold::encode_share_box(box)});
    }
    CHECK(table.play() == all_waiting);
    const auto judged = table.room.state().ceremony().complaints();
    REQUIRE(!judged.empty());
    for (const auto& one : judged) {
        CHECK(one.deal.dealer == session::TrusteeIndex{2});
        CHECK(one.verdict == threshold::Verdict::founded);
    }

    const auto before = base::copy_of(ceremony.keys().at({1}).E.encoded());
    table.restart_without(2);
    CHECK(table.play() ==
          std::vector{CeremonyStep::finished, CeremonyStep::left_out, CeremonyStep::finished});
    CHECK(table.tools[0]->key.secrets->attempt == 2);
    CHECK(base::copy_of(table.room.state().ceremony().keys().at({1}).E.encoded()) != before);
}

TEST_CASE("a restart after the key was confirmed makes a new share, and secrets are never used again") {
    Table table;
    table.join();
    REQUIRE(table.play() == all_finished);
    const auto first = table.tools[0]->key.share->digest;
    table.restart_without(3);
    const auto last = table.play();
    CHECK(last[0] == CeremonyStep::finished);
    CHECK(last[2] == CeremonyStep::left_out);
    CHECK(table.tools[0]->key.share->attempt == 2);
    CHECK(table.tools[0]->key.share->digest != first);

    SECTION("an attempt that this file has spent is not played a second time") {
        Table other;
        other.join();
        REQUIRE(*other.step(0) == CeremonyStep::moved);
        other.tools[0]->key.secrets->attempt = 3;
        CHECK(other.step(0).refusal().code == Code::bad_consistency);
        other.tools[0]->key.secrets->attempt = 1;
        other.tools[0]->key.secrets->spend();
        for (std::size_t i = 1; i < 3; ++i) REQUIRE(other.step(i));
        CHECK(other.step(0).refusal().code == Code::bad_consistency);
    }
}

TEST_CASE("a key file serves the one setup that it has seen") {
    Table first, second;
    first.join();
    REQUIRE(*first.step(0) == CeremonyStep::moved);
    second.tools[0]->key.signing_seed = base::draw_secret<32>(first.tools[0]->rng);
    second.join();
    second.tools[0]->key.K = first.tools[0]->key.K;
    CHECK(second.step(0).refusal().code == Code::wrong_session);
    second.tools[0]->key.K.reset();
    CHECK(*second.step(0) == CeremonyStep::moved);
}

TEST_CASE("a key file whose signing key has no seat is told so") {
    Table table;
    table.join();
    table.tools[0]->key.signing_seed = base::draw_secret<32>(table.tools[0]->rng);
    CHECK(table.step(0).refusal().code == Code::wrong_trustee);
}

TEST_CASE("a key file whose key sits in another seat than it says goes no further") {
    Table table;
    table.join();
    table.tools[0]->key.seat.number = {2};
    CHECK(table.step(0).refusal().code == Code::wrong_trustee);
    table.tools[0]->key.seat.number = {1};
    CHECK(table.step(0));
}

TEST_CASE("a seat is taken once") {
    Table table;
    const auto& code = table.room.seat_codes()[0].code;
    TrusteeTool& first = *table.tools[0];
    REQUIRE(cmd::take_seat(first.store, first.key, *table.servers[0], code));
    CHECK(first.store.load()->seat == first.key.seat);
    CHECK(first.key.seat.number == session::TrusteeIndex{1});
    TrusteeTool& second = *table.tools[1];
    CHECK(cmd::take_seat(second.store, second.key, *table.servers[1], code).refusal().code ==
          Code::unauthorised);
}

TEST_CASE("no seat is taken with a key that does not read back from its file") {
    Table table;
    const auto& code = table.room.seat_codes()[0].code;
    TrusteeTool& tool = *table.tools[0];
    WrongKeyStore disk(tool.rng);
    CHECK(cmd::take_seat(disk, tool.key, *table.servers[0], code).refusal().code == Code::bad_key);
    CHECK(cmd::take_seat(tool.store, tool.key, *table.servers[0], code));  // the code is not used up
}
