#include "server/log/sequencer.hpp"

#include <map>

namespace gongdao::log {

/// A worker that waits, on its own stack.
struct Sequencer::Ticket {
    SessionLog& log;
    const CastJob& job;
    std::optional<base::Check> answer;
    std::condition_variable answered;
};

Sequencer::Sequencer(ops::LogLines& lines, std::size_t most_waiting)
    : lines_(lines),
      most_waiting_(most_waiting),
      committing_([this] { commit(); }),
      logging_([this] { log_due(); }) {}

Sequencer::~Sequencer() {
    stop();
}

base::Result<std::string> Sequencer::cast(SessionLog& log, const CastJob& job) {
    Ticket ticket{.log = log, .job = job, .answer = std::nullopt, .answered = {}};
    {
        std::unique_lock lock(mutex_);
        if (stopping_ || queue_.size() >= most_waiting_) return base::refuse(base::Code::busy);
        queue_.push_back(&ticket);
        arrived_.notify_one();
        ticket.answered.wait(lock, [&] { return ticket.answer.has_value(); });
    }
    if (!*ticket.answer) return ticket.answer->refusal();
    return log.promise(job.entry);
}

std::size_t Sequencer::waiting() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void Sequencer::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        arrived_.notify_one();
    }
    if (committing_.joinable()) committing_.join();
    {
        const std::lock_guard lock(mutex_);
        all_settled_ = true;
        settled_.notify_one();
    }
    if (logging_.joinable()) logging_.join();
}

void Sequencer::commit() {
    for (;;) {
        std::map<SessionLog*, std::vector<Ticket*>> batches;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;  // stopping, and all have their answers
            for (std::size_t n = 0; n < max_casts_a_commit && !queue_.empty(); ++n) {
                batches[&queue_.front()->log].push_back(queue_.front());
                queue_.pop_front();
            }
        }
        for (const auto& [log, tickets] : batches) settle(*log, tickets);
    }
}

void Sequencer::settle(SessionLog& log, std::span<Ticket* const> tickets) {
    std::vector<const CastJob*> jobs;
    for (const Ticket* ticket : tickets) jobs.push_back(&ticket->job);
    const auto answers = log.accept(jobs);
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < tickets.size(); ++i) {
        tickets[i]->answer = answers[i];
        tickets[i]->answered.notify_one();  // under the lock: the ticket goes as soon as its worker has it
    }
    to_log_.insert(&log);
    settled_.notify_one();
}

void Sequencer::log_due() {
    for (;;) {
        std::set<SessionLog*> logs;
        {
            std::unique_lock lock(mutex_);
            settled_.wait(lock, [this] { return all_settled_ || !to_log_.empty(); });
            if (to_log_.empty()) return;
            logs.swap(to_log_);
        }
        for (SessionLog* log : logs) {
            try {
                log->log_due();
            } catch (const std::exception& fault) {
                // What was promised is in the store: it is logged the next time.
                lines_.write(ops::Level::fault, "batch_not_logged", {{"cause", fault.what()}});
            }
        }
    }
}

}  // namespace gongdao::log
