#include "server/audit/audit.hpp"

#include <catch2/catch.hpp>
#include <memory>

#include "crypto/ballot/codes.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/note/policy.hpp"
#include "tests/support/session_builder.hpp"
#include "tests/support/temp_folder.hpp"

using namespace gongdao;
using namespace gongdao::audit;
using session::CheckId;
using support::Files;
using support::SessionBuilder;
using verify::Status;

namespace {

const SessionBuilder& built() {
    static const auto session = [] {
        auto one = std::make_unique<SessionBuilder>();
        one->run();
        return one;
    }();
    return *session;
}

Options with_code() {
    Options options;
    options.codes.opening = {ballot::code_of(built().M())};
    return options;
}

}  // namespace

TEST_CASE("a folder on a disk is audited like one in memory") {
    const support::TempFolder temp;
    for (const auto& [path, bytes] : built().files()) temp.write(path, base::text_of(bytes));
    const Audit audit = audit_folder(*DirectoryFolder::open(temp.path()).value(), with_code());
    CHECK(audit.report.failures().empty());
    CHECK(verify::exit_code(audit.report) == 0);
    CHECK(audit.complete);
    CHECK(audit.size == built().leaves().size());
    CHECK(audit.state.M() == built().M());
}

TEST_CASE("any number of threads gives the same report") {
    Files files = built().files();
    files.at("ballots/0")[700] ^= 1U;
    Options one = with_code(), many = with_code();
    many.threads = 7;
    const auto first = audit_folder(MapFolder(files), one).report.failures();
    CHECK_FALSE(first.empty());
    CHECK(audit_folder(MapFolder(files), many).report.failures() == first);
}

TEST_CASE("before publication a trustee may give a share over a folder without pages and lists") {
    SessionBuilder session;
    session.prepare();
    session.open(0);
    for (std::uint32_t slip = 0; slip < 5; ++slip)
        session.vote({.slip = slip, .marks = {1, 0, 0, 1, 0, 0, 0, 0}});
    session.close(0);
    session.settle(0);
    session.tally(0);
    session.publish();
    Files files = session.files();
    std::erase_if(files, [](const auto& file) {
        const std::string& path = file.first;
        return path.starts_with("files") || path.starts_with("result") || path.starts_with("keys") ||
               path == "index.html" || path == "policy";
    });
    Options options;
    options.codes = {.opening = {ballot::code_of(session.M())},
                     .closing = {ballot::code_of(session.contests()[0].closing_root)}};
    options.published = false;
    const Audit audit = audit_folder(MapFolder(files), options);
    CHECK(audit.report.failures().empty());
    CHECK(verify::allows_share(audit.report));
    CHECK(audit.report.status(CheckId::files) == Status::not_asked);
    CHECK(audit.report.status(CheckId::result_totals) == Status::not_reached);

    options.codes.closing = {ballot::code_of(session.M())};
    CHECK_FALSE(verify::allows_share(audit_folder(MapFolder(files), options).report));
}

TEST_CASE("tiles of an earlier size may stay in the folder, if they are listed") {
    SessionBuilder session(
        {}, {.folder = [](SessionBuilder&, Files& files) { files["tile/0/000.p/3"] = base::Bytes(96); }});
    session.run();
    CHECK(audit_folder(MapFolder(session.files()), {}).report.failures().empty());
}

TEST_CASE("a contest or a whole session that was declared void still verifies, and says so") {
    enum class When { open, closed, decided };
    const auto when = GENERATE(When::open, When::closed, When::decided);
    const auto whole = GENERATE(true, false);
    if (!whole && when == When::decided) return;  // an outcome stands
    SessionBuilder session;
    session.prepare();
    session.open(0);
    session.vote({.slip = 0, .marks = {1, 0, 0, 1, 0, 0, 0, 0}});
    if (when != When::open) session.close(0);
    if (when == When::decided) {
        session.settle(0);
        session.tally(0);
        session.share(0);
        session.result(0);
        session.decide(0);
    }
    session.annul(whole ? std::optional<std::uint32_t>() : 0);
    session.publish();
    Options options;
    options.codes.opening = {ballot::code_of(session.M())};
    const Audit audit = audit_folder(MapFolder(session.files()), options);
    CHECK(audit.report.failures().empty());
    for (unsigned number = 1; number <= 14; ++number) CHECK(audit.report.status(number) == Status::passed);
    CHECK(verify::exit_code(audit.report) == 0);
    CHECK(audit.state.contests()[0].void_reason == "停电");
    CHECK_FALSE(audit.outcomes[0].has_value());
}

TEST_CASE("a policy with a witness is satisfied by a checkpoint that it has cosigned") {
    const auto witness_of = [](const SessionBuilder& session) {
        return note::VerifierKey("witness.example", note::KeyType::ed25519_cosignature,
                                 session.key_of(1).public_key());
    };
    support::Forger forger;
    forger.fields = [&](SessionBuilder& session, session::Fields& fields, support::Signers&) {
        auto* setup = std::get_if<session::Setup>(&fields);
        if (setup == nullptr) return;
        const note::VerifierKey log(session::origin_of(*setup), note::KeyType::ed25519,
                                    session.log_key().public_key());
        setup->witness_policy =
            "log " + log.encode() + "\nwitness w1 " + witness_of(session).encode() + "\nquorum w1\n";
    };
    forger.folder = [&](SessionBuilder& session, Files& files) {
        auto note = note::SignedNote::decode(base::text_of(files.at("checkpoint"))).value();
        const std::uint64_t time = 1'795'000'000;
        const auto signature = session.key_of(1).sign(
            base::view_of("cosignature/v1\ntime " + std::to_string(time) + "\n" + note.text));
        encode::Writer bytes;
        bytes.u64(time).raw(signature);
        note.signatures.push_back(
            {.name = witness_of(session).name(), .id = witness_of(session).id(), .bytes = bytes.take()});
        files.at("checkpoint") = base::copy_of(base::view_of(note.encode()));
    };
    SessionBuilder session({}, forger);
    session.run();
    Options options;
    options.codes.opening = {ballot::code_of(session.M())};
    const Audit audit = audit_folder(MapFolder(session.files()), options);
    CHECK(audit.report.failures().empty());
    CHECK(audit.report.status(14) == Status::passed);
}

TEST_CASE("progress goes forward and comes to its end, part by part") {
    std::vector<Progress> seen;
    Options options = with_code();
    options.progress = [&](const Progress& progress) { seen.push_back(progress); };
    audit_folder(MapFolder(built().files()), options);
    REQUIRE_FALSE(seen.empty());
    for (std::size_t i = 1; i < seen.size(); ++i) {
        const bool next_part = seen[i].part > seen[i - 1].part;
        CHECK((next_part || seen[i].done > seen[i - 1].done));
        if (next_part) CHECK(seen[i - 1].done == seen[i - 1].total);
    }
    CHECK(seen.back().part == Progress::Part::files);
    CHECK(seen.back().done == seen.back().total);
}

TEST_CASE("an empty folder is no session") {
    const Audit audit = audit_folder(MapFolder({}), with_code());
    CHECK(audit.report.failures_of(CheckId::checkpoint) == 1);
    CHECK(audit.report.failures_of(CheckId::files) == 1);
    CHECK(audit.report.status(CheckId::setup) == Status::not_reached);
    CHECK(verify::exit_code(audit.report) == 1);
}
