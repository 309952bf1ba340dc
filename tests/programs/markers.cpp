// Prints, one a line in hex, the secrets that a server must never have held: what to look for in its memory,
// database and logs.
//
//   markers slip FILE SESSION           the first line of FILE is the slip's link
//   markers key FILE PASSPHRASE         of a trustee's key file
//   markers vote …                      votes as `gongdao vote` does, then prints the ballot's randomness
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "crypto/ballot/slip.hpp"
#include "server/cmd/key_file.hpp"
#include "server/cmd/vote_command.hpp"

using namespace gongdao;

namespace {

constexpr std::uint16_t slots = 9;

void print(base::BytesView secret) {
    std::cout << base::to_hex(secret) << "\n";
}

/// Remembers what was drawn.
class RecordingRng final : public base::Rng {
public:
    void fill(std::span<std::uint8_t> out) override {
        rng_.fill(out);
        drawn.emplace_back(out.begin(), out.end());
    }

    std::vector<base::Bytes> drawn;

private:
    base::SystemRng rng_;
};

int print_slip(const std::string& file, const std::string& session) {
    std::string line;
    std::ifstream in(file);
    std::getline(in, line);
    const auto link = ballot::read_link(line).value();
    print(link.slip.expose());
    for (std::uint16_t slot = 0; slot < slots; ++slot) {
        const ballot::SlipPlace place{
            .session = {base::as_array<16>(base::from_hex(session).value()).value()},
            .of_class = {0},
            .slot = {slot}};
        print(ballot::slip_secret_key(place, link.slip).bytes().expose());
    }
    return 0;
}

int print_key(const std::string& file, const std::string& passphrase, base::Rng& rng) {
    const cmd::SealedKeyStore store(file, passphrase, seal::least_effort, rng);
    const auto key = store.load().value();
    print(key.signing_seed.expose());
    if (key.share) print(key.share->s.expose());
    return key.share ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"secrets that a server must never have held"};
    app.require_subcommand(1);
    RecordingRng rng;
    int exit_code = 0;
    std::string file, other;
    for (const bool slip : {true, false}) {
        CLI::App* one = app.add_subcommand(slip ? "slip" : "key");
        one->add_option("file", file)->required();
        one->add_option(slip ? "session" : "passphrase", other)->required();
        one->callback(
            [&, slip] { exit_code = slip ? print_slip(file, other) : print_key(file, other, rng); });
    }
    cmd::add_vote_command(app, rng, exit_code);
    CLI11_PARSE(app, argc, argv);
    for (const base::Bytes& drawn : rng.drawn) std::cout << "drawn: " << base::to_hex(drawn) << "\n";
    return exit_code;
}
