#pragma once

#include "crypto/ballot/slip.hpp"
#include "server/log/session_log.hpp"
#include "tests/support/seeded_rng.hpp"

namespace gongdao::support {

struct LivePlan {
    std::uint32_t slips = 6, contests = 1, candidates = 1, batch_floor = 1;
    bool recast = false;
    std::string title = "测试";
    std::size_t rules_bytes = 0;
    std::uint32_t seed = 1;
};

struct LiveVote {
    std::uint32_t slip = 0, contest = 0, counter = 0;
    ballot::Tracker previous{};
    bool checked = false;
};

/// The people around one session of a server, with real cryptography: two trustees who sign, voters who vote.
/// What they make is for a test to bring to a log.
class LiveSession {
public:
    explicit LiveSession(const LivePlan& plan = {});

    [[nodiscard]] const ballot::SessionId& id() const { return id_; }
    /// Puts the session and its slip lists into the store.
    void create(store::Store& store) const;
    /// Every record from `setup` until all contests are open.
    [[nodiscard]] const std::vector<session::Record>& opening() const { return opening_; }
    /// Logs all of `opening`.
    void open(log::SessionLog& log) const;

    [[nodiscard]] const session::ContestId& contest(std::uint32_t at = 0) const {
        return state_.contests().at(at).id;
    }
    [[nodiscard]] log::CastJob vote(const LiveVote& vote);
    [[nodiscard]] session::Record close(std::uint32_t contest, session::ClosedBox figures) const;
    /// Of one slip, for one contest.
    [[nodiscard]] session::Record cancel(std::uint32_t slip, std::uint32_t contest) const;
    /// By both trustees.
    [[nodiscard]] session::Record sign(session::Fields fields) const;

    /// Folds leaves as a stranger does, who trusts nothing. Refuses: as session::admit.
    [[nodiscard]] base::Result<session::State> fold(const std::vector<store::Entry>& entries) const;

private:
    void log(session::Record record);
    void hold_ceremony();
    void fix_manifest();
    [[nodiscard]] group::SecretScalar slip_key(std::uint32_t slip, std::uint32_t slot) const;
    [[nodiscard]] session::Record sign_alone(std::uint8_t trustee, session::Fields fields) const;

    LivePlan plan_;
    SeededRng rng_;
    ballot::SessionId id_;
    store::SecretKeys secret_;
    log::SessionKeys keys_;
    std::vector<sign::Ed25519SecretKey> trustees_;
    std::vector<ballot::SlipSecret> slips_;
    base::Bytes slip_list_;
    session::State state_;
    std::vector<session::Record> opening_;
};

}  // namespace gongdao::support
