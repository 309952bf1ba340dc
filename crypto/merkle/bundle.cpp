#include "crypto/merkle/bundle.hpp"

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/merkle/tile.hpp"

namespace gongdao::merkle {

base::Bytes encode_bundle(const std::vector<base::Bytes>& entries) {
    GONGDAO_REQUIRE(!entries.empty() && entries.size() <= full_tile_width);
    encode::Writer out;
    for (const base::Bytes& entry : entries) {
        GONGDAO_REQUIRE(entry.size() <= max_entry_bytes);
        out.u16(static_cast<std::uint16_t>(entry.size())).raw(entry);
    }
    return out.take();
}

base::Result<std::vector<base::Bytes>> decode_bundle(base::BytesView bytes, unsigned width) {
    GONGDAO_REQUIRE(width >= 1 && width <= full_tile_width);
    encode::Reader in(bytes);
    std::vector<base::Bytes> entries;
    for (unsigned i = 0; i < width; ++i) entries.push_back(base::copy_of(in.raw(in.u16())));
    const base::Check end = in.finish();
    if (!end) return end.refusal();
    return entries;
}

}  // namespace gongdao::merkle
