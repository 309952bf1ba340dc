#include "server/cmd/serve_command.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "server/api/routes.hpp"
#include "server/app/officers.hpp"
#include "server/net/serve.hpp"
#include "server/ops/signals.hpp"
#include "server/store/sqlite/sqlite_store.hpp"

namespace gongdao::cmd {

namespace fs = std::filesystem;

namespace {

struct ServeCommand {
    std::string data = "data";
    std::string address = "127.0.0.1";
    std::uint16_t port = 8443;
    std::vector<std::string> names = {"localhost", "127.0.0.1"};
    std::string certificate, key;
    std::string web;
    std::string log_file;
    std::uint32_t max_pages = 0;
};

/// The voter's page where the build or the package has put it.
fs::path web_folder(const ServeCommand& command) {
    if (!command.web.empty()) return command.web;
    const fs::path program = fs::read_symlink("/proc/self/exe");
    for (const char* beside : {"../share/gongdao/web", "../../../web/dist"}) {
        fs::path folder = program.parent_path() / beside;
        if (fs::exists(folder / "vote.html")) return folder;
    }
    return {};
}

std::string read_text(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

api::VotePage load_vote_page(const ServeCommand& command) {
    const fs::path folder = web_folder(command);
    if (folder.empty()) return {};
    std::string policy = read_text(folder / "vote.csp");
    while (!policy.empty() && policy.back() == '\n') policy.pop_back();
    const auto read = [&](const char* name) {
        return base::copy_of(base::view_of(read_text(folder / name)));
    };
    return {.html = read("vote.html"),
            .gzip = fs::exists(folder / "vote.html.gz") ? read("vote.html.gz") : base::Bytes(),
            .content_security_policy = policy};
}

net::KeyFiles certificate_of(const ServeCommand& command, const ops::Clock& clock) {
    if (!command.certificate.empty()) return {.certificate = command.certificate, .key = command.key};
    const fs::path folder = fs::path(command.data) / "tls";
    net::KeyFiles files{.certificate = (folder / "certificate.pem").string(),
                        .key = (folder / "key.pem").string()};
    if (!fs::exists(files.certificate)) {
        fs::create_directories(folder);
        const auto made = net::make_self_signed(files, command.names, clock.now());
        if (!made) throw std::runtime_error("certificate: " + made.refusal().detail);
    }
    return files;
}

/// A secret that is shown once lies in a file for its owner alone, so that no terminal keeps it.
void write_private(const fs::path& path, std::string_view text) {
    std::ofstream(path).close();
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    std::ofstream(path) << text << "\n";
}

void greet(const ServeCommand& command, std::uint16_t port, const net::KeyFiles& files, bool first,
           bool page) {
    const auto facts = net::read_certificate(files.certificate);
    std::cout << "address: https://" << command.names.front() << ":" << port << "\n";
    if (facts) std::cout << "certificate sha-256: " << base::to_hex(facts->fingerprint) << "\n";
    if (!page) std::cout << "voter's page: not built, phones cannot vote (build web/ or say --web DIR)\n";
    if (first) {
        std::cout << "administrator's token (once): "
                  << (fs::path(command.data) / "administrator.token").string() << "\n"
                  << "next: gongdao admin officer --help\n";
    }
    std::cout << "ready" << std::endl;
}

int serve(const ServeCommand& command) {
    ops::hold_stop_signals();
    fs::create_directories(fs::path(command.data) / "public");
    fs::permissions(command.data, fs::perms::owner_all);
    ops::SystemClock clock;
    base::SystemRng rng;
    std::unique_ptr<ops::LogLines> lines = command.log_file.empty()
                                               ? std::make_unique<ops::LogLines>(clock)
                                               : std::make_unique<ops::LogLines>(clock, command.log_file);
    store::SqliteStore store((fs::path(command.data) / "gongdao.sqlite").string());
    if (command.max_pages > 0) store.limit_pages(command.max_pages);
    const api::VotePage page = load_vote_page(command);
    log::Sequencer sequencer(*lines);
    std::counting_semaphore<> permits(
        static_cast<std::ptrdiff_t>(std::max(1U, std::thread::hardware_concurrency())));
    app::Context context{.store = store,
                         .sequencer = sequencer,
                         .clock = clock,
                         .lines = *lines,
                         .rng = rng,
                         .public_root = (fs::path(command.data) / "public").string(),
                         .vote_page = base::sha256(page.html),
                         .proof_permits = permits};
    const auto token = app::create_first_administrator(context);
    if (token) write_private(fs::path(command.data) / "administrator.token", *token);
    app::open_rooms(context);

    const net::StaticFiles files(context.public_root, {{"s/*/tile/*", std::string(net::immutable)},
                                                       {"s/*/records/*", std::string(net::immutable)},
                                                       {"*", std::string(net::no_cache)}});
    const net::KeyFiles key_files = certificate_of(command, clock);
    net::Server server({.address = command.address, .port = command.port, .key_files = key_files},
                       api::all_routes(context, page, files), clock, *lines);
    greet(command, server.port(), key_files, token.has_value(), !page.html.empty());
    ops::wait_for_stop();
    server.stop();
    sequencer.stop();
    lines->write(ops::Level::info, "stopped");
    return 0;
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
    auto command = std::make_shared<ServeCommand>();
    CLI::App* serve_app =
        app.add_subcommand("serve", "启动服务 / Serve until stopped (SIGTERM loses nothing acknowledged)");
    serve_app
        ->add_option("--data", command->data, "数据目录 / folder of database, certificate and public files")
        ->capture_default_str();
    serve_app->add_option("--address", command->address, "监听地址 / IP address to listen on")
        ->capture_default_str();
    serve_app->add_option("--port", command->port, "端口，0 为任意 / port, 0 for any")->capture_default_str();
    serve_app->add_option("--name", command->names, "证书里的名字 / names in a self-made certificate")
        ->capture_default_str();
    auto* certificate =
        serve_app->add_option("--certificate", command->certificate, "证书链 PEM / certificate chain");
    auto* key = serve_app->add_option("--key", command->key, "私钥 PEM / its key");
    certificate->needs(key);
    key->needs(certificate);
    serve_app->add_option("--web", command->web, "网页目录 / folder with vote.html and vote.csp");
    serve_app->add_option("--log", command->log_file, "日志文件 / log file (default: standard error)");
    serve_app->add_option("--max-pages", command->max_pages,
                          "数据库页数上限 / largest size of the database in pages");
    serve_app->callback([command, &exit_code] { exit_code = serve(*command); });
}

}  // namespace gongdao::cmd
