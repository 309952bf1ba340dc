#include "server/cmd/vote_command.hpp"

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <thread>

#include "crypto/ballot/codes.hpp"
#include "crypto/note/answer.hpp"
#include "server/cmd/prepared_ballot.hpp"
#include "server/cmd/public_log.hpp"

namespace gongdao::cmd {

using base::Code;
using enum VotingExit;

namespace {

struct VoteCommand {
    std::string ca, pin, link_file, marks, opening_code, promise_file, server;
};

std::string first_line(const std::string& file) {
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line)) stop_voting(usage, "读不到票证链接", "no link in " + file);
    return line;
}

net::Trust trust_of(const VoteCommand& command) {
    if (!command.ca.empty()) return net::CaFile{command.ca};
    if (command.pin.empty()) return net::SystemRoots{};
    const auto bytes = base::from_hex(command.pin);
    const auto pin = bytes ? base::as_array<32>(*bytes) : base::Result<base::Sha256>(bytes.refusal());
    if (!pin) stop_voting(usage, "--pin 应为 64 位十六进制", "--pin: 64 hex digits");
    return net::PinnedCertificate{*pin};
}

std::string receipt_of(const ballot::Tracker& tracker) {
    return "回执码 / receipt code: " + ballot::text_of(tracker);
}

constexpr int waits[] = {1, 2, 4, 8, 10, 10};  // seconds

/// Asks again while the server is away.
template <class Ask>
auto patiently(const Ask& ask) {
    auto answer = ask();
    for (const int wait : waits) {
        if (answer || !may_pass(answer.refusal().code)) break;
        std::cerr << "连不上，正在再试 / no connection, trying again" << std::endl;
        std::this_thread::sleep_for(std::chrono::seconds(wait));
        answer = ask();
    }
    return answer;
}

/// Sends the same bytes until there is an answer: a retry cannot count twice.
net::Response send(net::Client& client, const std::string& path, base::BytesView request) {
    for (const int wait : waits) {
        const auto answer = client.post(path, request, "application/octet-stream");
        // Anything else is a gateway's word, or a fault's: the session speaks in answers of one length.
        const bool spoken = answer && answer->body.size() == note::answer_bytes;
        if (spoken && answer->status < 500) return *answer;
        if (spoken && answer->status == 507)
            stop_voting(refused, "票箱现在收不了票，没有投出", "the box cannot take ballots now; not cast");
        std::cerr << "还不知道收到没有，正在再试 / not known yet, trying again\n";
        std::this_thread::sleep_for(std::chrono::seconds(wait));
    }
    stop_voting(not_known, "还不知道收到没有", "not known whether it arrived");
}

/// Stops if a ballot stands under the slip already, with its receipt code: someone has lost the first answer.
void ask_whether_used(net::Client& client, const std::string& path, const PreparedBallot& ballot,
                      const ballot::Answerer& answerer) {
    const base::Bytes request = ballot::encode_slip_state(ballot.state_request);
    const auto answer = patiently([&]() -> base::Result<net::Response> {
        auto response = client.post(path, request, "application/octet-stream");
        if (response && response->status >= 500) return base::refuse(Code::unreachable);
        return response;
    });
    if (!answer) stop_voting(not_known, "连不上票箱，没有投出", "cannot reach the box, not cast");
    const auto last = ballot::open_slip_state(answer->body, ballot.state_request, answerer);
    if (last && *last) {
        const std::string receipt = receipt_of((*last)->fields.tracker);
        stop_voting(already_cast, "这张票证已投过。" + receipt, "a ballot was cast with this slip already");
    }
    if (last) return;
    const std::string name(base::name_of(last.refusal().code));
    if (last.refusal().code == Code::cancelled_slip || last.refusal().code == Code::unknown_slip)
        stop_voting(bad_slip, "这张票证不能用", name);
    stop_voting(not_known, "票箱的答复不对，没有投出", "not an answer, not cast: " + name);
}

