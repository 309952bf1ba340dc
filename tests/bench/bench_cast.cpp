// Sends ballots that were made beforehand to a server, over connections that are kept, and verifies each
// promise.
//
//   bench_cast URL CA SESSION LINKS MARKS CONNECTIONS      prints promises a second
#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <thread>

#include "crypto/note/answer.hpp"
#include "server/cmd/prepared_ballot.hpp"
#include "server/cmd/public_log.hpp"

using namespace gongdao;
using Clock = std::chrono::steady_clock;

int main(int argc, char** argv) {
    if (argc != 7) return 2;
    const std::string url = argv[1], session = argv[3], marks = argv[5];
    const net::Trust trust = net::CaFile{argv[2]};
    auto reader = net::Client::to(url, trust);
    cmd::PublicLog log(*reader, session);
    if (!log.update()) return 1;
    base::SystemRng rng;
    std::vector<cmd::PreparedBallot> ballots;
    std::ifstream links(argv[4]);
    for (std::string link; std::getline(links, link);) {
        ballots.push_back(cmd::prepare_ballot(log.state(), ballot::read_link(link)->slip, marks, rng));
    }
    const auto key = sign::Ed25519PublicKey::decode(log.state().setup()->server_key).value();
    std::atomic<std::size_t> next = 0, promised = 0;
    std::vector<std::thread> voters;
    std::atomic<int> ready = 0;
    std::atomic<bool> begun = false;
    const int connections = std::stoi(argv[6]);
    for (int i = 0; i < connections; ++i) {
        voters.emplace_back([&] {
            auto client = net::Client::to(url, trust);
            const bool connected = client->get("/healthz").has_value();
            ++ready;
            begun.wait(false);
            for (std::size_t at = next++; connected && at < ballots.size(); at = next++) {
                const auto answer = client->post("/api/v1/s/" + session + "/cast", ballots[at].request,
                                                 "application/octet-stream");
                if (!answer) continue;
                const auto opened = note::open_answer(answer->body, key);
                const auto* promise = opened ? std::get_if<note::Promise>(&*opened) : nullptr;
                promised += promise != nullptr && promise->subject.tracker == ballots[at].tracker.bytes;
            }
        });
    }
    while (ready < connections) std::this_thread::yield();
    const auto begin = Clock::now();
    begun = true;
    begun.notify_all();
    for (std::thread& one : voters) one.join();
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::cout << static_cast<double>(promised) / seconds << "\n";
    if (promised != ballots.size()) std::cerr << promised << " of " << ballots.size() << " were promised\n";
    return promised == ballots.size() ? 0 : 1;
}
