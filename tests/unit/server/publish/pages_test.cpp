#include "server/publish/pages.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "server/publish/html.hpp"
#include "tests/support/published_example.hpp"

using namespace gongdao;
using publish::index_html;
using publish::PublishedSession;
using publish::Stage;

namespace {

constexpr Stage stages[] = {Stage::before_opening, Stage::open, Stage::closed, Stage::published};

/// With plain spaces where the page keeps a factor on its number's line.
std::string spaced(std::string page) {
    constexpr std::string_view tied = "\u00a0";
    for (std::size_t at = page.find(tied); at != std::string::npos; at = page.find(tied)) {
        page.replace(at, tied.size(), " ");
    }
    return page;
}

bool has(const std::string& page, std::string_view text) {
    return page.find(text) != std::string::npos;
}

std::size_t count(const std::string& page, std::string_view text) {
    std::size_t found = 0;
    for (std::size_t at = page.find(text); at != std::string::npos; at = page.find(text, at + 1)) ++found;
    return found;
}

std::string between(const std::string& page, std::string_view from, std::string_view to) {
    const std::size_t start = page.find(from) + from.size();
    return page.substr(start, page.find(to, start) - start);
}

/// The names of all elements that are opened; fails if one is closed that is not the innermost open one.
std::multiset<std::string> elements_of(const std::string& page) {
    std::multiset<std::string> all;
    std::vector<std::string> open;
    for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
        const std::string inside = page.substr(at + 1, page.find('>', at) - at - 1);
        const std::string name = inside.substr(0, inside.find(' '));
        CHECK_FALSE(has(inside, " on"));  // no handler
        if (name == "!doctype" || name == "meta") {
            all.insert(name);
        } else if (name[0] == '/') {
            REQUIRE_FALSE(open.empty());
            REQUIRE(open.back() == name.substr(1));
            open.pop_back();
        } else {
            all.insert(name);
            open.push_back(name);
        }
    }
    REQUIRE(open.empty());
    return all;
}

}  // namespace

TEST_CASE("the page has no script, loads nothing and is well formed, at every stage") {
    const std::set<std::string> allowed{
        "!doctype", "html", "head",  "meta",  "title", "style",   "body", "main", "article", "nav",  "a",
        "section",  "h1",   "h2",    "h3",    "p",     "ol",      "ul",   "li",   "dl",      "dt",   "dd",
        "pre",      "code", "table", "thead", "tbody", "caption", "tr",   "th",   "td",      "span", "bdi"};
    for (const Stage stage : stages) {
        const std::string page = index_html(examples::session_at(stage));
        for (const std::string& name : elements_of(page)) CHECK(allowed.count(name) == 1);
        CHECK_FALSE(has(page, "http:"));
        CHECK_FALSE(has(page, "https:"));
        CHECK_FALSE(has(page, "src="));
        CHECK_FALSE(has(page, "url("));
        CHECK_FALSE(has(page, "@import"));
        CHECK(count(page, "href=") == 2);
        CHECK(count(page, "href=\"#") == 2);
        CHECK_FALSE(has(page, "style="));
    }
}

TEST_CASE("the page's policy allows its own style and nothing else") {
    const std::string page = index_html(examples::published_session());
    const std::string style = between(page, "<style>", "</style>");
    const std::string hash = base::to_base64(base::sha256(base::view_of(style)));
    CHECK(between(page, "Content-Security-Policy\" content=\"", "\">") ==
          "default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'");
    CHECK(page.find("Content-Security-Policy") < page.find("<style>"));
}

TEST_CASE("that it is no formal election stands on the page at every stage, in both languages") {
    for (const Stage stage : stages) {
        const std::string page = index_html(examples::session_at(stage));
        CHECK(count(page, "本次未提供另选他人，不得用于正式选举") == 1);
        CHECK(count(page, "No write-ins were offered: not to be used for a formal election") == 1);
    }
}

TEST_CASE("the result stands on the page with a clause beside each figure") {
    const std::string page = spaced(index_html(examples::published_session()));
    for (const std::string_view text :
         {"赞成 17 × 2 ＞ 实到 28 → 当选 <span class=\"clause\">〔第二十九条〕</span>",
          "赞成 14 × 2 ≤ 实到 28 → 未当选 <span class=\"clause\">〔第二十九条〕</span>",
          "实到 28 × 5 ≥ 应到 31 × 4 → 会议有效 <span class=\"clause\">〔第十九条〕</span>",
          "发出 28 ≤ 实到 28 → 发票符合规定 <span class=\"clause\">〔第二十七条〕</span>",
          "收回 28 ≤ 发出 28 → 选举有效 <span class=\"clause\">〔第二十七条〕</span>",
          "收回 28 ＝ 有效票 28 ＋ 废票 0 <span class=\"clause\">〔第二十七条〕</span>",
          "候选人 4 ≥ 应选 3 ＋ 差额 1 → 差额符合规定 <span class=\"clause\">〔第十三条〕</span>",
          "当选 3 ＝ 应选 3 → 王小宁、文天、李一鸣当选 <span class=\"clause\">〔第二十九条〕</span>",
          "至少 15 票", "approve 17 × 2 &gt; present 28 → elected <span class=\"clause\">[Article 29]</span>",
          "<th scope=\"row\">应到</th><td class=\"n\">31</td>",
          "<th scope=\"row\">Due</th><td class=\"n\">31</td>"}) {
        CAPTURE(text);
        CHECK(has(page, text));
    }
    CHECK_FALSE(has(page, "尚未公布结果"));
    CHECK_FALSE(has(page, "not published yet"));
}

