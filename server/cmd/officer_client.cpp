#include "server/cmd/officer_client.hpp"

#include <nlohmann/json.hpp>

namespace gongdao::cmd {

namespace {

base::Result<ApiAnswer> answer_of(base::Result<net::Response> response) {
    if (!response) return response.refusal();
    return ApiAnswer{.status = response->status, .body = std::string(base::text_of(response->body))};
}

}  // namespace

base::Result<OfficerClient> OfficerClient::to(std::string_view server, const net::Trust& trust,
                                              std::string token) {
    auto client = net::Client::to(server, trust);
    if (!client) return client.refusal();
    return OfficerClient(std::move(*client), std::move(token));
}

base::Result<ApiAnswer> OfficerClient::get(std::string_view path) {
    return answer_of(client_.get(path, headers()));
}

base::Result<ApiAnswer> OfficerClient::post(std::string_view path, std::string_view json) {
    return answer_of(client_.post(path, base::view_of(json), "application/json", headers()));
}

base::Result<ApiAnswer> OfficerClient::post_bytes(std::string_view path, base::BytesView body) {
    return answer_of(client_.post(path, body, "application/octet-stream", headers()));
}

std::string refusal_line(const ApiAnswer& answer) {
    const auto parsed = nlohmann::json::parse(answer.body, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("refusal")) return "HTTP " + std::to_string(answer.status);
    const auto& refusal = parsed["refusal"];
    const std::string detail = refusal.value("detail", "");
    return refusal.value("zh", "") + " / " + refusal.value("code", "") +
           (detail.empty() ? "" : ": " + detail);
}

}  // namespace gongdao::cmd
