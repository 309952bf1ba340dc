#pragma once

#include "crypto/merkle/inclusion.hpp"
#include "crypto/note/policy.hpp"

namespace gongdao::note {

/// Where an entry stands in the log, to be checked without network. Source: C2SP tlog-proof; SPEC §10.
struct Receipt {
    base::Bytes entry;  ///< the `extra` line
    merkle::LeafIndex index;
    merkle::InclusionProof proof;
    std::string checkpoint;  ///< the signed note, as the log gave it
    bool operator==(const Receipt&) const = default;
};

/// Needs: an entry that is not empty.
std::string encode_receipt(const Receipt& receipt);

/// The form alone; the checkpoint is read by `open_receipt`.
/// Refuses: bad_type (first line), bad_format, bad_base64, wrong_length (a hash; no entry), out_of_range
/// (index), wrong_count (above 64 hashes).
base::Result<Receipt> decode_receipt(std::string_view text);

/// What a verified receipt says.
struct Logged {
    base::Bytes entry;
    merkle::LeafIndex index;
    Checkpoint checkpoint;
};

/// Refuses: as decode_receipt, open_checkpoint, merkle::verify_inclusion.
base::Result<Logged> open_receipt(std::string_view text, const Policy& policy);

}  // namespace gongdao::note
