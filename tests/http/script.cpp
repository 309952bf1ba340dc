#include "tests/http/script.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "tests/support/raw_tls.hpp"

namespace gongdao::http {
namespace {

using support::RawConnection;
using support::RawReply;
using support::Speech;

struct Named {
    std::string_view name;
    Speech speech;
};

constexpr auto speeches = std::to_array<Named>({{"tls", Speech::tls},
                                                {"tls-1.1", Speech::tls_1_1},
                                                {"tls-1.2", Speech::tls_1_2},
                                                {"tls-1.2-without-aead", Speech::tls_1_2_without_aead},
                                                {"tls-for-http-2", Speech::tls_for_http_2},
                                                {"plain", Speech::plain}});

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        const char kind = text.at(++i);
        constexpr std::string_view kinds = "rnt0\\s";
        constexpr std::string_view meant{"\r\n\t\0\\ ", 6};
        if (kind == 'x') {
            out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            out += meant.at(kinds.find(kind));
        }
    }
    return out;
}

/// A connection and its last answer.
struct Player {
    std::uint16_t port;
    std::unique_ptr<RawConnection> connection;
    RawReply reply;

    RawConnection& line() {
        if (!connection) connection = std::make_unique<RawConnection>(port);
        return *connection;
    }

    void send_times(std::size_t times, const std::string& text) {
        const std::size_t at_once = std::min(times, 65536 / text.size() + 1);
        std::string block;
        for (std::size_t i = 0; i < at_once; ++i) block += text;
        for (; times >= at_once; times -= at_once) line().send(block);
        line().send(std::string_view(block).substr(0, times * text.size()));
    }

    /// Gives: what was found in place of what was expected, or nothing.
    std::string take(const Step& step);
};

std::string compared(const std::string& found, const std::string& expected) {
    return found == expected ? std::string{} : "found \"" + found.substr(0, 300) + '"';
}

std::string Player::take(const Step& step) {
    const std::string& text = step.text;
    if (step.verb == "connect") {
        const auto* named =
            std::find_if(speeches.begin(), speeches.end(), [&](const Named& n) { return n.name == text; });
        if (named == speeches.end()) return "no such connection";
        connection = std::make_unique<RawConnection>(port, named->speech);
    } else if (step.verb == "send") {
        line().send(text);
    } else if (step.verb == "send-times") {
        send_times(std::stoul(text), text.substr(text.find(' ') + 1));
    } else if (step.verb == "dribble") {
        return line().dribble(text) ? std::string{} : "the server has taken it all";
    } else if (step.verb == "half-close") {
        line().half_close();
    } else if (step.verb == "reset") {
        line().reset();
    } else if (step.verb == "status") {
        reply = support::read_reply(line());
        return compared(reply.status(), text);
    } else if (step.verb == "header") {
        const std::size_t colon = text.find(": ");
        return compared(reply.header(text.substr(0, colon)), text.substr(colon + 2));
    } else if (step.verb == "body") {
        return compared(reply.body, text);
    } else if (step.verb == "contains") {
        return line().read_until(text).ends_with(text) ? std::string{} : "not found";
    } else if (step.verb == "closed") {
        return line().is_closed() ? std::string{} : "the connection is open, or said more";
    } else if (step.verb == "refused") {
        return line().is_open() ? "the handshake was done" : std::string{};
    } else {
        return "no such step";
    }
    return {};
}

}  // namespace

std::vector<Step> read_script(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error(file + ": cannot be read");
    std::vector<Step> out;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line.starts_with('#')) continue;
        const std::size_t space = line.find(' ');
        const std::string text = space == std::string::npos ? std::string{} : line.substr(space + 1);
        out.push_back({number, line.substr(0, space), unescaped(text)});
    }
    if (out.empty()) throw std::runtime_error(file + ": holds no step");
    return out;
}

std::string play(const std::vector<Step>& script, std::uint16_t port) {
    Player player{.port = port, .connection = nullptr, .reply = {}};
    for (const Step& step : script) {
        const std::string found = player.take(step);
        if (!found.empty()) return "line " + std::to_string(step.line) + ", " + step.verb + ": " + found;
    }
    return {};
}

}  // namespace gongdao::http
