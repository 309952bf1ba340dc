// One byte of a published file is another: threats.md, C 6 and 17.
#include <catch2/catch.hpp>

#include "tests/tamper/tamper.hpp"

using namespace gongdao;
using namespace gongdao::tamper;

namespace {

/// Which id has to say so, by how the path begins.
constexpr std::pair<std::string_view, std::string_view> responsible[] = {
    {"ballots/", "body_"},
    {"checkpoint", "checkpoint"},
    {"files.ed25519.sig", "files_ed25519"},
    {"files.sm2.sig", "files_sm2"},
    {"files", "files_ed25519"},
    {"index.html", "files"},
    {"keys/", "published_keys"},
    {"policy", "policy"},
    {"records/", "papers"},
    {"result.json.ed25519.sig", "result_ed25519"},
    {"result.json.sm2.sig", "result_sm2"},
    {"result.json", "result_ed25519"},
    {"slips/", "slip_lists"},
    {"tile/0/", "tiles"},
    {"tile/entries/", "root"},
};

bool says(const Ids& ids, std::string_view id) {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& one) { return one.starts_with(id); });
}

}  // namespace

TEST_CASE("whichever byte of a published file is changed, its check says so") {
    SessionBuilder session;
    session.run();
    for (const auto& file : session.files()) {
        const std::string& path = file.first;
        const base::Bytes& bytes = file.second;
        const auto rule = std::find_if(std::begin(responsible), std::end(responsible),
                                       [&](const auto& one) { return path.starts_with(one.first); });
        CAPTURE(path);
        REQUIRE(rule != std::end(responsible));
        for (const std::size_t at : {std::size_t{0}, bytes.size() / 3, bytes.size() / 2, bytes.size() - 1}) {
            CAPTURE(at, rule->second);
            Files files = session.files();
            files.at(path).at(at) ^= 0x04U;
            const Ids ids = ids_failing(audit::audit_folder(audit::MapFolder(files), {}));
            const bool broken_bundle = path.starts_with("tile/entries/") && says(ids, "tiles");
            CHECK((says(ids, rule->second) || broken_bundle));
        }
    }
}
