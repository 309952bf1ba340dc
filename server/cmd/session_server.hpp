#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/cmd/key_file.hpp"
#include "server/cmd/public_files.hpp"

namespace gongdao::cmd {

struct JoinedSeat {
    TrusteeIndex number;
    std::string token;
};

/// A record that waits for signatures (server/API.md, drafts).
struct Draft {
    std::uint32_t number = 0;
    std::string act;
    base::Bytes record;  ///< type ‖ version ‖ fields
    std::vector<TrusteeIndex> signers;
    std::uint32_t needs = 0;
};

/// A session's server as a trustee's tool uses it. Nothing that it says is believed.
/// Every call refuses what the server refuses, and what may pass if tried again (`may_pass`).
class SessionServer {
public:
    SessionServer() = default;
    SessionServer(const SessionServer&) = delete;
    SessionServer& operator=(const SessionServer&) = delete;
    virtual ~SessionServer() = default;

    virtual PublicFiles& files() = 0;
    virtual base::Result<JoinedSeat> join(std::string_view code, base::BytesView key) = 0;
    virtual base::Check submit(base::BytesView record) = 0;
    virtual base::Check put_boxes(std::uint16_t attempt, const std::vector<PostedBox>& boxes) = 0;
    virtual base::Result<std::vector<PostedBox>> boxes(std::uint16_t attempt) = 0;
    virtual base::Result<std::vector<Draft>> drafts() = 0;
    /// Gives: whether that was the last signature needed.
    virtual base::Result<bool> sign(std::uint32_t draft, const session::Signature& signature) = 0;
};

/// The same over HTTPS. Refuses: as net::Client::to.
base::Result<std::unique_ptr<SessionServer>> https_session(const TrusteeSeat& seat, const net::Trust& trust);

}  // namespace gongdao::cmd
