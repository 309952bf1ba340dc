#include "server/net/tls.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"

using namespace gongdao;
using base::Code;

namespace {

const ops::Instant now = ops::from_unix_seconds(1'795'494'000);

struct Made {
    support::TempFolder folder;
    net::KeyFiles files{folder.file("a.crt"), folder.file("a.key")};
    base::Result<net::CertificateFacts> facts =
        net::make_self_signed(files, {"192.168.1.10", "vote.example", "::1", "localhost"}, now);
};

}  // namespace

TEST_CASE("a certificate made here has the names given and lasts a year") {
    const Made made;
    REQUIRE(made.facts);
    CHECK(made.facts->names == std::vector<std::string>{"vote.example", "localhost", "192.168.1.10", "::1"});
    CHECK(made.facts->not_before == now - std::chrono::hours(1));
    CHECK(made.facts->not_after == now + std::chrono::days(365));
    CHECK(net::read_certificate(made.files.certificate).value() == *made.facts);
    CHECK(net::server_context(made.files));
}

TEST_CASE("the key made here is readable by its owner alone, and no draft is left") {
    const Made made;
    struct stat facts {};
    REQUIRE(::stat(made.files.key.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600U);
    const std::filesystem::directory_iterator files(made.folder.path());
    CHECK(std::distance(begin(files), end(files)) == 2);
}

TEST_CASE("the fingerprint is the SHA-256 of the DER bytes") {
    const Made made;
    std::string pem = made.folder.read("a.crt");
    const std::string first = "-----BEGIN CERTIFICATE-----\n";
    pem = pem.substr(first.size(), pem.find("-----END") - first.size());
    std::erase(pem, '\n');
    CHECK(made.facts->fingerprint == base::sha256(base::from_base64(pem).value()));
}

TEST_CASE("two certificates made here share neither key nor fingerprint") {
    const Made one;
    const Made other;
    CHECK(one.facts->fingerprint != other.facts->fingerprint);
    CHECK(one.folder.read("a.key") != other.folder.read("a.key"));
}

TEST_CASE("the days that are left are whole ones, and negative when it is over") {
    const net::CertificateFacts facts{.fingerprint = {}, .not_before = now, .not_after = now, .names = {}};
    using std::chrono::days;
    using std::chrono::seconds;
    CHECK(net::days_left(facts, now - days(30)) == 30);
    CHECK(net::days_left(facts, now - days(30) + seconds(1)) == 29);
    CHECK(net::days_left(facts, now) == 0);
    CHECK(net::days_left(facts, now + seconds(1)) == -1);
}

TEST_CASE("a key that is there is not overwritten") {
    const Made made;
    const std::string key = made.folder.read("a.key");
    const auto again = net::make_self_signed(made.files, {"localhost"}, now);
    REQUIRE_FALSE(again);
    CHECK(again.refusal().code == Code::conflict);
    CHECK(made.folder.read("a.key") == key);
}

TEST_CASE("what is neither a DNS name nor an address gets no certificate") {
    const support::TempFolder folder;
    const net::KeyFiles files{folder.file("a.crt"), folder.file("a.key")};
    CHECK(net::make_self_signed(files, {}, now).refusal().code == Code::bad_field);
    for (const char* name : {"", "a b", "a,DNS:b", "a\n", "选举", "a/b", "*.a"}) {
        CAPTURE(name);
        CHECK(net::make_self_signed(files, {"localhost", name}, now).refusal().code == Code::bad_field);
    }
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a folder that is not there is a fault") {
    const support::TempFolder folder;
    CHECK_THROWS(net::make_self_signed({folder.file("x/a.crt"), folder.file("x/a.key")}, {"localhost"}, now));
}

TEST_CASE("files that are no certificate and key, or not of one pair, are refused") {
    const Made one;
    const Made other;
    const auto refusal = [](const net::KeyFiles& files) {
        const auto context = net::server_context(files);
        REQUIRE_FALSE(context);
        return context.refusal().code;
    };
    CHECK(refusal({one.files.certificate, other.files.key}) == Code::bad_key);
    CHECK(refusal({one.files.key, one.files.key}) == Code::bad_key);
    CHECK(refusal({one.files.certificate, one.files.certificate}) == Code::bad_key);
    CHECK(refusal({one.files.certificate, "/nowhere"}) == Code::bad_key);
    CHECK(net::read_certificate("/nowhere").refusal().code == Code::storage);
    CHECK(net::read_certificate(one.files.key).refusal().code == Code::bad_format);
    CHECK(net::client_context(net::CaFile{one.files.key}).refusal().code == Code::untrusted);
    CHECK(net::client_context(net::CaFile{one.files.certificate}));
}
