#include "server/publish/pages.hpp"

#include "server/publish/contest_part.hpp"
#include "server/publish/files_part.hpp"
#include "server/publish/html.hpp"
#include "server/publish/words.hpp"

namespace gongdao::publish {

std::string_view page_css();

namespace {

std::string_view stage_key(Stage stage) {
    switch (stage) {
        case Stage::before_opening:
            return "result.stage.before_opening";
        case Stage::open:
            return "result.stage.open";
        case Stage::closed:
            return "result.stage.closed";
        case Stage::published:
            break;
    }
    return "result.stage.published";
}

constexpr std::string_view check_keys[] = {
    "result.check.1",  "result.check.2",  "result.check.3",  "result.check.4",  "result.check.5",
    "result.check.6",  "result.check.7",  "result.check.8",  "result.check.9",  "result.check.10",
    "result.check.11", "result.check.12", "result.check.13", "result.check.14",
};

// To be run inside the folder (SPEC §10), as they stand.
constexpr std::string_view verify = "gongdao-verify FOLDER --code CODE";
constexpr std::string_view files_ed25519 =
    "openssl pkeyutl -verify -rawin -pubin -inkey keys/server.pem -sigfile files.ed25519.sig -in files";
constexpr std::string_view files_sm2 =
    "openssl dgst -sm3 -verify keys/sm2.pem -sigopt distid:1234567812345678 -signature files.sm2.sig files";
constexpr std::string_view files_each = "awk '{print $1 \"  \" $3}' files | sha256sum -c --quiet";
constexpr std::string_view result_ed25519 =
    "openssl pkeyutl -verify -rawin -pubin -inkey keys/server.pem -sigfile result.json.ed25519.sig -in "
    "result.json";
constexpr std::string_view result_sm2 =
    "openssl dgst -sm3 -verify keys/sm2.pem -sigopt distid:1234567812345678 -signature result.json.sm2.sig "
    "result.json";

std::string commands(std::initializer_list<std::string_view> lines) {
    std::string text;
    for (const std::string_view line : lines) text += escape(line) + "\n";
    return element("pre translate=\"no\"", element("code", text));
}

/// One language's share of the page.
class Part {
public:
    Part(const PublishedSession& session, Language language) : session_(session), language_(language) {}

    [[nodiscard]] std::string html() const {
        std::string part = top();
        for (const PublishedContest& contest : session_.contests) {
            part += contest_part(contest, session_.stage, language_);
        }
        return part + codes() + check() + limits();
    }

private:
    [[nodiscard]] std::string tell(std::string_view opening, std::string_view key,
                                   std::initializer_list<Fill> fills = {}) const {
        return element(opening, escape(say(language_, key, fills)));
    }

    [[nodiscard]] std::string top() const {
        const bool zh = language_ == Language::zh;
        const std::string link = zh ? "a href=\"#en\" lang=\"en\"" : "a href=\"#zh\" lang=\"zh-CN\"";
        std::string part = element("nav", tell(link, "result.language")) +
                           element("p class=\"organisation\"", named(session_.organisation)) +
                           element("h1", named(session_.title)) +
                           tell("p class=\"banner\"", "result.no_write_in") +
                           tell("p class=\"stage\"", stage_key(session_.stage));
        if (session_.stage != Stage::published) part += tell("p", "result.unanimous");
        return part;
    }

    [[nodiscard]] std::string codes() const {
        std::string rows;
        const auto add = [&](const std::string& name, const std::string& code) {
            if (!code.empty()) rows += element("dt", name) + element("dd class=\"code\"", escape(code));
        };
        add(escape(say(language_, "result.code.opening")), session_.opening_code);
        for (const PublishedContest& contest : session_.contests) {
            add(escape(say(language_, "result.code.closing", {{"contest", contest.title}})),
                contest.closing_code);
        }
        if (rows.empty()) return {};
        return element("section",
                       tell("h2", "result.codes") + element("dl", rows) + tell("p", "result.codes.compare"));
    }

    [[nodiscard]] std::string check() const {
        std::string items;
        for (const std::string_view key : check_keys) items += tell("li", key);
        return element("section", tell("h2", "result.check") + tell("p", "result.check.no_script") +
                                      tell("p", "result.check.verify") + commands({verify}) +
                                      tell("p", "result.check.code") + tell("p", "result.check.list") +
                                      element("ol", items) + tell("p", "result.check.stock") +
                                      tell("p class=\"small\"", "result.check.stock.files") +
                                      commands({files_ed25519, files_sm2, files_each}) +
                                      tell("p class=\"small\"", "result.check.stock.result") +
                                      commands({result_ed25519, result_sm2}) +
                                      tell("p", "result.check.keys"));
    }

    [[nodiscard]] std::string limits() const {
        const std::string can = tell("li", "result.can.1") + tell("li", "result.can.2");
        std::string cannot =
            tell("li", "result.cannot.1") + tell("li", "result.cannot.2") + tell("li", "result.cannot.3");
        if (!session_.contests.empty()) {
            const std::uint16_t article = session_.contests.front().procedure.articles.order;
            cannot += tell("li", "result.cannot.4", {{"article", clause(language_, article)}});
        }
        return element("section", tell("h2", "result.can") + element("ul", can) +
                                      tell("h2", "result.cannot") + element("ul", cannot));
    }

    const PublishedSession& session_;
    Language language_;
};

}  // namespace

std::string index_html(const PublishedSession& session) {
    const std::string style(page_css());
    const std::string policy = "default-src 'none'; style-src 'sha256-" +
                               base::to_base64(base::sha256(base::view_of(style))) +
                               "'; base-uri 'none'; form-action 'none'";
    const std::string head =
        "<meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
        policy +
        "\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<meta name=\"referrer\" content=\"no-referrer\">" +
        element("title", escape(session.title + " · " + session.organisation)) + element("style", style);
    const std::string body =
        element("main", element("article id=\"zh\"", Part(session, Language::zh).html()) +
                            element("article id=\"en\" lang=\"en\"", Part(session, Language::en).html()) +
                            files_part(session));
    return "<!doctype html>\n" +
           element("html lang=\"zh-CN\"", element("head", head) + element("body", body)) + "\n";
}

}  // namespace gongdao::publish
