#pragma once

#include <functional>
#include <vector>

#include "crypto/group/group.hpp"
#include "crypto/seal/secret_bytes.hpp"

namespace gongdao::seal {

using Secret32 = base::Secret<32>;

/// What a key file holds: bytes in a form of their owner's, and secrets that stay such while they are read.
struct Pouch {
    base::Bytes open;
    std::vector<Secret32> secrets;
};

/// The parts of a pouch that is to be packed. Owns: nothing.
struct PouchParts {
    base::BytesView open;
    std::vector<std::reference_wrapper<const Secret32>> secrets;
};

constexpr std::size_t max_pouch_secrets = 64;

/// u32 length ‖ open ‖ u32 count ‖ count × 32 bytes.
SecretBytes pack(const PouchParts& parts);
/// Refuses: wrong_length, trailing_bytes, out_of_range.
base::Result<Pouch> unpack(const SecretBytes& packed);

/// A secret that was one's own scalar. Refuses: not_reduced.
base::Result<group::SecretScalar> scalar_in(const Secret32& secret);

}  // namespace gongdao::seal
