// Check 13: the log. Check 14: witnesses.
#include <catch2/catch.hpp>

#include "crypto/ballot/codes.hpp"
#include "crypto/note/policy.hpp"
#include "tests/tamper/tamper.hpp"

using namespace gongdao;
using namespace gongdao::tamper;

namespace {

using Bytes = base::Bytes;

Bytes bytes_of(std::string_view text) {
    return base::copy_of(base::view_of(text));
}

/// The checkpoint's text signed anew, by a key of the session and under a name.
Ids failing_with_checkpoint(
    const std::function<std::string(const SessionBuilder&, const std::string& text)>& sign_anew) {
    return ids_failing({.forger = {.folder = [sign_anew](SessionBuilder& session, Files& files) {
                            const auto honest =
                                note::SignedNote::decode(base::text_of(files.at("checkpoint"))).value();
                            files.at("checkpoint") = bytes_of(sign_anew(session, honest.text));
                        }}});
}

std::string signed_by(const sign::Ed25519SecretKey& key, const std::string& text, const std::string& name) {
    return note::SignedNote{.text = text, .signatures = {note::sign_text(text, key, name)}}.encode();
}

Ids failing_with_policy(const std::function<void(const SessionBuilder&, std::string&)>& what) {
    return ids_failing({.forger = {.folder = [what](SessionBuilder& session, Files& files) {
                            std::string text(base::text_of(files.at("policy")));
                            what(session, text);
                            files.at("policy") = bytes_of(text);
                        }}});
}

Ids failing_with_earlier(const std::function<std::string(const SessionBuilder&)>& earlier) {
    return ids_failing({.ask = [earlier](const SessionBuilder& session, audit::Options& options) {
        options.earlier = earlier(session);
    }});
}

}  // namespace

TEST_CASE("a checkpoint that the server's key signed", "[checkpoint]") {
    CHECK(failing_with_checkpoint([](const SessionBuilder& session, const std::string& text) {
              return signed_by(session.key_of(0), text, session::origin_of(session.setup()));
          }) == Ids{"checkpoint"});
}

TEST_CASE("a checkpoint with a further line", "[checkpoint]") {
    CHECK(failing_with_checkpoint([](const SessionBuilder& session, const std::string& text) {
              return signed_by(session.log_key(), text + "more\n", session::origin_of(session.setup()));
          }) == Ids{"checkpoint"});
}

// A11: another session's log.
TEST_CASE("a checkpoint under another origin", "[checkpoint]") {
    CHECK(failing_with_checkpoint([](const SessionBuilder& session, const std::string& text) {
              const std::string other = "x" + text;
              return signed_by(session.log_key(), other, session::origin_of(session.setup()));
          }) == Ids{"checkpoint"});
}

TEST_CASE("a folder without a checkpoint", "[checkpoint]") {
    const auto remove = [](SessionBuilder&, Files& files) { files.erase("checkpoint"); };
    // Every folder has one, so the list of files misses it too.
    CHECK(ids_failing({.forger = {.folder = remove}}) == Ids{"checkpoint", "files"});
}

// B1: a checkpoint of a log that nobody is shown.
TEST_CASE("a checkpoint over another root", "[root]") {
    const auto other = [](note::Checkpoint& head) { head.root[0] ^= 1U; };
    // The page shows the root as well, and is right.
    CHECK(ids_failing({.forger = {.head = other}}) == Ids{"root"});
}

TEST_CASE("a hash tile that was changed", "[tiles]") {
    const auto alter = [](SessionBuilder&, Files& files) {
        for (auto& [path, bytes] : files) {
            if (path.starts_with("tile/0/")) bytes[40] ^= 1U;
        }
    };
    CHECK(ids_failing({.forger = {.folder = alter}}) == Ids{"tiles"});
}

TEST_CASE("a hash tile that is missing", "[tiles]") {
    const auto remove = [](SessionBuilder&, Files& files) {
        std::erase_if(files, [](const auto& file) { return file.first.starts_with("tile/0/"); });
    };
    CHECK(ids_failing({.forger = {.folder = remove}}) == Ids{"tiles"});
}

TEST_CASE("a bundle of entries that is missing, short or long", "[tiles]") {
    const auto with_bundle = [](const std::function<void(Files&, const std::string&)>& what) {
        return ids_failing({.forger = {.folder = [what](SessionBuilder&, Files& files) {
                                const auto found = files.lower_bound("tile/entries/");
                                what(files, std::string(found->first));
                            }}});
    };
    CHECK(with_bundle([](Files& files, const std::string& path) { files.erase(path); }) == Ids{"tiles"});
    CHECK(with_bundle([](Files& files, const std::string& path) { files.at(path).pop_back(); }) ==
          Ids{"tiles"});
    CHECK(with_bundle([](Files& files, const std::string& path) { files.at(path).push_back(0); }) ==
          Ids{"tiles"});
}

