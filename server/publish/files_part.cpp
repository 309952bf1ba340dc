#include "server/publish/files_part.hpp"

#include "server/publish/html.hpp"
#include "server/publish/words.hpp"

namespace gongdao::publish {
namespace {

/// The same in both languages, side by side.
std::string both(std::string_view opening, std::string_view key, std::initializer_list<Fill> fills = {}) {
    return element(opening, escape(say(Language::zh, key, fills)) + " " +
                                element("span lang=\"en\"", escape(say(Language::en, key, fills))));
}

std::string hash(base::BytesView bytes) {
    return element("code class=\"hash\" translate=\"no\"", base::to_hex(bytes));
}

std::string records_list(const PublishedSession& session) {
    std::string items;
    for (const PublishedRecord& record : session.records) {
        items += element("dt", escape(record.name)) + element("dd", hash(record.hash));
    }
    for (const PublishedContest& contest : session.contests) {
        for (const PublishedRecord& record : contest.records) {
            items += element("dt", escape(record.name) + " " + named(contest.title)) +
                     element("dd", hash(record.hash));
        }
    }
    return items.empty() ? items : both("h3", "result.records") + element("dl", items);
}

std::string files_table(const PublishedSession& session) {
    std::string rows;
    for (const PublishedFile& file : session.files) {
        rows += element("tr", element("th scope=\"row\"", escape(file.path)) +
                                  element("td class=\"n\"", std::to_string(file.bytes)) +
                                  element("td", hash(file.sha256)));
    }
    const std::string columns = both("th scope=\"col\"", "result.files.path") +
                                both("th scope=\"col\" class=\"n\"", "result.files.bytes") +
                                both("th scope=\"col\"", "result.files.hash");
    return element("table class=\"files\"",
                   element("thead", element("tr", columns)) + element("tbody", rows));
}

}  // namespace

std::string files_part(const PublishedSession& session) {
    std::string part = both("h2", "result.files") + both("p", "result.files.note") +
                       both("p", "result.session") + element("p", hash(session.id));
    if (session.log_size > 0) {
        part += both("p", "result.log", {{"size", std::to_string(session.log_size)}}) +
                element("p", hash(session.log_root));
    }
    if (!session.files.empty()) part += files_table(session);
    return element("section id=\"files\"", part + records_list(session));
}

}  // namespace gongdao::publish
