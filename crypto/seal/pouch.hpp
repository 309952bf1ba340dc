#pragma once

#include <functional>
#include <vector>

#include "crypto/group/group.hpp"
#include "crypto/seal/sealed_file.hpp"

namespace gongdao::seal {

using Secret32 = base::Secret<32>;

/// What a key file holds: bytes in a form of their owner's, and secrets that stay such while they are read.
struct Pouch {
    base::Bytes open;
    std::vector<Secret32> secrets;
};

/// The parts of a pouch that is to be sealed. Owns: nothing.
struct PouchParts {
    base::BytesView open;
    std::vector<std::reference_wrapper<const Secret32>> secrets;
};

constexpr std::size_t max_pouch_secrets = 64;

/// Seals u32 length ‖ open ‖ u32 count ‖ count × 32 bytes. Faults: std::bad_alloc.
base::Bytes seal_pouch(const PouchParts& parts, std::string_view passphrase, Effort effort, base::Rng& rng);
/// Refuses: as `open_sealed`; wrong_length, trailing_bytes, out_of_range.
base::Result<Pouch> open_pouch(base::BytesView sealed, std::string_view passphrase);

/// A secret that was one's own scalar. Refuses: not_reduced.
base::Result<group::SecretScalar> scalar_in(const Secret32& secret);

}  // namespace gongdao::seal
