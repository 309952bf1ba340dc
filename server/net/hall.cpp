#include "server/net/hall.hpp"

#include <exception>

#include "server/net/lane.hpp"

namespace gongdao::net {

Hall::Hall(ServeOptions o, Handler h, const ops::Clock& c, ops::LogLines& l)
    : options(std::move(o)),
      handler(std::move(h)),
      clock(c),
      log(l),
      workers(make_workers(options.limits.workers)) {}

Hall::~Hall() = default;

Reply answer_of(Hall& hall, const Request& request) {
    if (hall.given_up) return busy_reply(hall.options.limits);
    try {
        Reply reply = hall.handler(request);
        if (is_sendable(reply)) return reply;
        hall.log.write(ops::Level::fault, "reply_not_sendable", {{"status", reply.status}});
    } catch (const std::exception& exception) {
        hall.log.write(ops::Level::fault, "handler_failed", {{"what", exception.what()}});
    } catch (...) {
        hall.log.write(ops::Level::fault, "handler_failed", {{"what", "not an exception"}});
    }
    return text_reply(500, "服务器出错，请稍后再试。Something failed on the server, please try again.");
}

Reply busy_reply(const Limits& limits) {
    Reply reply = text_reply(503, "服务器正忙，请稍后再试。The server is busy, please try again.");
    reply.headers.push_back({"retry-after", std::to_string(limits.retry_after.count())});
    return reply;
}

Reply refusal_of(unsigned status) {
    switch (status) {
        case 411:
            return text_reply(status, "请求须写明长度。The request must say its length.");
        case 413:
            return text_reply(status, "内容过大。The content is too large.");
        case 417:
            return text_reply(status, "不支持这种预期。This expectation is not met here.");
        case 431:
            return text_reply(status, "请求头过大。The header is too large.");
        default:
            return text_reply(status, "请求格式不对。The request is malformed.");
    }
}

}  // namespace gongdao::net
