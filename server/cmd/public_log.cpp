#include "server/cmd/public_log.hpp"

#include "crypto/merkle/bundle.hpp"
#include "crypto/merkle/compact_tree.hpp"
#include "crypto/merkle/tile.hpp"
#include "crypto/session/limits.hpp"

namespace gongdao::cmd {

using base::Code;

namespace {

/// Size of the log that a checkpoint's text claims; what it is worth is checked once the entries are there.
base::Result<note::Checkpoint> claimed(std::string_view checkpoint) {
    const auto note = note::SignedNote::decode(checkpoint);
    if (!note) return note.refusal();
    return note::decode_checkpoint(note->text);
}

}  // namespace

base::Result<base::Bytes> PublicLog::fetch(std::string_view path) {
    const auto answer = client_.get("/s/" + session_ + "/" + std::string(path));
    if (!answer) return answer.refusal();
    if (answer->status == 404) return base::refuse(Code::not_found, std::string(path));
    if (answer->status != 200) return base::refuse(Code::bad_answer, std::string(path));
    return answer->body;
}

base::Result<std::vector<base::Bytes>> PublicLog::fetch_entries(std::uint64_t from, std::uint64_t size) {
    std::vector<base::Bytes> fresh;
    for (std::uint64_t index = from / merkle::full_tile_width; index * merkle::full_tile_width < size; ++index) {
        const std::uint64_t first = index * merkle::full_tile_width;
        const auto width = static_cast<unsigned>(std::min<std::uint64_t>(merkle::full_tile_width, size - first));
        const auto bytes = fetch(merkle::entries_path_of({.level = 0, .index = index, .width = width}));
        if (!bytes) return bytes.refusal();
        auto bundle = merkle::decode_bundle(*bytes, width);
        if (!bundle) return bundle.refusal();
        for (std::size_t i = 0; i < bundle->size(); ++i) {
            if (first + i >= from) fresh.push_back(std::move((*bundle)[i]));
        }
    }
    return fresh;
}

base::Check PublicLog::add(base::BytesView leaf) {
    base::Bytes large;
    std::vector<base::Bytes> lists;
    const auto type = session::peek_type(leaf);
    if (!type) return type.refusal();
    base::BytesView whole = leaf;
    if (*type == session::RecordType::large) {
        const auto record = session::decode_record(leaf);
        if (!record) return record.refusal();
        auto bytes = fetch("records/" + base::to_hex(std::get<session::Large>(record->fields).hash));
        if (!bytes) return bytes.refusal();
        large = std::move(*bytes);
        whole = large;
    }
    const auto stands_for = session::peek_type(whole);
    if (stands_for && *stands_for == session::RecordType::manifest) {
        const auto record = session::decode_record(whole);
        if (!record) return record.refusal();
        for (std::size_t i = 0; i < std::get<session::Manifest>(record->fields).classes.size(); ++i) {
            auto list = fetch("slips/" + std::to_string(i));
            if (!list) return list.refusal();
            lists.push_back(std::move(*list));
        }
    }
    return session::admit(state_, leaf, {.slip_lists = lists}, large);
}

base::Result<bool> PublicLog::update() {
    const auto bytes = fetch("checkpoint");
    if (!bytes) {
        if (bytes.refusal().code == Code::not_found && leaves_.empty()) return false;  // nothing is logged yet
        return bytes.refusal();
    }
    const std::string text(base::text_of(*bytes));
    if (text == checkpoint_) return false;
    const auto claim = claimed(text);
    if (!claim) return claim.refusal();
    if (claim->size.value < leaves_.size()) return base::refuse(Code::bad_consistency, "the log is shorter than it was");
    auto fresh = fetch_entries(leaves_.size(), claim->size.value);
    if (!fresh) return fresh.refusal();
    for (base::Bytes& leaf : *fresh) {
        if (auto added = add(leaf); !added) return added.refusal();
        leaves_.push_back(std::move(leaf));
    }
    const auto& setup = state_.setup();
    if (!setup || base::to_hex(setup->session.bytes) != session_) return base::refuse(Code::wrong_session);
    const auto key = sign::Ed25519PublicKey::decode(setup->log_key);
    if (!key) return key.refusal();
    const std::string origin = setup->host + "/s/" + session_;
    const auto signed_one = note::open_checkpoint(text, note::VerifierKey(origin, note::KeyType::ed25519, *key));
    if (!signed_one) return signed_one.refusal();
    if (signed_one->root != state_.root()) return base::refuse(Code::bad_consistency, "the entries are not those of the checkpoint");
    const bool news = !fresh->empty();
    checkpoint_ = text;
    return news;
}

}  // namespace gongdao::cmd
