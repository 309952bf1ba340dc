#include <catch2/catch.hpp>

#include "crypto/seal/sealed_file.hpp"
#include "tests/vectors/runner.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;

/// Gives what the vector says, in order.
class GivenRng final : public base::Rng {
public:
    explicit GivenRng(std::vector<base::Bytes> draws) : draws_(std::move(draws)) {}
    void fill(std::span<std::uint8_t> out) override {
        const base::Bytes draw = draws_.at(next_++);
        REQUIRE(draw.size() == out.size());
        std::copy(draw.begin(), draw.end(), out.begin());
    }

private:
    std::vector<base::Bytes> draws_;
    std::size_t next_ = 0;
};

Result<Json> seal(const Inputs& in) {
    GivenRng rng(in.list("draws"));
    const seal::Effort effort{.passes = static_cast<std::uint32_t>(in.number("passes")),
                              .memory_kib = static_cast<std::uint32_t>(in.number("memory_kib"))};
    const seal::SecretBytes plaintext(in.bytes("plaintext"));
    return Json{{"sealed", base::to_hex(seal::seal(plaintext, in.text("passphrase"), effort, rng))}};
}

Result<Json> open_sealed(const Inputs& in) {
    const auto plaintext = seal::open_sealed(in.bytes("sealed"), in.text("passphrase"));
    if (!plaintext) return plaintext.refusal();
    return Json{{"plaintext", base::to_hex(plaintext->expose())}};
}

}  // namespace

TEST_CASE("every case of seal.json comes out as it says") {
    run_file("seal.json", {{"seal", seal}, {"open_sealed", open_sealed}});
}

}  // namespace gongdao::vectors
