#include "server/net/static_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"

using namespace gongdao;

namespace {

struct Site {
    Site() {
        outside.write("secret", "outside");
        folder.write("index.html", "<!doctype html>");
        folder.write("s/ab12/checkpoint", "origin\n3\n");
        folder.write("s/ab12/index.html", "<p>");
        folder.write("s/ab12/tile/0/x001/067", "hashes");
        folder.write("s/ab12/tile/0/x001/067.p/12", "part");
        folder.write("s/ab12/files.ed25519.sig", "sig");
        folder.write("large", std::string(200'000, 'x'));
        folder.write("exact", std::string(64 * 1024, 'y'));
        folder.write("empty", "");
        folder.write(".draft", "half");
        folder.write("s/.hidden/x", "half");
    }

    support::TempFolder outside;
    support::TempFolder folder;
    net::StaticFiles files{folder.path(),
                           {{"s/*/tile/*", std::string(net::immutable)}, {"s/*", "max-age=5"}}};

    [[nodiscard]] std::optional<net::Reply> get(std::string_view path,
                                                const std::string& if_none_match = "") const {
        net::Request request;
        if (!if_none_match.empty()) request.headers = {{"if-none-match", if_none_match}};
        return files.find(path, request);
    }
    [[nodiscard]] std::string header(std::string_view path, std::string_view name) const {
        return std::string(net::find(get(path)->headers, name).value());
    }
    [[nodiscard]] std::string body(std::string_view path) const {
        return std::string(base::text_of(get(path).value().body));
    }
};

}  // namespace

TEST_CASE("files of the folder are served, and a folder's index for its path") {
    const Site site;
    CHECK(site.body("s/ab12/checkpoint") == "origin\n3\n");
    CHECK(site.body("s/ab12/tile/0/x001/067.p/12") == "part");
    CHECK(site.body("") == "<!doctype html>");
    CHECK(site.body("s/ab12/") == "<p>");
    CHECK(site.body("empty").empty());
    CHECK(site.get("s/ab12/checkpoint")->status == 200);
    CHECK_FALSE(site.get("s/"));
    CHECK_FALSE(site.get("none"));
    CHECK_FALSE(site.get("s/ab12/checkpoint/"));
    CHECK_FALSE(site.get("s/ab12/checkpoint/x"));
    CHECK_THROWS(net::StaticFiles(site.folder.file("none"), {}));
}

TEST_CASE("a folder without its slash leads to the path that its links are relative to") {
    const Site site;
    const auto reply = site.get("s/ab12");
    REQUIRE(reply);
    CHECK(reply->status == 308);
    CHECK(net::find(reply->headers, "location") == "./ab12/");
}

TEST_CASE("no path leads out of the folder, through a link or to a draft") {
    const Site site;
    std::filesystem::create_symlink(site.outside.file("secret"), site.folder.file("link"));
    std::filesystem::create_directory_symlink(site.outside.path(), site.folder.file("way"));
    std::filesystem::create_symlink("index.html", site.folder.file("inside"));
    REQUIRE(::mkfifo(site.folder.file("pipe").c_str(), 0600) == 0);
    const std::string up = "../" + std::filesystem::path(site.outside.path()).filename().string() + "/secret";
    for (const std::string& path :
         {up, "s/../" + up, std::string("/etc/passwd"), std::string("s/../index.html"),
          std::string("./index.html"), std::string("link"), std::string("way/secret"), std::string("inside"),
          std::string("pipe"), std::string(".draft"), std::string("s/.hidden/x"),
          std::string("s//ab12/checkpoint"), std::string("index.html\0x", 12),
          std::string("s\\ab12\\checkpoint"), std::string("index.html "), std::string("..")}) {
        CAPTURE(path);
        CHECK_FALSE(site.get(path));
    }
}

TEST_CASE("each file says what it is and how long it may be kept") {
    const Site site;
    CHECK(site.header("index.html", "content-type") == "text/html; charset=utf-8");
    CHECK(site.header("s/ab12/checkpoint", "content-type") == "text/plain; charset=utf-8");
    CHECK(site.header("s/ab12/tile/0/x001/067", "content-type") == "application/octet-stream");
    CHECK(site.header("s/ab12/tile/0/x001/067", "cache-control") == net::immutable);
    CHECK(site.header("s/ab12/tile/0/x001/067.p/12", "cache-control") == net::immutable);
    CHECK(site.header("s/ab12/checkpoint", "cache-control") == "max-age=5");
    CHECK(site.header("index.html", "cache-control") == net::no_cache);
}

TEST_CASE("what the client has is not sent again, until another is published") {
    const Site site;
    const std::string tag = site.header("s/ab12/checkpoint", "etag");
    CHECK(tag.size() == 34);
    CHECK(site.header("s/ab12/index.html", "etag") != tag);
    for (const std::string& known :
         {tag, "W/" + tag, "\"other\", " + tag, "\"a\" ,\t" + tag + " , \"b\"", std::string("*")}) {
        CAPTURE(known);
        const auto reply = site.get("s/ab12/checkpoint", known);
        REQUIRE(reply);
        CHECK(reply->status == 304);
        CHECK(reply->body.empty());
        CHECK(net::find(reply->headers, "etag") == tag);
        CHECK(net::find(reply->headers, "cache-control") == "max-age=5");
    }
    for (const std::string& known :
         {std::string("\"other\""), tag.substr(1), std::string(","), std::string(" ")}) {
        CAPTURE(known);
        CHECK(site.get("s/ab12/checkpoint", known)->status == 200);
    }
    site.folder.write("s/ab12/.checkpoint", "origin\n4\n");
    std::filesystem::rename(site.folder.file("s/ab12/.checkpoint"), site.folder.file("s/ab12/checkpoint"));
    CHECK(site.header("s/ab12/checkpoint", "etag") != tag);
    CHECK(site.get("s/ab12/checkpoint", tag)->status == 200);
}

TEST_CASE("a large file stays open at what it was when another is published in its place") {
    const Site site;
    const auto reply = site.get("large");
    REQUIRE(reply);
    REQUIRE(reply->file);
    CHECK(reply->body.empty());
    site.folder.write(".large", std::string(200'000, 'z'));
    std::filesystem::rename(site.folder.file(".large"), site.folder.file("large"));
    base::Bytes bytes(200'000);
    reply->file->read(0, bytes);
    CHECK(bytes == base::Bytes(200'000, 'x'));
    reply->file->read(199'999, std::span(bytes).first(1));
    CHECK_THROWS(reply->file->read(199'999, std::span(bytes).first(2)));
    CHECK_FALSE(site.get("exact")->file);
    CHECK(site.body("exact").size() == 64 * 1024);
}
