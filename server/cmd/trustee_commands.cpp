#include "server/cmd/trustee_commands.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <iostream>
#include <thread>

#include "crypto/ballot/codes.hpp"
#include "crypto/base/crockford.hpp"
#include "server/cmd/private_file.hpp"
#include "server/cmd/terminal.hpp"
#include "server/cmd/trustee_ceremony.hpp"
#include "server/cmd/trustee_shares.hpp"
#include "server/cmd/trustee_signing.hpp"

namespace gongdao::cmd {

using base::Code;

namespace {

constexpr std::chrono::milliseconds poll_interval{300};

int end_with(const base::Refusal& refusal) {
    const Words words = words_of(refusal);
    std::cerr << words.zh << " / " << words.en << std::endl;
    return may_pass(refusal.code) ? exit_later : exit_refused;
}

base::Result<net::Trust> trust_of(const TrusteeOptions& options) {
    if (!options.ca.empty()) return net::Trust(net::CaFile{options.ca});
    if (options.pin.empty()) return net::Trust(net::SystemRoots{});
    std::string hex = options.pin;
    std::erase(hex, ':');
    std::ranges::transform(
        hex, hex.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto bytes = base::from_hex(hex);
    const auto fingerprint = base::as_array<base::sha256_bytes>(bytes ? *bytes : base::Bytes());
    if (!fingerprint) return base::refuse(Code::bad_format, "--pin: 64 hex digits are wanted");
    return net::Trust(net::PinnedCertificate{*fingerprint});
}

base::Result<std::string> passphrase_of(const TrusteeOptions& options, bool fresh) {
    if (!options.passphrase_file.empty()) return first_line_of(options.passphrase_file);
    if (!fresh) return ask_secret({"口令", "Passphrase"});
    auto first = ask_secret({"设一句口令（四个词以上）。没有“找回口令”",
                             "Set a passphrase of four words or more. It cannot be recovered"});
    if (!first) return first;
    auto again = ask_secret({"再输入一次", "Once more"});
    if (!again) return again;
    if (*first != *again) return base::refuse(Code::wrong_passphrase, "the two differ");
    return first;
}

/// A drill's file may be cheap to guess; nobody waits for it.
seal::Effort effort_of(const TrusteeOptions& options) {
    return options.yes ? seal::least_effort : seal::most_effort;
}

/// Everything that a subcommand with a key file works with.
struct Desk {
    base::SystemRng rng;
    ops::SystemClock clock;
    TerminalPerson person;
    SealedKeyStore store;
    KeyFile key;
    std::unique_ptr<SessionServer> server;
    std::unique_ptr<PublicLog> log;

    Desk(const TrusteeOptions& options, std::string passphrase)
        : person(options.yes), store(options.key, std::move(passphrase), effort_of(options), rng) {}

    [[nodiscard]] Trustee trustee() {
        return {.store = store,
                .key = key,
                .server = *server,
                .log = *log,
                .person = person,
                .clock = clock,
                .rng = rng};
    }
};

/// Opens key file and session, and lets the command work. What was seen of the log is kept. No other program
/// works with the file meanwhile: what it kept would be overwritten.
int at_desk(const TrusteeOptions& options, const std::function<int(Trustee&)>& work) {
    auto passphrase = passphrase_of(options, false);
    if (!passphrase) return end_with(passphrase.refusal());
    const auto lock = FileLock::take(options.key + ".lock");
    if (!lock) return end_with(lock.refusal());
    Desk desk(options, std::move(*passphrase));
    auto key = desk.store.load();
    if (!key) return end_with(key.refusal());
    desk.key = std::move(*key);
    const auto trust = trust_of(options);
    if (!trust) return end_with(trust.refusal());
    auto server = https_session(desk.key.seat, *trust);
    if (!server) return end_with(server.refusal());
    desk.server = std::move(*server);
    desk.log = std::make_unique<PublicLog>(desk.server->files(), desk.key.seat.session);
    const auto seen = desk.key.seen;
    if (seen) desk.log->expect(*seen);
    Trustee trustee = desk.trustee();
    const int code = work(trustee);
    if (desk.key.seen != seen && desk.store.exists()) desk.store.save(desk.key);
    return code;
}

/// Repeats a step until it gives an exit code; a network that is away is waited for.
int keep_on(Trustee& t, const std::function<base::Result<std::optional<int>>()>& step) {
    for (;;) {
        const auto done = step();
        if (done && *done) return **done;
        if (!done && !may_pass(done.refusal().code)) return end_with(done.refusal());
        if (!done) t.person.tell(words_of(done.refusal()));
        std::this_thread::sleep_for(poll_interval);
    }
}

/// Where the copy lies that is audited before totals are opened.
std::string copy_of_folder(const TrusteeOptions& options) {
    return options.key + ".copy";
}

base::Result<SessionId> session_of(const TrusteeOptions& options) {
    const auto bytes = base::from_hex(options.session);
    const auto id = base::as_array<16>(bytes ? *bytes : base::Bytes());
    if (!id) return base::refuse(Code::bad_format, "--session: 32 lower-case hex digits are wanted");
    return SessionId{*id};
}

}  // namespace

int join(const TrusteeOptions& options) {
    const auto session = session_of(options);
    if (!session) return end_with(session.refusal());
    const auto trust = trust_of(options);
    if (!trust) return end_with(trust.refusal());
    auto code = options.code.empty() ? ask_secret({"一次性码", "One-time code"}) : options.code;
    if (!code) return end_with(code.refusal());
    auto passphrase = passphrase_of(options, true);
    if (!passphrase) return end_with(passphrase.refusal());
    const auto lock = FileLock::take(options.key + ".lock");
    if (!lock) return end_with(lock.refusal());
    Desk desk(options, std::move(*passphrase));
    if (desk.store.exists()) {
        auto key = desk.store.load();  // of a call that was cut off before the server answered
        if (!key) return end_with(key.refusal());
        if (!key->seat.token.empty() || key->seat.session != *session)
            return end_with(base::refuse(Code::conflict, options.key));
        desk.key = std::move(*key);
    } else {
        desk.key.signing_seed = base::draw_secret<sign::ed25519_seed_bytes>(desk.rng);
    }
    desk.key.seat.server = options.server;
    desk.key.seat.session = *session;
    auto server = https_session(desk.key.seat, *trust);
    if (!server) return end_with(server.refusal());
    if (const auto seated = take_seat(desk.store, desk.key, **server, *code); !seated)
        return end_with(seated.refusal());
    const std::string i = std::to_string(desk.key.seat.number.value);
    desk.person.tell({"您是监票人 " + i + "。密钥文件：" + options.key + "，请存到您的 U 盘，口令另记",
                      "You are trustee " + i + ". Key file: " + options.key +
                          "; keep it on your own stick, the passphrase apart"});
    return exit_done;
}

namespace {

void introduce(const Trustee& t) {
    const session::Setup& setup = *t.state().setup();
    const std::string i = std::to_string(t.number().value), n = std::to_string(setup.trustees.size()),
                      needed = std::to_string(setup.threshold);
    t.person.tell({"场次：" + setup.title, "Session: " + setup.title});
    t.person.tell({"您是监票人 " + i + "，共 " + n + " 位。" + n + " 位中 " + needed +
                       " 位到场才能解开总票数。除非 " + needed + " 位串通，谁也解不开单独一张票",
                   "You are trustee " + i + " of " + n + ". " + needed + " of " + n +
                       " are needed to open the totals; fewer can open nothing"});
}

}  // namespace

int hold_ceremony(const TrusteeOptions& options) {
    return at_desk(options, [](Trustee& t) {
        t.person.tell(
            {"三步，共约 2 分钟，请不要关闭", "Three steps, about 2 minutes; please leave this open"});
        bool introduced = false;
        return keep_on(t, [&]() -> base::Result<std::optional<int>> {
            auto step = ceremony_step(t);
            if (t.state().setup() && !std::exchange(introduced, true)) introduce(t);
            while (step && *step == CeremonyStep::moved) step = ceremony_step(t);
            if (!step) return step.refusal();
            if (*step == CeremonyStep::waiting) return std::optional<int>();
            if (*step == CeremonyStep::left_out) {
                t.person.tell({"密钥由其他监票人制作，没有您的份额",
                               "The key is made by others, without a share of yours"});
                return std::optional(exit_refused);
            }
            t.person.tell({"份额已写入密钥文件并读回", "The share is in the key file and was read back"});
            return std::optional(exit_done);
        });
    });
}

namespace {

/// The log that this machine reads may be a moment behind the draft.
bool may_be_early(Code code) {
    return code == Code::not_now || code == Code::wrong_figures || code == Code::not_open ||
           code == Code::closed;
}

/// Says, once, how long it takes, and that nothing is wrong.
bool waits_for_pause(const Trustee& t, const Draft& draft, bool& told) {
    const auto fields = session::decode_unsigned(draft.record);
    const std::uint64_t left = fields ? pause_left(t, *fields) : 0;
    if (left == 0) return false;
    const std::string seconds = std::to_string(left);
    if (!std::exchange(told, true))
        t.person.tell({"按本机时钟，异议期还有 " + seconds + " 秒，到时再签",
                       "By this clock " + seconds + " s of the pause for objections are left; waiting"});
    return true;
}

}  // namespace

int sign(const TrusteeOptions& options) {
    return at_desk(options, [&](Trustee& t) {
        constexpr int most_early = 30;
        int early = 0;
        bool told = false;
        const auto step = [&]() -> base::Result<std::optional<int>> {
            const auto drafts = waiting_drafts(t, options.act);
            if (!drafts) return drafts.refusal();
            bool waits = false;
            for (const Draft& draft : *drafts) {
                if (waits_for_pause(t, draft, told)) {
                    waits = true;
                    continue;
                }
                if (const auto fine = check_draft(t, draft.record);
                    !fine && may_be_early(fine.refusal().code) && ++early < most_early) {
                    return std::optional<int>();
                }
                const auto logged = sign_draft(t, draft);
                if (!logged) return logged.refusal();
                t.person.tell(*logged ? Words{"已签名，已记入", "Signed and logged"}
                                      : Words{"已签名，还需其他监票人", "Signed; others are waited for"});
            }
            if (waits) return std::optional<int>();
            if (drafts->empty() && options.wait) {
                t.person.tell({"等待需要签名的内容", "Waiting for something to sign"});
                return std::optional<int>();
            }
            if (drafts->empty()) t.person.tell({"没有需要签名的内容", "Nothing to sign"});
            return std::optional(exit_done);
        };
        return keep_on(t, step);
    });
}

namespace {

base::Result<std::string> closing_code_of(const TrusteeOptions& options) {
    constexpr std::size_t code_characters = 24;
    std::string typed = options.closing_code;
    if (typed.empty()) {
        std::cout << "签字纸上的封箱码 / closing code on the signed paper: " << std::flush;
        std::getline(std::cin, typed);
    }
    const auto code = base::normalise_crockford(typed);
    if (!code || code->size() != code_characters) {
        return base::refuse(Code::bad_format,
                            "封箱码是 24 个字符，分六组 / a closing code has 24 characters in six groups");
    }
    return typed;
}

}  // namespace

int decrypt(const TrusteeOptions& options) {
    const auto closing_code = closing_code_of(options);
    if (!closing_code) return end_with(closing_code.refusal());
    return at_desk(options, [&](Trustee& t) {
        const DecryptOptions how{.closing_code = *closing_code,
                                 .folder = copy_of_folder(options),
                                 .threads = std::max(1U, std::thread::hardware_concurrency())};
        return keep_on(t, [&]() -> base::Result<std::optional<int>> {
            const auto step = decrypt_step(t, how);
            if (!step) return step.refusal();
            if (*step == DecryptStep::waiting && options.wait) return std::optional<int>();
            if (*step == DecryptStep::waiting)
                return base::refuse(Code::not_now, "nothing is tallied yet; --wait waits");
            tell_how_many_more(t, *closing_code);
            return std::optional(exit_done);
        });
    });
}

int destroy(const TrusteeOptions& options) {
    return at_desk(options, [&](Trustee& t) {
        if (const auto done = destroy_share(t); !done) return end_with(done.refusal());
        std::filesystem::remove_all(copy_of_folder(options));
        std::filesystem::remove(options.key + ".lock");
        t.person.tell({"份额和密钥文件已销毁", "Share and key file are destroyed"});
        return exit_done;
    });
}

int show(const TrusteeOptions& options) {
    auto passphrase = passphrase_of(options, false);
    if (!passphrase) return end_with(passphrase.refusal());
    const Desk desk(options, std::move(*passphrase));
    const auto key = desk.store.load();
    if (!key) return end_with(key.refusal());
    std::cout << "服务器 / server: " << key->seat.server << "\n"
              << "场次 / session: " << base::to_hex(key->seat.session.bytes) << "\n"
              << "监票人 / trustee: " << unsigned{key->seat.number.value} << "\n"
              << "签名公钥 / signing key: " << base::to_hex(key->signing_key().public_key().bytes()) << "\n"
              << "看到的记录 / log seen: " << (key->seen ? key->seen->size.value : 0) << "\n"
              << "份额 / share: " << (key->share ? "有 / held" : "没有 / none") << "\n";
    for (const GivenShare& one : key->given) {
        std::cout << "已解 / given: " << base::to_hex(one.contest.bytes) << " 组 / group " << one.group
                  << " 封箱码 / closing code " << ballot::code_of(one.closing_root) << "\n";
    }
    return exit_done;
}

}  // namespace gongdao::cmd