TEST_CASE("before publication no figure stands on the page, though the session has them") {
    for (const Stage stage : {Stage::before_opening, Stage::open, Stage::closed}) {
        PublishedSession session = examples::published_session();
        session.stage = stage;
        const std::string page = index_html(session);
        CHECK(has(page, "尚未公布结果"));
        CHECK(has(page, "Results are not published yet"));
        CHECK(has(page, "阿依古丽·买买提"));
        CHECK(has(page, "如果结果是全体一致"));
        CHECK_FALSE(has(page, "class=\"votes\""));
        CHECK_FALSE(has(page, "class=\"figures\""));
        CHECK_FALSE(has(page, "→ 当选"));
        CHECK_FALSE(has(page, ">26<"));
    }
}

TEST_CASE("codes stand on the page as soon as there are any, and each in both languages") {
    const std::string open = index_html(examples::session_at(Stage::open));
    CHECK(count(open, "7K3M-V2QX-0D9A-HT5P-6R1E-YB84") == 2);
    CHECK_FALSE(has(open, "<dt>封箱码"));
    CHECK(count(index_html(examples::published_session()), "9QGT-1W5N-XH6J-D2ZB-7VKC-4M8R") == 2);
    PublishedSession early = examples::session_at(Stage::before_opening);
    early.opening_code.clear();
    CHECK_FALSE(has(index_html(early), "开箱码和封箱码"));
}

TEST_CASE("the page says how to check it, in commands that work as they stand") {
    const std::string page = index_html(examples::published_session());
    for (const std::string_view commands :
         {"gongdao-verify FOLDER --code CODE\n",
          "openssl pkeyutl -verify -rawin -pubin -inkey keys/server.pem -sigfile files.ed25519.sig -in "
          "files\n"
          "openssl dgst -sm3 -verify keys/sm2.pem -sigopt distid:1234567812345678 -signature files.sm2.sig "
          "files\n"
          "awk &#39;{print $1 &quot;  &quot; $3}&#39; files | sha256sum -c --quiet\n",
          "openssl pkeyutl -verify -rawin -pubin -inkey keys/server.pem -sigfile result.json.ed25519.sig -in "
          "result.json\n"
          "openssl dgst -sm3 -verify keys/sm2.pem -sigopt distid:1234567812345678 -signature "
          "result.json.sm2.sig "
          "result.json\n"}) {
        CAPTURE(commands);
        CHECK(count(page, "<code>" + std::string(commands) + "</code>") == 2);
    }
    CHECK_FALSE(has(page, "✓"));  // a page without script shows no tick
}

TEST_CASE("files and records stand on the page with their fingerprints") {
    const PublishedSession session = examples::published_session();
    const std::string page = index_html(session);
    for (const auto& file : session.files) {
        CHECK(count(page, file.path) >= 1);
        CHECK(count(page, base::to_hex(file.sha256)) == 1);
    }
    for (const auto& record : session.contests[0].records) CHECK(count(page, base::to_hex(record.hash)) == 1);
    CHECK(count(page, base::to_hex(session.log_root)) == 1);
    CHECK(has(page, "公开记录共 57 条"));
}

TEST_CASE("whatever stands in names and titles is shown and does nothing") {
    for (const std::string payload :
         {"<script>alert(1)</script>", "</title></style></bdi><img src=x onerror=alert(1)>", "\" onclick=\"x",
          "' x='", "&lt;b&gt;", "\u202e宁小王", "\u2066\u200b\u2069", "{seats}", "<!--", "]]>", "\xff\xfe"}) {
        CAPTURE(payload);
        PublishedSession session = examples::published_session();
        const std::size_t elements = elements_of(index_html(session)).size();
        session.title = session.organisation = payload;
        session.opening_code = payload;
        session.contests[0].title = session.contests[0].closing_code = payload;
        for (auto& candidate : session.contests[0].candidates) candidate = {payload, payload};
        session.files[0].path = payload;
        session.records[0].name = payload;
        session.contests[0].procedure.regulation = {payload, payload};
        const std::string page = index_html(session);
        CHECK(elements_of(page).size() == elements);
        CHECK(has(page, "<h1><bdi lang=\"zh-CN\">" + publish::escape(payload) + "</bdi></h1>"));
        CHECK_FALSE(has(page, "\u202e"));
        CHECK_FALSE(has(page, "\u2066"));
    }
}

TEST_CASE("a void contest says why, and shows no votes") {
    PublishedSession session = examples::published_session();
    session.contests[0].outcome.reset();
    session.contests[0].void_reason = "收回多于发出";
    const std::string page = index_html(session);
    CHECK(has(page, "本项无效：收回多于发出"));
    CHECK_FALSE(has(page, "class=\"votes\""));
}

TEST_CASE("candidates of one name stand with their notes") {
    PublishedSession session = examples::published_session();
    session.contests[0].candidates[1] = {"王小宁", "女"};
    const std::string page = index_html(session);
    CHECK(has(page, "<bdi lang=\"zh-CN\">王小宁（女）</bdi>"));
    CHECK(has(page, "王小宁、王小宁（女）、李一鸣当选"));
}
