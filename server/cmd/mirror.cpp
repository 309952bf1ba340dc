#include "server/cmd/mirror.hpp"

#include <algorithm>
#include <filesystem>

#include "crypto/encode/reader.hpp"
#include "crypto/merkle/bundle.hpp"
#include "crypto/merkle/tile.hpp"
#include "server/cmd/private_file.hpp"

namespace gongdao::cmd {

namespace fs = std::filesystem;
using base::Code;
using merkle::Tile;

namespace {

constexpr std::uint64_t ballots_a_file = 256;

class Mirror {
public:
    Mirror(const PublicLog& log, std::string folder) : log_(log), folder_(std::move(folder)) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        fs::permissions(folder_, fs::perms::owner_all);
    }

    base::Check run() {
        const auto size = log_.state().size();
        for (const Tile& tile : merkle::tiles_between({0}, {size})) {
            if (tile.level == 0) put_entries(tile);
            if (auto copied = copy_tile(tile); !copied) return copied;
        }
        if (const auto& manifest = log_.state().manifest()) {
            for (std::size_t i = 0; i < manifest->classes.size(); ++i) {
                if (auto copied = copy("slips/" + std::to_string(i)); !copied) return copied;
            }
        }
        if (auto copied = copy_large(); !copied) return copied;
        if (auto copied = copy_ballots(); !copied) return copied;
        put("checkpoint", base::view_of(log_.checkpoint()));
        return base::Done{};
    }

private:
    [[nodiscard]] std::string place(const std::string& path) const { return folder_ + "/" + path; }

    void put(const std::string& path, base::BytesView content) const {
        fs::create_directories(fs::path(place(path)).parent_path());
        replace_private(place(path), content);
    }

    /// The audit says whether it is right.
    base::Check copy(const std::string& path) const {
        const auto bytes = log_.files().fetch(path);
        if (!bytes) return bytes.refusal();
        put(path, *bytes);
        return base::Done{};
    }

    /// The log has been read and verified: its entries are at hand.
    void put_entries(const Tile& tile) const {
        const auto first =
            log_.leaves().begin() + static_cast<std::ptrdiff_t>(tile.index * merkle::full_tile_width);
        put(merkle::entries_path_of(tile),
            merkle::encode_bundle({first, first + static_cast<std::ptrdiff_t>(tile.width)}));
    }

    base::Check copy_tile(const Tile& tile) const {
        const std::string path = merkle::path_of(tile);
        if (tile.width == merkle::full_tile_width) return copy(path);
        auto bytes = log_.files().fetch(path);
        if (!bytes && bytes.refusal().code == Code::not_found) {  // it is full by now
            bytes = log_.files().fetch(merkle::path_of({.level = tile.level, .index = tile.index}));
        }
        if (!bytes) return bytes.refusal();
        const std::size_t wanted = tile.width * merkle::hash_bytes;
        if (bytes->size() < wanted) return base::refuse(Code::wrong_length, path);
        put(path, base::BytesView(*bytes).first(wanted));
        return base::Done{};
    }

    base::Check copy_large() const {
        for (const base::Bytes& leaf : log_.leaves()) {
            const auto type = session::peek_type(leaf);
            if (!type || *type != session::RecordType::large) continue;
            const auto record = session::decode_record(leaf).value();
            const auto hash = std::get<session::Large>(record.fields).hash;
            if (auto copied = copy("records/" + base::to_hex(hash)); !copied) return copied;
        }
        return base::Done{};
    }

    base::Check copy_ballots() const {
        const auto cast =
            static_cast<std::uint64_t>(std::ranges::count_if(log_.leaves(), [](const base::Bytes& leaf) {
                const auto type = session::peek_type(leaf);
                return type && *type == session::RecordType::ballot;
            }));
        for (std::uint64_t done = 0; done < cast; done += ballots_a_file) {
            const std::string path = "ballots/" + std::to_string(done / ballots_a_file);
            if (auto copied = copy_first_ballots(path, std::min(cast - done, ballots_a_file)); !copied)
                return copied;
        }
        return base::Done{};
    }

    /// The last file may hold ballots already that this checkpoint does not know.
    base::Check copy_first_ballots(const std::string& path, std::uint64_t count) const {
        const auto bytes = log_.files().fetch(path);
        if (!bytes) return bytes.refusal();
        encode::Reader in(*bytes);
        for (std::uint64_t i = 0; i < count; ++i) (void)in.bytes(in.left());
        if (in.failed()) return base::refuse(Code::wrong_count, path);
        put(path, base::BytesView(*bytes).first(in.position()));
        return base::Done{};
    }

    const PublicLog& log_;
    std::string folder_;
};

}  // namespace

base::Check mirror(const PublicLog& log, const std::string& folder) {
    return Mirror(log, folder).run();
}

}  // namespace gongdao::cmd
