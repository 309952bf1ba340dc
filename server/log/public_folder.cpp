#include "server/log/public_folder.hpp"

#include <algorithm>
#include <filesystem>

#include "crypto/encode/writer.hpp"
#include "crypto/merkle/bundle.hpp"
#include "crypto/merkle/tile.hpp"
#include "crypto/note/policy.hpp"
#include "server/ops/file.hpp"

namespace gongdao::log {

namespace {

constexpr std::size_t ballots_a_file = 256;

note::VerifierKey log_key_of(const session::Setup& setup, const PublicKeys& keys) {
    return {session::origin_of(setup), note::KeyType::ed25519, keys.log};
}

merkle::Range range_of(const merkle::Tile& bundle) {
    const std::uint64_t begin = bundle.index * merkle::full_tile_width;
    return {.begin = begin, .end = begin + bundle.width};
}

}  // namespace

PublicFolder::PublicFolder(const std::string& public_root, const ballot::SessionId& session)
    : path_(public_root + "/s/" + base::to_hex(session.bytes)), session_(session) {}

void PublicFolder::verify_past(const Fold& fold, const PublicKeys& keys) const {
    const auto published = ops::read_file(path_ + "/checkpoint");
    if (!published) return;
    const auto refuse = [this](const std::string& zh, const std::string& en) {
        throw LogFault(path_ + "/checkpoint: " + zh + " / " + en);
    };
    const auto& setup = fold.state.setup();
    if (!setup) return refuse("数据库里没有这场会议的记录", "the store holds no record of this session");
    const auto past = note::open_checkpoint(base::text_of(*published), log_key_of(*setup, keys));
    if (!past) return refuse("不是本场次日志所签", "not signed by the log of this session");
    if (past->size > fold.tree.size()) {
        return refuse("数据库比已公布的日志旧，可能是旧备份：不得再签",
                      "the store is older than the published log, an old backup perhaps: it must not sign");
    }
    if (past->root != fold.tree.root(past->size)) {
        return refuse("数据库与已公布的日志不一致", "the store contradicts the published log");
    }
}

std::optional<Publication> PublicFolder::plan(const Fold& fold) const {
    const auto& setup = fold.state.setup();
    if (!setup) return std::nullopt;
    const merkle::TreeSize size = fold.tree.size();
    Publication next{
        .setup = *setup,
        .tiles = {},
        .ballots = {},
        .cast = fold.cast.size(),
        .checkpoint = {.origin = session::origin_of(*setup), .size = size, .root = fold.tree.root(size)}};
    for (const merkle::Tile& tile : merkle::tiles_between({published_}, size)) {
        next.tiles.push_back({.place = tile, .hashes = merkle::encode_tile(fold.tree, tile)});
    }
    if (published_ballots_ < fold.cast.size()) {
        const std::size_t first = published_ballots_ - published_ballots_ % ballots_a_file;
        next.ballots.assign(fold.cast.begin() + static_cast<std::ptrdiff_t>(first), fold.cast.end());
    }
    return next;
}

void PublicFolder::write(const Publication& publication, store::Store& store, const SessionKeys& keys) {
    if (published_ == 0) std::filesystem::remove(draft());  // of a write that was cut off
    for (const auto& [tile, hashes] : publication.tiles) {
        if (tile.level == 0) put_entries(tile, publication.setup, store, keys.public_keys());
        put(merkle::path_of(tile), hashes);
    }
    put_ballots(publication, store);
    // Last, so that what it vouches for lies there.
    put("checkpoint", base::view_of(keys.sign_checkpoint(publication.checkpoint)), Durable::yes);
    for (const auto& [tile, hashes] : publication.tiles) drop_narrower(tile);
    published_ = publication.checkpoint.size.value;
    published_ballots_ = publication.cast;
}

/// A bundle, and what belongs beside those of its entries that are new.
void PublicFolder::put_entries(const merkle::Tile& tile, const session::Setup& setup, store::Store& store,
                               const PublicKeys& keys) const {
    const merkle::Range range = range_of(tile);
    std::vector<base::Bytes> leaves;
    auto entries = store.begin()->entries(session_, range);
    for (store::Entry& entry : entries) {
        if (range.begin + leaves.size() >= published_) put_beside(entry, setup, store, keys);
        leaves.push_back(std::move(entry.leaf));
    }
    put(merkle::entries_path_of(tile), merkle::encode_bundle(leaves));
}

void PublicFolder::put_beside(const store::Entry& entry, const session::Setup& setup, store::Store& store,
                              const PublicKeys& keys) const {
    const base::BytesView record = entry.large.empty() ? entry.leaf : entry.large;
    const auto type = session::peek_type(record);
    if (!entry.large.empty()) put("records/" + base::to_hex(base::sha256(entry.large)), entry.large);
    if (type && *type == session::RecordType::setup) {
        const auto& policy = setup.witness_policy;
        put("policy", base::view_of(policy.empty() ? note::policy_text(log_key_of(setup, keys)) : policy));
        put("keys/server.pem", base::view_of(sign::pem_of(keys.server)));
        put("keys/sm2.pem", base::view_of(sign::pem_of(keys.sm2)));
        put("keys/log.pem", base::view_of(sign::pem_of(keys.log)));
    }
    if (type && *type == session::RecordType::manifest) {
        const auto lists = read_slip_lists(*store.begin(), session_);
        for (std::size_t i = 0; i < lists.size(); ++i) put("slips/" + std::to_string(i), lists[i]);
    }
}

void PublicFolder::put_ballots(const Publication& publication, store::Store& store) const {
    const std::span<const ballot::Tracker> ballots = publication.ballots;
    std::size_t file = (publication.cast - ballots.size()) / ballots_a_file;
    for (std::size_t first = 0; first < ballots.size(); first += ballots_a_file, ++file) {
        encode::Writer content;
        for (const ballot::Tracker& tracker :
             ballots.subspan(first, std::min(ballots_a_file, ballots.size() - first))) {
            content.bytes(store.begin()->ballot(session_, tracker).value().body);
        }
        put("ballots/" + std::to_string(file), content.take());
    }
}

/// What was published of a tile while it was not full is in it now.
void PublicFolder::drop_narrower(const merkle::Tile& tile) const {
    if (tile.width != merkle::full_tile_width) return;
    std::filesystem::remove_all(path_ + "/" + merkle::path_of(tile) + ".p");
    if (tile.level == 0) std::filesystem::remove_all(path_ + "/" + merkle::entries_path_of(tile) + ".p");
}

void PublicFolder::put(const std::string& name, base::BytesView content, Durable durable) const {
    const std::string file = path_ + "/" + name;
    const auto there = ops::read_file(file);
    if (there && std::ranges::equal(*there, content)) return;
    write_whole({.file = file, .draft = draft()}, content, durable);
}

}  // namespace gongdao::log
