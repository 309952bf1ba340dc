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
            return "page.stage.before_opening";
        case Stage::open:
            return "page.stage.open";
        case Stage::closed:
            return "page.stage.closed";
        case Stage::published:
            break;
    }
    return "page.stage.published";
}

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
        std::string part = element("nav", tell(link, "page.language")) +
                           element("p class=\"organisation\"", named(session_.organisation)) +
                           element("h1", named(session_.title)) +
                           tell("p class=\"banner\"", "page.no_write_in") +
                           tell("p class=\"stage\"", stage_key(session_.stage));
        if (session_.stage != Stage::published) part += tell("p", "page.unanimous");
        return part;
    }

    [[nodiscard]] std::string codes() const {
        std::string rows;
        const auto add = [&](const std::string& name, const std::string& code) {
            if (!code.empty()) rows += element("dt", name) + element("dd class=\"code\"", escape(code));
        };
        add(escape(say(language_, "page.code.opening")), session_.opening_code);
        for (const PublishedContest& contest : session_.contests) {
            add(escape(say(language_, "page.code.closing", {{"contest", contest.title}})),
                contest.closing_code);
        }
        if (rows.empty()) return {};
        return element("section",
                       tell("h2", "page.codes") + element("dl", rows) + tell("p", "page.codes.compare"));
    }

    [[nodiscard]] std::string check() const {
        std::string items;
        for (int i = 1; i <= 14; ++i) items += tell("li", "page.check." + std::to_string(i));
        return element("section", tell("h2", "page.check") + tell("p", "page.check.no_script") +
                                      tell("p", "page.check.verify") + commands({verify}) +
                                      tell("p", "page.check.code") + tell("p", "page.check.list") +
                                      element("ol", items) + tell("p", "page.check.stock") +
                                      tell("p class=\"small\"", "page.check.stock.files") +
                                      commands({files_ed25519, files_sm2, files_each}) +
                                      tell("p class=\"small\"", "page.check.stock.result") +
                                      commands({result_ed25519, result_sm2}) + tell("p", "page.check.keys"));
    }

    [[nodiscard]] std::string limits() const {
        const std::string can = tell("li", "page.can.1") + tell("li", "page.can.2");
        std::string cannot =
            tell("li", "page.cannot.1") + tell("li", "page.cannot.2") + tell("li", "page.cannot.3");
        if (!session_.contests.empty()) {
            const std::uint16_t article = session_.contests.front().procedure.articles.order;
            cannot += tell("li", "page.cannot.4", {{"article", clause(language_, article)}});
        }
        return element("section", tell("h2", "page.can") + element("ul", can) + tell("h2", "page.cannot") +
                                      element("ul", cannot));
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
