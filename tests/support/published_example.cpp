#include "tests/support/published_example.hpp"

#include "server/rules/presets.hpp"

namespace gongdao::examples {

using publish::PublishedContest;
using publish::PublishedSession;
using publish::Stage;

namespace {

base::Sha256 hash_of(std::string_view text) {
    return base::sha256(base::view_of(text));
}

PublishedContest contest() {
    const auto procedure = rules::preset_named("cpc-basic-committee-2020").value();
    const rules::Figures figures{.due = 31, .present = 28, .issued = 28, .received = 28, .valid = 28};
    const rules::Votes votes[] = {{26, 1, 1}, {21, 4, 3}, {17, 9, 2}, {14, 12, 2}};
    return {.id = hash_of("contest"),
            .title = "中共青石镇柳河村支部委员会委员选举",
            .procedure = procedure,
            .seats = 3,
            .candidates = {{"王小宁", ""}, {"文天", ""}, {"李一鸣", ""}, {"阿依古丽·买买提", ""}},
            .closing_code = "9QGT-1W5N-XH6J-D2ZB-7VKC-4M8R",
            .outcome = rules::decide(procedure, figures, 3, votes).value(),
            .void_reason = "",
            .records = {{"opened", hash_of("opened")},
                        {"closed", hash_of("closed")},
                        {"settled", hash_of("settled")},
                        {"tally", hash_of("tally")},
                        {"result", hash_of("result")},
                        {"outcome", hash_of("outcome")}}};
}

}  // namespace

PublishedSession published_session() {
    PublishedSession session{.stage = Stage::published,
                             .id = {0x3f, 0x9a, 0x04},
                             .title = "柳河村党支部换届选举大会",
                             .organisation = "中共青石镇柳河村支部委员会",
                             .opening_code = "7K3M-V2QX-0D9A-HT5P-6R1E-YB84",
                             .contests = {contest()},
                             .records = {{"setup", hash_of("setup")},
                                         {"manifest", hash_of("manifest")},
                                         {"attendance", hash_of("attendance")}},
                             .log_size = 57,
                             .log_root = hash_of("root"),
                             .files = {}};
    for (const char* path :
         {"ballots/0", "checkpoint", "keys/log.pem", "keys/server.pem", "keys/sm2.pem", "policy",
          "result.json", "slips/0", "tile/0/000.p/57", "tile/entries/000.p/57"}) {
        session.files.push_back({.path = path, .bytes = 1234, .sha256 = hash_of(path)});
    }
    return session;
}

PublishedSession session_at(Stage stage) {
    PublishedSession session = published_session();
    session.stage = stage;
    PublishedContest& contest = session.contests.front();
    if (stage != Stage::published) contest.outcome.reset();
    if (stage == Stage::before_opening || stage == Stage::open) contest.closing_code.clear();
    return session;
}

}  // namespace gongdao::examples
