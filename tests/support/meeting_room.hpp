#pragma once

#include "crypto/ballot/make_body.hpp"
#include "crypto/ballot/slip.hpp"
#include "crypto/note/answer.hpp"
#include "server/app/cast_ballot.hpp"
#include "server/app/create_session.hpp"
#include "server/app/proposals.hpp"
#include "server/store/sqlite/sqlite_store.hpp"
#include "tests/support/seeded_rng.hpp"
#include "tests/support/temp_folder.hpp"

namespace gongdao::support {

/// A server's use cases in this process, and the people around one session: officers, three trustees, voters.
/// Everybody does what the programs do; a test goes as far as it wants and then does something else.
class MeetingRoom {
public:
    explicit MeetingRoom(std::uint32_t slips = 6, std::uint32_t present = 5);
    MeetingRoom(const MeetingRoom&) = delete;
    MeetingRoom& operator=(const MeetingRoom&) = delete;
    /// The sequencer goes first: it may still be logging a batch of a room.
    ~MeetingRoom() { sequencer->stop(); }

    void join_trustees();
    /// Of the trustees 1 … `trustees`.
    void hold_ceremony(std::uint8_t trustees = 3);
    void upload_slips();
    void freeze();
    void lock_attendance();
    void cancel_leftovers();
    void open();
    /// All of the above.
    void open_for_voters();
    void close();
    void settle();
    void share(std::uint8_t trustee);
    /// The server as after a restart: all that is in memory is read from the store again.
    void restart();

    /// Proposed by the commissioner, confirmed by the chair, signed by the trustees 1 and 2 (all three:
    /// `all`).
    /// Gives: the refusal, if anything was refused; what was not confirmed is withdrawn.
    std::optional<base::Refusal> act(const app::Act& act, bool all = false);
    base::Result<bool> sign(app::Number draft, std::uint8_t trustee);
    [[nodiscard]] session::Record sign_alone(std::uint8_t trustee, session::Fields fields) const;

    struct CastRequest {
        ballot::Header header;
        ballot::Entry entry;
        base::Bytes body;
        [[nodiscard]] base::Bytes bytes() const;
    };
    /// A ballot of this slip as an honest device makes it. `marks`: o x - for each candidate.
    CastRequest make_ballot(std::size_t slip, std::string_view marks);
    /// The entry anew for a changed body or header.
    ballot::Entry sign_entry(std::size_t slip, const ballot::Header& header, base::BytesView body,
                             ballot::Disposition disposition = ballot::Disposition::cast);
    app::VoterAnswer cast(const CastRequest& request) {
        return app::cast_ballot(context, room(), request.bytes());
    }
    /// What the server promised, verified as a phone does; nothing if it was a refusal.
    [[nodiscard]] bool is_promise(const app::VoterAnswer& answer, const CastRequest& request);

    [[nodiscard]] app::Room& room() { return *context.rooms.find(hex); }
    [[nodiscard]] const session::Contest& contest();
    [[nodiscard]] ballot::SlipPlace place() const;
    [[nodiscard]] const std::vector<app::SeatCode>& seat_codes() const { return codes_; }
    [[nodiscard]] session::State state() {
        return room().log.with_state([](const session::State& one) { return one; });
    }

    TempFolder folder;
    ops::ManualClock clock{ops::from_unix_seconds(1'764'000'000)};
    ops::LogLines lines{clock, folder.file("lines")};
    SeededRng rng{7};
    store::SqliteStore store{":memory:"};
    std::optional<log::Sequencer> sequencer{std::in_place, lines};
    std::counting_semaphore<> permits{2};
    app::Context context{.store = store,
                         .sequencer = *sequencer,
                         .clock = clock,
                         .lines = lines,
                         .rng = rng,
                         .public_root = folder.file("public"),
                         .proof_permits = permits};
    std::string hex;
    session::SessionId id;
    std::vector<ballot::SlipSecret> slips;
    const auth::Officer commissioner{.name = "组织委员", .role = auth::Role::commissioner};
    const auth::Officer chair{.name = "主持人", .role = auth::Role::chair};

private:
    std::uint32_t present_;
    std::vector<app::SeatCode> codes_;
    std::vector<sign::Ed25519SecretKey> keys_;
    std::vector<group::SecretScalar> shares_;
    std::optional<session::Contest> contest_;
};

}  // namespace gongdao::support
