#pragma once

#include <string>
#include <string_view>

#include "crypto/base/bytes.hpp"
#include "server/net/client.hpp"

namespace gongdao::cmd {

/// Whether the same may go well later: the network, a server that is busy.
inline bool may_pass(base::Code code) {
    return code == base::Code::busy || code == base::Code::unreachable || code == base::Code::timed_out ||
           code == base::Code::no_answer;
}

/// The published folder of a session (SPEC §10), wherever it is read from.
class PublicFiles {
public:
    PublicFiles() = default;
    PublicFiles(const PublicFiles&) = delete;
    PublicFiles& operator=(const PublicFiles&) = delete;
    virtual ~PublicFiles() = default;

    /// A file by its path in the folder. Refuses: not_found; what may pass if tried again.
    virtual base::Result<base::Bytes> fetch(std::string_view path) = 0;
};

/// The folder as a server gives it out. Owns: nothing; the client outlives it.
class HttpsFiles final : public PublicFiles {
public:
    /// `session` is the id in hex.
    HttpsFiles(net::Client& client, std::string_view session)
        : client_(client), folder_("/s/" + std::string(session) + "/") {}

    base::Result<base::Bytes> fetch(std::string_view path) override {
        auto answer = client_.get(folder_ + std::string(path));
        if (!answer) return answer.refusal();
        if (answer->status == 200) return std::move(answer->body);
        if (answer->status == 404) return base::refuse(base::Code::not_found, std::string(path));
        return base::refuse(base::Code::busy, std::string(path) + ": " + std::to_string(answer->status));
    }

private:
    net::Client& client_;
    std::string folder_;
};

}  // namespace gongdao::cmd
