#include "server/cmd/public_log.hpp"

#include "crypto/merkle/bundle.hpp"
#include "crypto/merkle/tile.hpp"

namespace gongdao::cmd {

using base::Code;
using merkle::full_tile_width;

namespace {

/// What a checkpoint says of itself; what it is worth is checked once the entries are there.
base::Result<note::Checkpoint> head_of(std::string_view checkpoint) {
    const auto note = note::SignedNote::decode(checkpoint);
    if (!note) return note.refusal();
    return note::decode_checkpoint(note->text);
}

note::VerifierKey log_key_of(const session::Setup& setup) {
    return {session::origin_of(setup), note::KeyType::ed25519,
            sign::Ed25519PublicKey::decode(setup.log_key).value()};
}

/// A bundle of entries. A narrower one may have given way to the full one since the checkpoint was read.
base::Result<std::vector<base::Bytes>> fetch_bundle(PublicFiles& files, const merkle::Tile& tile) {
    auto bytes = files.fetch(merkle::entries_path_of(tile));
    unsigned width = tile.width;
    if (!bytes && bytes.refusal().code == Code::not_found && width != full_tile_width) {
        width = full_tile_width;
        bytes = files.fetch(merkle::entries_path_of({.level = 0, .index = tile.index}));
    }
    if (!bytes) return bytes.refusal();
    return merkle::decode_bundle(*bytes, width);
}

session::SessionId id_of(std::string_view hex) {
    const auto bytes = base::from_hex(hex);
    const auto id = base::as_array<16>(bytes ? *bytes : base::Bytes());
    return id ? session::SessionId{*id} : session::SessionId{};  // which no setup has
}

}  // namespace

PublicLog::PublicLog(net::Client& client, std::string_view session)
    : own_files_(std::make_unique<HttpsFiles>(client, session)),
      files_(*own_files_),
      session_(id_of(session)) {}

base::Result<base::Bytes> PublicLog::fetch_large(base::BytesView leaf) const {
    const auto type = session::peek_type(leaf);
    if (!type || *type != session::RecordType::large) return base::Bytes();
    const auto record = session::decode_record(leaf);
    if (!record) return record.refusal();
    return files_.fetch("records/" + base::to_hex(std::get<session::Large>(record->fields).hash));
}

base::Check PublicLog::add(base::BytesView leaf) {
    const auto large = fetch_large(leaf);
    if (!large) return large.refusal();
    std::vector<base::Bytes> lists;
    const auto record = session::decode_record(large->empty() ? leaf : base::BytesView(*large));
    const auto* manifest = record ? std::get_if<session::Manifest>(&record->fields) : nullptr;
    for (std::size_t i = 0; manifest != nullptr && i < manifest->classes.size(); ++i) {
        auto list = files_.fetch("slips/" + std::to_string(i));
        if (!list) return list.refusal();
        lists.push_back(std::move(*list));
    }
    if (auto admitted = session::admit(state_, leaf, {.slip_lists = lists}, *large); !admitted) {
        return base::refuse(admitted.refusal().code,
                            "log entry " + std::to_string(leaves_.size()) + ": " + admitted.refusal().detail);
    }
    leaves_.push_back(base::copy_of(leaf));
    if (state_.setup()->session != session_) return base::refuse(Code::wrong_session, "setup");
    return compare_with_earlier();
}

base::Check PublicLog::compare_with_earlier() const {
    if (!earlier_ || earlier_->size.value != state_.size() || earlier_->root == state_.root())
        return base::Done{};
    return base::refuse(Code::bad_consistency, "not the log that was seen before");
}

base::Check PublicLog::add_entries(std::uint64_t size) {
    while (leaves_.size() < size) {
        const std::uint64_t index = leaves_.size() / full_tile_width;
        const std::uint64_t begin = index * full_tile_width;
        const auto width = static_cast<unsigned>(std::min<std::uint64_t>(size - begin, full_tile_width));
        const auto entries = fetch_bundle(files_, {.level = 0, .index = index, .width = width});
        if (!entries) return entries.refusal();
        for (std::uint64_t at = leaves_.size() - begin; at < width; ++at) {
            if (auto added = add((*entries)[at]); !added) return added;
        }
    }
    return base::Done{};
}

base::Result<bool> PublicLog::update() {
    if (broken_) return *broken_;
    const std::uint64_t before = verified_;
    constexpr int most_tries = 3;  // the folder grows while it is read
    auto read = read_on();
    for (int i = 1; i < most_tries && !read && read.refusal().code == Code::not_found; ++i) read = read_on();
    if (read) return verified_ > before;
    if (!may_pass(read.refusal().code) && read.refusal().code != Code::not_found) broken_ = read.refusal();
    return read.refusal();
}

base::Result<bool> PublicLog::read_on() {
    const auto bytes = files_.fetch("checkpoint");
    if (!bytes && bytes.refusal().code == Code::not_found && leaves_.empty() && !earlier_) return false;
    if (!bytes) return bytes.refusal();
    const std::string signed_head(base::text_of(*bytes));
    if (signed_head == checkpoint_) return false;
    const auto head = head_of(signed_head);
    if (!head) return head.refusal();
    const std::uint64_t least = std::max<std::uint64_t>(leaves_.size(), earlier_ ? earlier_->size.value : 1);
    if (head->size.value < least) return base::refuse(Code::bad_consistency, "the log has become shorter");
    if (auto added = add_entries(head->size.value); !added) return added.refusal();
    const auto opened = note::open_checkpoint(signed_head, log_key_of(*state_.setup()));
    if (!opened) return opened.refusal();
    if (opened->root != state_.root())
        return base::refuse(Code::bad_consistency, "the entries do not give the root");
    verified_ = leaves_.size();
    checkpoint_ = signed_head;
    return true;
}

}  // namespace gongdao::cmd
