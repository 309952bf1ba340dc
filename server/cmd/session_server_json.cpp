#include <nlohmann/json.hpp>

#include "server/cmd/session_server.hpp"

namespace gongdao::cmd {

using base::Code;
using nlohmann::json;

namespace {

constexpr std::string_view json_type = "application/json";
constexpr std::string_view binary_type = "application/octet-stream";

/// The server's own refusal, where it gave one.
base::Refusal refusal_in(const net::Response& response) {
    const json body = json::parse(base::text_of(response.body), nullptr, false);
    const auto refusal = body.is_object() ? body.find("refusal") : body.end();
    if (refusal != body.end() && refusal->is_object()) {
        const auto code = base::code_named(refusal->value("code", ""));
        if (code) return base::refuse(*code, refusal->value("detail", ""));
    }
    const bool later = response.status >= 500;
    return base::refuse(later ? Code::busy : Code::bad_answer, "HTTP " + std::to_string(response.status));
}

base::Bytes bytes_of(const json& hex) {
    auto bytes = base::from_hex(hex.get<std::string>());
    if (!bytes) throw json::type_error::create(302, "hex is wanted", &hex);
    return std::move(*bytes);
}

template <std::size_t N>
base::ByteArray<N> array_of(const json& hex) {
    const auto fixed = base::as_array<N>(bytes_of(hex));
    if (!fixed) throw json::type_error::create(302, "hex of another length is wanted", &hex);
    return *fixed;
}

class HttpsSession final : public SessionServer {
public:
    HttpsSession(net::Client client, const TrusteeSeat& seat)
        : client_(std::move(client)),
          files_(client_, base::to_hex(seat.session.bytes)),
          api_("/api/v1/s/" + base::to_hex(seat.session.bytes) + "/") {
        if (!seat.token.empty()) headers_.push_back({"authorization", "Bearer " + seat.token});
    }

    PublicFiles& files() override { return files_; }

    base::Result<JoinedSeat> join(std::string_view code, base::BytesView key) override {
        const json request = {{"code", code}, {"key", base::to_hex(key)}};
        return parsed<JoinedSeat>(post("trustees/join", request.dump(), json_type), [](const json& body) {
            return JoinedSeat{.number = {body.at("number").get<std::uint8_t>()}, .token = body.at("token")};
        });
    }

    base::Check submit(base::BytesView record) override {
        return done(post("records", base::text_of(record), binary_type));
    }

    base::Check put_boxes(std::uint16_t attempt, const std::vector<PostedBox>& boxes) override {
        json list = json::array();
        for (const PostedBox& one : boxes) {
            list.push_back({{"to", one.other.value}, {"box", base::to_hex(one.box)}});
        }
        return done(post("boxes", json({{"attempt", attempt}, {"boxes", list}}).dump(), json_type));
    }

    base::Result<std::vector<PostedBox>> boxes(std::uint16_t attempt) override {
        return parsed<std::vector<PostedBox>>(
            get("boxes?attempt=" + std::to_string(attempt)), [](const json& body) {
                std::vector<PostedBox> boxes;
                for (const json& one : body.at("boxes")) {
                    boxes.push_back({.other = {one.at("from").get<std::uint8_t>()},
                                     .box = array_of<threshold::share_box_bytes>(one.at("box"))});
                }
                return boxes;
            });
    }

    base::Result<std::vector<Draft>> drafts() override {
        return parsed<std::vector<Draft>>(get("drafts"), [](const json& body) {
            std::vector<Draft> drafts;
            for (const json& one : body.at("drafts")) {
                Draft draft{.number = one.at("draft"),
                            .act = one.at("act"),
                            .record = {},
                            .signers = {},
                            .needs = one.at("needs")};
                draft.record = bytes_of(one.at("record"));
                for (const json& signer : one.at("signed"))
                    draft.signers.push_back({signer.get<std::uint8_t>()});
                drafts.push_back(std::move(draft));
            }
            return drafts;
        });
    }

    base::Result<bool> sign(std::uint32_t draft, const session::Signature& signature) override {
        const json request = {{"trustee", signature.signer}, {"signature", base::to_hex(signature.bytes)}};
        return parsed<bool>(
            post("drafts/" + std::to_string(draft) + "/signatures", request.dump(), json_type),
            [](const json& body) { return body.at("logged").get<bool>(); });
    }

private:
    using Answer = base::Result<base::Bytes>;

    static Answer body_of(base::Result<net::Response> response) {
        if (!response) return response.refusal();
        if (response->status != 200) return refusal_in(*response);
        return std::move(response->body);
    }
    Answer get(const std::string& call) { return body_of(client_.get(api_ + call, headers_)); }
    Answer post(const std::string& call, std::string_view body, std::string_view type) {
        return body_of(client_.post(api_ + call, base::view_of(body), type, headers_));
    }

    static base::Check done(const Answer& answer) {
        if (!answer) return answer.refusal();
        return base::Done{};
    }

    template <class T, class Read>
    static base::Result<T> parsed(const Answer& answer, const Read& read) {
        if (!answer) return answer.refusal();
        try {
            return T(read(json::parse(base::text_of(*answer))));
        } catch (const json::exception& fault) {
            return base::refuse(Code::bad_answer, fault.what());
        }
    }

    net::Client client_;
    HttpsFiles files_;
    std::string api_;
    net::Fields headers_;
};

}  // namespace

base::Result<std::unique_ptr<SessionServer>> https_session(const TrusteeSeat& seat, const net::Trust& trust) {
    auto client = net::Client::to(seat.server, trust);
    if (!client) return client.refusal();
    return std::unique_ptr<SessionServer>(std::make_unique<HttpsSession>(std::move(*client), seat));
}

}  // namespace gongdao::cmd
