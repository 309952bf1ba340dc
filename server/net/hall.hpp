#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "server/net/serve.hpp"

namespace gongdao::net {

class Workers;
class Lane;

/// What all connections of one server share.
struct Hall {
    Hall(ServeOptions o, Handler h, const ops::Clock& c, ops::LogLines& l);
    ~Hall();

    const ServeOptions options;
    const Handler handler;
    const ops::Clock& clock;
    ops::LogLines& log;

    std::mutex mutex;  // of the four below
    std::condition_variable lane_ended;
    std::size_t lanes_running = 0;
    TlsContext tls;
    bool stop_asked = false;

    std::atomic<bool> stopping = false;  // begin no request
    std::atomic<bool> given_up = false;  // and answer none that waits
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::size_t> at_work = 0;

    std::vector<std::unique_ptr<Lane>> lanes;
    std::shared_ptr<Workers> workers;
};

/// The handler's reply; 500 and a line in the log when it fails or cannot be sent.
Reply answer_of(Hall& hall, const Request& request);

/// 503, and when to come again.
Reply busy_reply(const Limits& limits);

/// What a request is told that never came as far as the handler.
Reply refusal_of(unsigned status);

}  // namespace gongdao::net