// B12: a size that no machine can hold.
TEST_CASE("a checkpoint of a log of 2^60 entries", "[tiles]") {
    const auto huge = [](note::Checkpoint& head) { head.size = {std::uint64_t{1} << 60U}; };
    CHECK(ids_failing({.forger = {.head = huge}}) == Ids{"tiles"});
}

// B1: two logs. B2: an older state of the same log is growth, the other way round.
TEST_CASE("an earlier checkpoint that the log has not grown from", "[growth]") {
    CHECK(failing_with_earlier([](const SessionBuilder&) {
              SessionBuilder fork({}, {.fields = change<session::Attendance>(
                                           [](SessionBuilder&, session::Attendance& one) { ++one.due; })});
              fork.run();
              return fork.checkpoint();
          }) == Ids{"growth"});
}

TEST_CASE("an earlier checkpoint of a longer log, or of none", "[growth]") {
    CHECK(failing_with_earlier([](const SessionBuilder&) {
              SessionBuilder longer;
              longer.run();
              longer.add_paper();
              return longer.checkpoint();
          }) == Ids{"growth"});
    CHECK(failing_with_earlier([](const SessionBuilder&) { return std::string("no checkpoint\n"); }) ==
          Ids{"growth"});
    CHECK(failing_with_earlier([](const SessionBuilder&) {
              SessionBuilder other({.seed = 2});
              other.run();
              return other.checkpoint();
          }) == Ids{"growth"});
}

TEST_CASE("an earlier checkpoint that fits passes") {
    const auto keep = std::make_shared<std::string>();
    const Forger forger{.after =
                            after<session::Opened>([keep](SessionBuilder& session, const session::Opened&) {
                                *keep = session.checkpoint();
                            })};
    const auto ask = [keep](const SessionBuilder&, audit::Options& options) { options.earlier = *keep; };
    const audit::Audit audit = audit_of({.forger = forger, .ask = ask});
    CHECK(ids_failing(audit).empty());
    CHECK(audit.report.status(session::CheckId::growth) == verify::Status::passed);
}

// B1, B9: what people saw in the room is not what is published.
TEST_CASE("an opening code that is another", "[opening_code]") {
    CHECK(ids_failing({.ask = [](const SessionBuilder& session, audit::Options& options) {
              options.codes.opening = {ballot::code_of(session.K())};
          }}) == Ids{"opening_code"});
    CHECK(ids_failing({.ask = [](const SessionBuilder& session, audit::Options& options) {
              options.codes.opening.push_back(ballot::code_of(session.K()));
          }}) == Ids{"opening_code"});
}

TEST_CASE("a closing code that is another", "[closing_code]") {
    CHECK(ids_failing({.ask = [](const SessionBuilder& session, audit::Options& options) {
              options.codes.closing = {ballot::code_of(session.M())};
          }}) == Ids{"closing_code"});
}

TEST_CASE("codes are read as people write them") {
    const auto ask = [](const SessionBuilder&, audit::Options& options) {
        for (char& c : options.codes.opening[0]) c = c == '-' ? ' ' : c == '0' ? 'o' : c == '1' ? 'l' : c;
    };
    CHECK(ids_failing({.ask = ask}).empty());
}

TEST_CASE("a policy that is not the one of setup", "[policy]") {
    CHECK(failing_with_policy([](const SessionBuilder& session, std::string& policy) {
              const note::VerifierKey other("example.com/other", note::KeyType::ed25519,
                                            session.key_of(1).public_key());
              policy = note::policy_text(other);
          }) == Ids{"policy"});
    CHECK(failing_with_policy([](const SessionBuilder&, std::string& policy) { policy += "\n"; }) ==
          Ids{"policy"});
}

TEST_CASE("a checkpoint that no witness has seen, where setup wants one", "[policy]") {
    const auto want_witness = [](SessionBuilder& session, session::Fields& fields, support::Signers&) {
        auto* setup = std::get_if<session::Setup>(&fields);
        if (setup == nullptr) return;
        const note::VerifierKey log(session::origin_of(*setup), note::KeyType::ed25519,
                                    session.log_key().public_key());
        const note::VerifierKey witness("witness.example", note::KeyType::ed25519_cosignature,
                                        session.key_of(1).public_key());
        setup->witness_policy = "log " + log.encode() + "\nwitness w1 " + witness.encode() + "\nquorum w1\n";
    };
    CHECK(ids_failing({.forger = {.fields = want_witness}}) == Ids{"policy"});
}

TEST_CASE("a folder without a policy", "[policy]") {
    const auto remove = [](SessionBuilder&, Files& files) { files.erase("policy"); };
    // Every folder has one, so the list of files misses it too.
    CHECK(ids_failing({.forger = {.folder = remove}}) == Ids{"files", "policy"});
}
