#pragma once

#include "crypto/merkle/tile.hpp"
#include "server/log/fold.hpp"
#include "server/log/whole_file.hpp"

namespace gongdao::log {

/// What the folder lacks of the log as it is at one moment. Made of what memory holds; what must be read from
/// the store or written to the disk comes later, when nobody waits for it.
struct Publication {
    struct HashTile {
        merkle::Tile place;
        base::Bytes hashes;
    };

    session::Setup setup;
    std::vector<HashTile> tiles;
    std::vector<ballot::Tracker>
        ballots;           ///< cast ones, from the beginning of the first file that is not full
    std::size_t cast = 0;  ///< all cast ones
    note::Checkpoint checkpoint;
};

/// The folder of a session that everyone reads (SPEC §10), as far as the log makes it: tiles, ballots, slip
/// lists, large records, keys, and last the checkpoint, which never says more than what lies beside it.
/// Thread: one at a time.
class PublicFolder {
public:
    PublicFolder(const std::string& public_root, const ballot::SessionId& session);
    [[nodiscard]] const std::string& path() const { return path_; }

    /// Faults: LogFault unless the checkpoint that stands there, if one does, is the log's own past.
    void verify_past(const Fold& fold, const PublicKeys& keys) const;

    /// What has come since the last `write` that ended well; before the first one, everything. Nothing before
    /// `setup`.
    [[nodiscard]] std::optional<Publication> plan(const Fold& fold) const;
    /// Writes what is missing or differs, then the checkpoint. Needs: planned since the last `write`.
    /// Faults: std::system_error, store::StoreFault. Then the folder is behind, and the next plan catches up.
    void write(const Publication& publication, store::Store& store, const SessionKeys& keys);

private:
    [[nodiscard]] std::string draft() const { return path_ + "/.draft"; }
    /// Leaves a file alone that is right already. What a power cut takes, the next start puts back: only the
    /// checkpoint, which tells an old store from the log's own, must stay.
    void put(const std::string& name, base::BytesView content, Durable durable = Durable::no) const;
    void put_entries(const merkle::Tile& tile, const session::Setup& setup, store::Store& store,
                     const PublicKeys& keys) const;
    void put_beside(const store::Entry& entry, const session::Setup& setup, store::Store& store,
                    const PublicKeys& keys) const;
    void put_ballots(const Publication& publication, store::Store& store) const;
    void drop_narrower(const merkle::Tile& tile) const;

    std::string path_;
    ballot::SessionId session_;
    std::uint64_t published_ = 0;        // entries
    std::size_t published_ballots_ = 0;  // cast ones
};

}  // namespace gongdao::log
