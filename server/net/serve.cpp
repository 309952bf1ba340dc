#include "server/net/serve.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "server/net/hall.hpp"
#include "server/net/lane.hpp"

namespace gongdao::net {
namespace {

/// As many as the machine allows, since each connection is one.
void allow_descriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

void open_lanes(Hall& hall) {
    const ServeOptions& options = hall.options;
    // Lanes share their port, and would share it with another server too, each having half of the votes.
    require_free(options.address, options.port);
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const unsigned count = options.io_threads == 0 ? cores : options.io_threads;
    for (unsigned i = 0; i < count; ++i) {
        const std::uint16_t port = hall.lanes.empty() ? options.port : hall.lanes.front()->port();
        hall.lanes.push_back(std::make_unique<Lane>(hall, options.address, port));
    }
}

void run(Hall& hall, Lane& lane) {
    lane.run();
    const std::lock_guard lock(hall.mutex);
    --hall.lanes_running;
    hall.lane_ended.notify_all();
}

}  // namespace

Server::Server(ServeOptions options, Handler handler, const ops::Clock& clock, ops::LogLines& log)
    : hall_(std::make_unique<Hall>(std::move(options), std::move(handler), clock, log)) {
    const base::Check renewed = renew_certificate();
    if (!renewed) throw std::runtime_error(renewed.refusal().detail);
    allow_descriptors();
    open_lanes(*hall_);
    hall_->lanes_running = hall_->lanes.size();
    for (const auto& lane : hall_->lanes) threads_.emplace_back(run, std::ref(*hall_), std::ref(*lane));
    log.write(ops::Level::info, "listening", {{"port", port()}});
}

Server::~Server() {
    stop();
}

std::uint16_t Server::port() const {
    return hall_->lanes.front()->port();
}

std::size_t Server::open_connections() const {
    return hall_->connections;
}

std::size_t Server::requests_at_work() const {
    return hall_->at_work;
}

base::Check Server::renew_certificate() {
    base::Result<TlsContext> context = server_context(hall_->options.key_files);
    if (!context) return context.refusal();
    const std::lock_guard lock(hall_->mutex);
    hall_->tls = std::move(*context);
    return base::Done{};
}

void Server::stop() {
    Hall& hall = *hall_;
    std::unique_lock lock(hall.mutex);
    if (hall.stop_asked) return;
    hall.stop_asked = true;
    hall.stopping = true;
    for (const auto& lane : hall.lanes) lane->begin_nothing();
    const auto all_ended = [&hall] { return hall.lanes_running == 0; };
    if (!hall.lane_ended.wait_for(lock, hall.options.limits.stop, all_ended)) {
        hall.given_up = true;
        for (const auto& lane : hall.lanes) lane->end_all();
        hall.lane_ended.wait(lock, all_ended);
    }
    lock.unlock();
    for (std::thread& thread : threads_) thread.join();
    hall.log.write(ops::Level::info, "stopped");
}

}  // namespace gongdao::net
