#include "crypto/ballot/slip_list.hpp"

#include <algorithm>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"

namespace gongdao::ballot {
namespace {

bool ascends(const elgamal::PublicKey& a, const elgamal::PublicKey& b) {
    const auto left = a.encoded();
    const auto right = b.encoded();
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end());
}

base::Bytes bytes_of(const SlipRun& run) {
    base::Bytes out;
    out.reserve(run.size() * group::element_bytes);
    for (const elgamal::PublicKey& key : run) base::append(out, key.encoded());
    return out;
}

}  // namespace

base::Bytes encode_slip_list(const SlipList& list) {
    encode::Writer out;
    out.count(list.runs.size()).u32(list.slips);
    for (const SlipRun& run : list.runs) {
        GONGDAO_REQUIRE(run.size() == list.slips);
        out.raw(bytes_of(run));
    }
    return out.take();
}

base::Result<SlipList> decode_slip_list(base::BytesView bytes) {
    encode::Reader in(bytes);
    const std::uint32_t slots = in.count(max_slots);
    SlipList list{.slips = in.count(max_slips), .runs = std::vector<SlipRun>(slots)};
    for (SlipRun& run : list.runs) {
        for (std::uint32_t i = 0; i < list.slips && !in.failed(); ++i) {
            const elgamal::PublicKey key = elgamal::read_key(in);
            if (i > 0 && !ascends(run.back(), key)) in.fail(base::Code::out_of_order);
            run.push_back(key);
        }
    }
    if (const auto finished = in.finish(); !finished) return finished.refusal();
    return list;
}

base::Sha256 hash_of(const SlipRun& run) {
    return base::sha256(bytes_of(run));
}

}  // namespace gongdao::ballot
