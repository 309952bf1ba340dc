#include "server/app/publish_session.hpp"

#include <algorithm>
#include <filesystem>

#include "crypto/ballot/codes.hpp"
#include "server/app/documents.hpp"
#include "server/log/whole_file.hpp"
#include "server/ops/file.hpp"
#include "server/publish/pages.hpp"

namespace gongdao::app {

namespace fs = std::filesystem;

namespace {

/// Signatures and the list itself are not in the list (SPEC §10).
bool is_listed(const std::string& path) {
    return !path.starts_with("files") && !path.starts_with("result.json.");
}

base::Bytes read_file(const fs::path& path) {
    auto bytes = ops::read_file(path.string());
    if (!bytes) throw store::StoreFault("cannot read " + path.filename().string());
    return std::move(*bytes);
}

/// A finished file takes the place of the old one: whoever reads sees one or the other.
void write_file(const fs::path& path, base::BytesView bytes) {
    const fs::path draft = path.parent_path() / ("." + path.filename().string() + ".part");
    log::write_whole({.file = path.string(), .draft = draft.string()}, bytes, log::Durable::no);
}

/// Every listed file of the folder, ascending by path.
std::vector<publish::PublishedFile> files_in(const fs::path& folder) {
    std::vector<publish::PublishedFile> files;
    for (const auto& one : fs::recursive_directory_iterator(folder)) {
        const std::string path = fs::relative(one.path(), folder).generic_string();
        const bool hidden = one.path().filename().string().starts_with('.');
        if (!one.is_regular_file() || hidden || !is_listed(path)) continue;
        const base::Bytes bytes = read_file(one.path());
        files.push_back({.path = path, .bytes = bytes.size(), .sha256 = base::sha256(bytes)});
    }
    std::ranges::sort(files, {}, &publish::PublishedFile::path);
    return files;
}

std::string list_of(const std::vector<publish::PublishedFile>& files) {
    std::string list;
    for (const publish::PublishedFile& one : files) {
        list += base::to_hex(one.sha256) + " " + std::to_string(one.bytes) + " " + one.path + "\n";
    }
    return list;
}

void write_signed(const fs::path& folder, const std::string& name, base::BytesView bytes,
                  const log::SessionKeys& keys) {
    const log::FileSignatures signatures = keys.sign_file(bytes);
    write_file(folder / name, bytes);
    write_file(folder / (name + ".ed25519.sig"), signatures.ed25519);
    write_file(folder / (name + ".sm2.sig"), signatures.sm2);
}

publish::Stage stage_of(const session::State& state, bool published) {
    if (published) return publish::Stage::published;
    const auto& contests = state.contests();
    const auto any = [&](session::Phase phase) {
        return std::ranges::any_of(contests, [&](const session::Contest& one) { return one.phase == phase; });
    };
    if (any(session::Phase::open)) return publish::Stage::open;
    return std::ranges::any_of(
               contests, [](const session::Contest& one) { return one.phase >= session::Phase::closed; })
               ? publish::Stage::closed
               : publish::Stage::before_opening;
}

publish::PublishedContest published_contest(const session::Contest& contest) {
    publish::PublishedContest out{.id = contest.id.bytes,
                                  .title = contest.definition.title,
                                  .procedure = rules::decode_procedure(contest.definition.rules).value(),
                                  .seats = contest.definition.seats,
                                  .candidates = {},
                                  .closing_code = {},
                                  .outcome = {},
                                  .void_reason = contest.void_reason,
                                  .records = {}};
    for (const ballot::Candidate& one : contest.definition.candidates)
        out.candidates.push_back({.name = one.name, .note = one.note});
    if (contest.closed_at) out.closing_code = ballot::code_of(contest.closing_root);
    if (contest.phase == session::Phase::decided) {
        out.outcome = rules::decode_outcome(contest.outcome).value();
        out.records.push_back({.name = "outcome", .hash = contest.outcome_hash});
    }
    return out;
}

}  // namespace

publish::PublishedSession published_session(const Context& app, Room& room) {
    const bool published = documents::get(app, room, documents::published, "since").has_value();
    publish::PublishedSession out = room.log.with_state([&](const session::State& state) {
        publish::PublishedSession session{
            .stage = stage_of(state, published),
            .id = room.log.session().bytes,
            .title = room.draft.title,
            .organisation = room.draft.organisation,
            .opening_code = state.manifest() ? ballot::code_of(state.M()) : std::string(),
            .contests = {},
            .records = {},
            .log_size = state.size(),
            .log_root = state.root(),
            .files = {}};
        if (state.setup()) session.records.push_back({.name = "setup", .hash = state.K()});
        if (state.manifest()) session.records.push_back({.name = "manifest", .hash = state.M()});
        for (const session::Contest& one : state.contests())
            session.contests.push_back(published_contest(one));
        return session;
    });
    return out;
}

void write_pages(Context& app, Room& room) {
    const fs::path folder = room.log.folder();
    if (!fs::exists(folder)) return;  // it begins with the first record
    publish::PublishedSession session = published_session(app, room);
    if (session.stage != publish::Stage::published) {
        write_file(folder / "index.html", base::view_of(publish::index_html(session)));
        return;
    }
    write_signed(folder, "result.json", base::view_of(publish::result_json(session)), room.log.keys());
    session.files = files_in(folder);
    std::erase_if(session.files, [](const publish::PublishedFile& one) { return one.path == "index.html"; });
    write_file(folder / "index.html", base::view_of(publish::index_html(session)));
    write_signed(folder, "files", base::view_of(list_of(files_in(folder))), room.log.keys());
}

}  // namespace gongdao::app
