#include <catch2/catch.hpp>
#include <set>

#include "tests/unit/crypto/ballot/example.hpp"

using namespace gongdao;
using namespace gongdao::ballot;
using base::Code;
using proof::Claim;
using proof::Label;

namespace {

const std::vector<std::uint8_t> some_marks = {1, 0, 0, 1, 0, 0, 1, 0};

}  // namespace

TEST_CASE("a body of four candidates has 2,505 bytes, whatever is marked") {
    const Voter voter(election(4, 3));
    CHECK(voter.layout().body_bytes == 2'505);
    for (const auto& marks : {std::vector<std::uint8_t>(8), some_marks, {0, 1, 0, 1, 0, 1, 0, 1}}) {
        const base::Bytes body = voter.make(marks);
        CHECK(body.size() == 2'505);
        const Body read = decode_body(voter.layout(), body).value();
        CHECK(verify_body(voter.contest, read).empty());
        CHECK(encode_body(read) == body);
        CHECK(read.header == voter.header);
        CHECK(reveal_marks(voter.contest, body, voter.seed).value() == marks);
    }
}

TEST_CASE("random contests with rows, sums and digits take every vector of marks that they allow") {
    for (std::uint32_t number = 1; number <= 12; ++number) {
        INFO("random contest " << number);
        support::SeededRng rng(number);
        base::ByteArray<64> chance{};
        rng.fill(chance);
        ContestDefinition definition;
        std::vector<std::uint8_t> marks;
        for (std::size_t i = 0; i < 3U + chance[0] % 8; ++i) {
            const Choice row{
                .first = definition.cells, .cells = 1U + chance[i + 1] % 3, .blank = chance[i + 12] % 2 == 0};
            definition.choices.push_back(row);
            definition.cells += row.cells;
            std::uint32_t marked = chance[i + 24] % (row.cells + (row.blank ? 1U : 0U));
            if (!row.blank) ++marked;
            for (std::uint32_t k = 1; k <= row.cells; ++k) marks.push_back(k == marked ? 1 : 0);
        }
        for (int i = 0; i < 2; ++i) {  // over all cells, and over all but the first, around what is marked
            Sum sum;
            std::uint32_t value = 0;
            for (std::uint32_t cell = static_cast<std::uint32_t>(i); cell < definition.cells; ++cell) {
                sum.cells.push_back(cell);
                value += marks[cell];
            }
            const auto cells = static_cast<std::uint32_t>(sum.cells.size());
            sum.range = {.lo = value > 0 ? value - 1 : 0, .hi = i == 0 ? cells : std::min(cells, value + 1)};
            if (sum.range.lo == sum.range.hi) --sum.range.lo;
            definition.sums.push_back(sum);
        }
        const base::Bytes written = encode_definition(definition);
        REQUIRE(decode_definition(written).value() == definition);
        const Voter voter(definition, number);
        const base::Bytes body = voter.make(marks);
        CHECK(verify_body(voter.contest, decode_body(voter.layout(), body).value()).empty());
        CHECK(reveal_marks(voter.contest, body, voter.seed).value() == marks);
    }
}

TEST_CASE("a body is a function of seed and header, and both change every nonce") {
    Voter voter(election(2, 1));
    const std::vector<std::uint8_t> marks = {1, 0, 0, 1};
    const base::Bytes body = voter.make(marks);
    CHECK(voter.make(marks) == body);
    const auto alphas = [&](const base::Bytes& of) {
        std::set<base::Bytes> out;
        const Body read = decode_body(voter.layout(), of).value();
        for (const auto& cell : read.ciphertexts) {
            out.insert(base::copy_of(cell.alpha.encoded()));
        }
        return out;
    };
    std::set<base::Bytes> seen = alphas(body);
    CHECK(seen.size() == 4);
    voter.header.counter = 1;
    const auto next = alphas(voter.make(marks));
    seen.insert(next.begin(), next.end());
    CHECK(seen.size() == 8);
    voter.seed.expose()[0] ^= 1U;
    const auto last = alphas(voter.make(marks));
    seen.insert(last.begin(), last.end());
    CHECK(seen.size() == 12);
}

TEST_CASE("marks that a row or sum does not allow are refused before anything is encrypted") {
    const Voter voter(election(3, 2));
    const auto refusal = [&](std::initializer_list<std::uint8_t> marks) {
        return make_body(voter.contest, voter.header, Marks(std::span(marks.begin(), marks.size())),
                         voter.seed)
            .refusal()
            .code;
    };
    CHECK(refusal({1, 1, 0, 0, 0, 0}) == Code::out_of_range);
    CHECK(refusal({1, 0, 1, 0, 1, 0}) == Code::out_of_range);
    CHECK(refusal({2, 0, 0, 0, 0, 0}) == Code::bad_option);
    CHECK(refusal({0, 0, 0, 0, 0}) == Code::wrong_count);
    ContestDefinition strict = election(2, 1);
    strict.choices[0].blank = false;
    strict.sums[0].range = {.lo = 1, .hi = 2};
    const auto allows = [&](std::initializer_list<std::uint8_t> marks) {
        return verify_marks(strict, Marks(std::span(marks.begin(), marks.size()))).has_value();
    };
    CHECK(allows({1, 0, 0, 0}));
    CHECK(allows({1, 0, 1, 0}));
    CHECK(allows({0, 1, 1, 0}));
    CHECK_FALSE(allows({0, 0, 1, 0}));
    CHECK_FALSE(allows({0, 1, 0, 0}));
}

TEST_CASE("each field of a body is bound: change one, and exactly the proofs that it touches fail") {
    const Voter voter(election(4, 3));
    const base::Bytes body = voter.make(some_marks);
    const Layout layout = voter.layout();
    const std::vector<Label> all =
        verify_body({.definition = voter.contest.definition, .y = elgamal::PublicKey()},
                    decode_body(layout, body).value());
    CHECK(all.size() == layout.proofs.size());
    const auto failing_with = [&](std::size_t at, base::BytesView field) {
        base::Bytes changed = body;
        std::copy(field.begin(), field.end(), changed.begin() + static_cast<std::ptrdiff_t>(at));
        return verify_body(voter.contest, decode_body(layout, changed).value());
    };
    const group::Element G = group::Element::generator();
    const auto moved = [&](std::size_t at) {
        return group::Element::decode(base::BytesView(body).subspan(at, 32)).value() + G;
    };
    for (std::size_t at = 37; at < header_bytes + 64 * layout.cells; at += at == 37 ? 68 : 32) {
        INFO("element at byte " << at);
        CHECK(failing_with(at, moved(at).encoded()) == all);
    }
    std::size_t at = header_bytes + 64 * layout.cells;
    for (std::uint32_t p = 0; p < layout.proofs.size(); ++p) {
        const std::vector<Label> own = {{.claim = layout.proofs[p].claim, .number = p}};
        const std::size_t m = layout.proofs[p].options.size();
        for (std::size_t i = 0; i < 2 * m; ++i)
            CHECK(failing_with(at + 32 * i, moved(at + 32 * i).encoded()) == own);
        for (std::size_t i = 2 * m; i < 4 * m - 1; ++i) {
            const auto z = group::Scalar::decode(base::BytesView(body).subspan(at + 32 * i, 32)).value();
            CHECK(failing_with(at + 32 * i, (z + group::Scalar(1)).encoded()) == own);
        }
        at += 32 * (4 * m - 1);
    }
    CHECK(at == body.size());
}

TEST_CASE("an opened ballot with another seed, another header or a changed proof is no match") {
    const Voter voter(election(2, 1));
    base::Bytes body = voter.make(std::vector<std::uint8_t>{1, 0, 0, 1});
    const Seed other(std::span<const std::uint8_t, seed_bytes>(base::ByteArray<seed_bytes>{}));
    CHECK(reveal_marks(voter.contest, body, other).refusal().code == Code::body_mismatch);
    base::Bytes header_changed = body;
    header_changed[72] ^= 1U;
    CHECK(reveal_marks(voter.contest, header_changed, voter.seed).refusal().code == Code::body_mismatch);
    body.back() ^= 1U;
    CHECK(reveal_marks(voter.contest, body, voter.seed).refusal().code == Code::body_mismatch);
}
