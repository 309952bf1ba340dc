#pragma once

#include <string>

#include "server/net/client.hpp"

namespace gongdao::cmd {

/// What the server said to an officer's call: JSON, or a refusal in words.
struct ApiAnswer {
    unsigned status = 0;
    std::string body;

    [[nodiscard]] bool done() const { return status == 200; }
};

/// The API as an account uses it.
class OfficerClient {
public:
    /// Refuses: as net::Client::to.
    static base::Result<OfficerClient> to(std::string_view server, const net::Trust& trust,
                                          std::string token);

    base::Result<ApiAnswer> get(std::string_view path);
    base::Result<ApiAnswer> post(std::string_view path, std::string_view json);
    base::Result<ApiAnswer> post_bytes(std::string_view path, base::BytesView body);

    [[nodiscard]] const std::string& token() const { return token_; }

private:
    OfficerClient(net::Client&& client, std::string token)
        : client_(std::move(client)), token_(std::move(token)) {}
    [[nodiscard]] net::Fields headers() const { return {{"authorization", "Bearer " + token_}}; }

    net::Client client_;
    std::string token_;
};

/// A refusal's body in one line for people: Chinese sentence, code, detail.
std::string refusal_line(const ApiAnswer& answer);

}  // namespace gongdao::cmd
