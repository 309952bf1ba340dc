#pragma once

#include <map>
#include <optional>

#include "server/cmd/trustee.hpp"
#include "tests/support/seeded_rng.hpp"
#include "tests/support/temp_folder.hpp"

namespace gongdao::support {

/// A person who agrees or does not, and remembers what was said.
class RecordingPerson final : public cmd::Person {
public:
    void tell(const cmd::Words& words) override { told.push_back(words.en); }
    bool agrees(const cmd::Words& question) override {
        asked.push_back(question.en);
        return willing;
    }

    bool willing = true;
    std::vector<std::string> told, asked;
};

/// A key file in memory, not sealed: what argon2id costs would be most of a test.
class MemoryKeyStore final : public cmd::KeyStore {
public:
    [[nodiscard]] bool exists() const override { return packed_.has_value(); }
    [[nodiscard]] base::Result<cmd::KeyFile> load() const override {
        if (!packed_) return base::refuse(base::Code::not_found);
        return cmd::unpack_key_file(*packed_);
    }
    void save(const cmd::KeyFile& file) override { packed_.emplace(cmd::pack(file)); }
    void wipe() override { packed_.reset(); }

private:
    std::optional<seal::SecretBytes> packed_;
};

/// A trustee's machine: key file, person, and what is in memory between two calls.
class TrusteeTool {
public:
    TrusteeTool(cmd::SessionServer& at, const session::SessionId& session, const ops::Clock& its_clock,
                std::uint32_t seed)
        : server(at), clock(its_clock), rng(seed) {
        key.signing_seed = base::draw_secret<sign::ed25519_seed_bytes>(rng);
        key.seat.session = session;
        start();
    }

    /// As after the program was ended and started again: what is not in the key file is gone.
    void restart() {
        key = store.load().value();
        start();
    }

    [[nodiscard]] cmd::Trustee at_work() {
        return {.store = store,
                .key = key,
                .server = server,
                .log = *log,
                .person = person,
                .clock = clock,
                .rng = rng};
    }

    TempFolder folder;
    cmd::SessionServer& server;
    const ops::Clock& clock;
    SeededRng rng;
    RecordingPerson person;
    MemoryKeyStore store;
    cmd::KeyFile key;
    std::unique_ptr<cmd::PublicLog> log;

private:
    void start() {
        log = std::make_unique<cmd::PublicLog>(server.files(), key.seat.session);
        if (key.seen) log->expect(*key.seen);
    }
};

/// A published folder in memory.
class MapFiles final : public cmd::PublicFiles {
public:
    base::Result<base::Bytes> fetch(std::string_view path) override {
        const auto found = files.find(std::string(path));
        if (found == files.end()) return base::refuse(base::Code::not_found, std::string(path));
        return found->second;
    }

    std::map<std::string, base::Bytes> files;
};

}  // namespace gongdao::support
