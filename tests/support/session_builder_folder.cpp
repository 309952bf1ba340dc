#include "crypto/ballot/codes.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/merkle/bundle.hpp"
#include "crypto/merkle/tile.hpp"
#include "crypto/note/policy.hpp"
#include "server/publish/pages.hpp"
#include "tests/support/session_builder.hpp"

namespace gongdao::support {

using base::Bytes;

namespace {

constexpr std::size_t bodies_a_file = 256;

Bytes bytes_of(std::string_view text) {
    return base::copy_of(base::view_of(text));
}

publish::PublishedContest published(const SessionBuilder::Contest& contest) {
    publish::PublishedContest out{.id = contest.id.bytes,
                                  .title = contest.definition.title,
                                  .procedure = rules::decode_procedure(contest.definition.rules).value(),
                                  .seats = contest.definition.seats,
                                  .candidates = {},
                                  .closing_code = {},
                                  .outcome = {},
                                  .void_reason = contest.void_reason,
                                  .records = {}};
    for (const auto& one : contest.definition.candidates)
        out.candidates.push_back({.name = one.name, .note = one.note});
    if (contest.closed.contest == contest.id) out.closing_code = ballot::code_of(contest.closing_root);
    if (!contest.void_reason.empty()) return out;
    if (const auto outcome = rules::decode_outcome(contest.outcome)) out.outcome = *outcome;
    if (contest.outcome_hash) out.records.push_back({.name = "outcome", .hash = *contest.outcome_hash});
    return out;
}

}  // namespace

std::string SessionBuilder::checkpoint() const {
    note::Checkpoint head{
        .origin = session::origin_of(setup_), .size = tree_.size(), .root = tree_.root(tree_.size())};
    if (forger_.head) forger_.head(head);
    return note::sign_checkpoint(head, log_key_);
}

void SessionBuilder::add_paper() {
    const Bytes paper = bytes_of("%PDF-1.7 选举结果报告单");
    const session::Paper record{.name = "选举结果报告单.pdf",
                                .length = static_cast<std::uint32_t>(paper.size()),
                                .hash = base::sha256(paper)};
    papers_["records/" + base::to_hex(record.hash)] = paper;
    log(record, {0});
}

void SessionBuilder::publish() {
    files_ = large_;
    files_.insert(papers_.begin(), papers_.end());
    for (std::size_t c = 0; c < slip_lists_.size(); ++c)
        files_["slips/" + std::to_string(c)] = slip_lists_[c];
    for (std::size_t i = 0; i < bodies_.size(); ++i) {
        Bytes& file = files_["ballots/" + std::to_string(i / bodies_a_file)];
        base::append(file, encode::Writer().bytes(bodies_[i]).take());
    }
    for (const merkle::Tile& tile : merkle::tiles_between({0}, tree_.size())) {
        files_[merkle::path_of(tile)] = merkle::encode_tile(tree_, tile);
        if (tile.level != 0) continue;
        const auto begin =
            leaves_.begin() + static_cast<std::ptrdiff_t>(tile.index * merkle::full_tile_width);
        files_[merkle::entries_path_of(tile)] = merkle::encode_bundle({begin, begin + tile.width});
    }
    files_["checkpoint"] = bytes_of(checkpoint());
    const note::VerifierKey log_key(session::origin_of(setup_), note::KeyType::ed25519,
                                    log_key_.public_key());
    files_["policy"] =
        bytes_of(setup_.witness_policy.empty() ? note::policy_text(log_key) : setup_.witness_policy);
    files_["keys/server.pem"] = bytes_of(sign::pem_of(keys_.at(0).public_key()));
    files_["keys/sm2.pem"] = bytes_of(sign::pem_of(sm2_key_.public_key()));
    files_["keys/log.pem"] = bytes_of(sign::pem_of(log_key_.public_key()));

    publish::PublishedSession session{.stage = publish::Stage::published,
                                      .id = setup_.session.bytes,
                                      .title = setup_.title,
                                      .organisation = setup_.organisation,
                                      .opening_code = ballot::code_of(M_),
                                      .contests = {},
                                      .records = {{"setup", K_}, {"manifest", M_}},
                                      .log_size = tree_.size().value,
                                      .log_root = tree_.root(tree_.size()),
                                      .files = {}};
    for (const Contest& contest : contests_) {
        if (!rules::decode_procedure(contest.definition.rules)) continue;
        session.contests.push_back(published(contest));
    }
    files_["result.json"] = bytes_of(publish::result_json(session));
    files_["index.html"] = bytes_of(publish::index_html(session));
    if (forger_.folder) forger_.folder(*this, files_);
    sign_folder();
    if (forger_.published) forger_.published(*this, files_);
}

void SessionBuilder::sign_folder() {
    const auto sign_file = [this](const std::string& path) {
        const Bytes& bytes = files_.at(path);
        const auto ed25519 = keys_.at(0).sign(bytes);
        files_[path + ".sm2.sig"] = sm2_key_.sign(bytes);
        files_[path + ".ed25519.sig"] = Bytes(ed25519.begin(), ed25519.end());
    };
    std::string list;
    for (const auto& [path, bytes] : files_) {
        list += base::to_hex(base::sha256(bytes)) + " " + std::to_string(bytes.size()) + " " + path + "\n";
    }
    if (forger_.list) forger_.list(*this, list);
    files_["files"] = bytes_of(list);
    sign_file("files");
    if (files_.contains("result.json")) sign_file("result.json");
}

}  // namespace gongdao::support
