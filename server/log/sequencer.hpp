#pragma once

#include <condition_variable>
#include <deque>
#include <set>
#include <thread>

#include "server/log/session_log.hpp"

namespace gongdao::log {

constexpr std::size_t max_waiting_casts = 1024;
constexpr std::size_t max_casts_a_commit = 256;

/// Many workers cast, one thread commits: all that wait together become one transaction a session, so the
/// batch grows with those who wait. Another thread logs what is then due (SPEC §10), so that nobody waits for
/// the log. One a server.
/// Thread: any.
class Sequencer {
public:
    explicit Sequencer(ops::LogLines& lines, std::size_t most_waiting = max_waiting_casts);
    Sequencer(const Sequencer&) = delete;
    Sequencer& operator=(const Sequencer&) = delete;
    ~Sequencer();

    /// Hands the ballot over and waits until it is in the store, or is refused.
    /// Needs:   as SessionLog::accept. `log` outlives the sequencer.
    /// Gives:   the promise's signed note.
    /// Refuses: as SessionLog::accept; busy (too many wait, or it has stopped).
    [[nodiscard]] base::Result<std::string> cast(SessionLog& log, const CastJob& job);

    /// How many wait.
    [[nodiscard]] std::size_t waiting() const;

    /// Answers all who wait, and takes no more.
    void stop();

private:
    struct Ticket;

    void commit();
    void settle(SessionLog& log, std::span<Ticket* const> tickets);
    void log_due();

    ops::LogLines& lines_;
    const std::size_t most_waiting_;

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Ticket*> queue_;
    bool stopping_ = false;
    std::condition_variable settled_;
    std::set<SessionLog*> to_log_;
    bool all_settled_ = false;

    std::thread committing_;
    std::thread logging_;
};

}  // namespace gongdao::log