VotingExit vote(const VoteCommand& command, base::Rng& rng) {
    const auto link = ballot::read_link(first_line(command.link_file));
    if (!link) stop_voting(bad_slip, "没有认出这张票证", "the slip was not recognised");
    const std::string server = command.server.empty() ? "https://" + link->host : command.server;
    auto client = net::Client::to(server, trust_of(command));
    if (!client) stop_voting(usage, "连不上", client.refusal().detail);
    const auto found = patiently([&] { return client->get("/api/v1/short/" + link->short_name); });
    if (!found && found.refusal().code == Code::untrusted)
        stop_voting(not_known, "不认识票箱的证书：用 --ca 给出证书文件，或用 --pin 给出它的 SHA-256",
                    "the box's certificate is not trusted: give it with --ca FILE or --pin SHA-256");
    if (!found)
        stop_voting(not_known, "连不上票箱",
                    "cannot reach the box: " + std::string(base::name_of(found.refusal().code)));
    const std::string_view body_text = base::text_of(found->body);
    constexpr std::string_view key = "\"session\":\"";
    const auto at = body_text.find(key);
    if (found->status != 200 || at == std::string_view::npos)
        stop_voting(bad_slip, "没有这个场次", "no such session");
    const std::string session(body_text.substr(at + key.size(), 32));

    PublicLog log(*client, session);
    if (const auto updated = patiently([&] { return log.update(); }); !updated) {
        const std::string why(base::name_of(updated.refusal().code));
        if (may_pass(updated.refusal().code))
            stop_voting(not_known, "连不上票箱，没有投出", "cannot reach the box, not cast: " + why);
        stop_voting(bad_log, "公布的记录有问题，已停止", "the published log is not right: " + why);
    }
    const session::State& state = log.state();
    if (!state.manifest()) stop_voting(not_open, "还没有开始", "not open yet");
    if (link->anchor && *link->anchor != ballot::anchor_of(state.K(), state.manifest()->key)) {
        stop_voting(bad_log, "选票与票证不一致，已停止", "the key is not the one on the slip");
    }
    const std::string opening = ballot::code_of(state.M());
    if (!command.opening_code.empty() && command.opening_code != opening) {
        stop_voting(bad_log, "开箱码不一致，已停止", "the opening code differs: " + opening);
    }
    std::cout << "开箱码 / opening code: " << opening << "\n";

    const PreparedBallot sent = prepare_ballot(state, link->slip, command.marks, rng);
    const ballot::Answerer answerer{
        .origin = session::origin_of(*state.setup()),
        .server = sign::Ed25519PublicKey::decode(state.setup()->server_key).value()};
    ask_whether_used(*client, "/api/v1/s/" + session + "/slip-state", sent, answerer);
    std::cout << "正在投出 / sending" << std::endl;
    const net::Response answer = send(*client, "/api/v1/s/" + session + "/cast", sent.request);
    const auto opened = note::open_answer(answer.body, answerer.server);
    if (!opened)
        stop_voting(not_known, "答复不对",
                    "the answer is not one: " + std::string(base::name_of(opened.refusal().code)));
    const note::AnswerSubject subject{.origin = answerer.origin,
                                      .contest = sent.contest.bytes,
                                      .disposition = note::Disposition::cast,
                                      .tracker = sent.tracker.bytes};
    if (const auto* promise = std::get_if<note::Promise>(&*opened)) {
        if (promise->subject != subject)
            stop_voting(not_known, "答复不是给这张票的", "the promise is for another ballot");
        if (!command.promise_file.empty()) {
            std::ofstream(command.promise_file, std::ios::binary)
                << base::text_of(*note::unpad_answer(answer.body));
        }
        std::cout << "✓ 已投出 / cast\n" << receipt_of(sent.tracker) << "\n";
        return cast;
    }
    const auto* signed_one = std::get_if<note::SignedRejection>(&*opened);
    const Code code = signed_one != nullptr ? signed_one->rejection.code
                                            : std::get<note::UnsignedRejection>(*opened).rejection.code;
    const std::string name(base::name_of(code));
    if (code == Code::already_cast) stop_voting(already_cast, "这张票证已投过", name);
    if (code == Code::closed || code == Code::not_open) stop_voting(not_open, "投票已结束，没有投出", name);
    if (code == Code::void_contest) stop_voting(not_open, "本项已作废，没有投出", name);
    if (code == Code::cancelled_slip || code == Code::unknown_slip)
        stop_voting(bad_slip, "这张票证不能用", name);
    stop_voting(refused, "选票没有被接受", name);
}

}  // namespace

void add_vote_command(CLI::App& app, base::Rng& rng, int& exit_code) {
    auto command = std::make_shared<VoteCommand>();
    CLI::App* voter = app.add_subcommand(
        "vote", "用自己的程序投票 / Vote with your own program, as the page on a phone does");
    voter
        ->add_option("--link-file", command->link_file,
                     "票证链接所在的文件，第一行 / file whose first line is the slip's link")
        ->required();
    voter
        ->add_option("--marks", command->marks,
                     "每人一个：o 赞成 x 不赞成 - 弃权 / one a candidate: o approve x disapprove - abstain")
        ->required();
    voter->add_option("--opening-code", command->opening_code,
                      "大屏幕上的开箱码 / the code on the room's screen, to compare");
    voter->add_option("--server", command->server, "默认用票证上的地址 / default: the address on the slip");
    voter->add_option("--ca", command->ca, "证书文件 / certificate to trust");
    voter->add_option("--pin", command->pin, "证书 SHA-256 / the certificate's fingerprint");
    voter->add_option("--promise", command->promise_file, "回执存到 / file for the server's signed promise");
    voter->footer(
        "退出码 / exit codes: 0 cast · 1 refused · 2 usage · 4 slip used already · 5 not open · 6 slip not "
        "valid · "
        "7 not known, try again · 8 the published log is not right");
    voter->callback([command, &rng, &exit_code] {
        try {
            exit_code = static_cast<int>(vote(*command, rng));
        } catch (const VotingStopped& stopped) {
            std::cerr << stopped.zh << " / " << stopped.en << "\n";
            exit_code = static_cast<int>(stopped.code);
        }
    });
}

}  // namespace gongdao::cmd
