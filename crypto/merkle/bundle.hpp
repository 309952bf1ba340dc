#pragma once

#include <vector>

#include "crypto/base/bytes.hpp"

namespace gongdao::merkle {

/// An entry's length is a u16 in the bundle; what is longer is logged by its hash (SPEC §3).
constexpr std::size_t max_entry_bytes = 65'535;

/// u16 length ‖ entry, for each. Source: C2SP tlog-tiles. Needs: 1 … 256 entries of at most max_entry_bytes.
base::Bytes encode_bundle(const std::vector<base::Bytes>& entries);

/// Refuses: wrong_length (ends inside an entry), trailing_bytes (more than `width` entries).
base::Result<std::vector<base::Bytes>> decode_bundle(base::BytesView bytes, unsigned width);

}  // namespace gongdao::merkle
