#include "server/audit/log_part.hpp"

#include "crypto/merkle/bundle.hpp"
#include "crypto/merkle/tile.hpp"

namespace gongdao::audit {

using base::Code;
using verify::CheckId;

namespace {

/// Needs: the whole tree.
void audit_tiles(const Folder& folder, const merkle::Tree& tree, verify::Report& report) {
    for (const merkle::Tile& tile : merkle::tiles_between({0}, tree.size())) {
        const std::string path = merkle::path_of(tile);
        const auto read = folder.read(path);
        if (!read) {
            report.fail(CheckId::tiles, verify::in_file(path), base::refuse(Code::not_found));
        } else if (*read != merkle::encode_tile(tree, tile)) {
            report.fail(CheckId::tiles, verify::in_file(path), base::refuse(Code::wrong_digest));
        }
    }
    report.reach(CheckId::tiles);
}

}  // namespace

std::string record_path(const base::Sha256& hash) {
    return "records/" + base::to_hex(hash);
}

base::Check read_entries(const Folder& folder, merkle::TreeSize size, const TakeEntry& take) {
    for (std::uint64_t begin = 0; begin < size.value; begin += merkle::full_tile_width) {
        const std::uint64_t left = size.value - begin;
        const auto width = static_cast<unsigned>(std::min<std::uint64_t>(left, merkle::full_tile_width));
        const merkle::Tile tile{.level = 0, .index = begin / merkle::full_tile_width, .width = width};
        const std::string path = merkle::entries_path_of(tile);
        const auto read = folder.read(path);
        if (!read) return base::refuse(Code::not_found, path);
        const auto entries = merkle::decode_bundle(*read, width);
        if (!entries) return base::refuse(entries.refusal().code, path);
        for (unsigned i = 0; i < width; ++i) take(begin + i, (*entries)[i]);
    }
    return base::Done{};
}

LoggedTree audit_log(const Folder& folder, const Options& options, verify::LogVerifier& log,
                     verify::Report& report) {
    const auto refuse_head = [&](const base::Refusal& refusal) {
        report.fail(CheckId::checkpoint, verify::in_file("checkpoint"), refusal);
        return LoggedTree{};
    };
    const auto checkpoint = folder.read("checkpoint");
    if (!checkpoint) return refuse_head(base::refuse(Code::not_found));
    const auto head = verify::read_head(base::text_of(*checkpoint));
    if (!head) return refuse_head(head.refusal());

    LoggedTree logged{.size = head->size.value, .root = {}};
    merkle::Tree tree;
    const auto read = read_entries(folder, head->size, [&](std::uint64_t index, base::BytesView entry) {
        tree.append(merkle::hash_leaf(entry));
        log.take(entry);
        if (options.progress) {
            options.progress({.part = Progress::Part::log, .done = index + 1, .total = logged.size});
        }
    });
    log.finish(logged.size);
    verify::verify_codes(options.codes, log, report);
    verify::verify_checkpoint(base::text_of(*checkpoint), log.state(), report);
    if (!read) {
        report.fail(CheckId::tiles, verify::in_file(read.refusal().detail),
                    base::refuse(read.refusal().code));
        return logged;
    }
    logged.root = tree.root(head->size);
    audit_tiles(folder, tree, report);
    verify::verify_root(*head, tree, report);
    if (options.earlier) {
        verify::verify_growth(*options.earlier, tree, log.state(), report);
    } else {
        report.leave_out(CheckId::growth);
    }
    const auto policy = folder.read("policy");
    if (options.published && report.status(CheckId::checkpoint) == verify::Status::passed) {
        verify::verify_policy(policy.value_or(base::Bytes()), base::text_of(*checkpoint), log.state(),
                              report);
    }
    return logged;
}

}  // namespace gongdao::audit
