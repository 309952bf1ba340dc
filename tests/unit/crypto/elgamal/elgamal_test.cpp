#include <catch2/catch.hpp>

#include "crypto/elgamal/ciphertext.hpp"
#include "crypto/elgamal/dlog.hpp"
#include "tests/support/seeded_rng.hpp"

using namespace gongdao;
using base::Code;
using elgamal::Ciphertext;
using elgamal::DiscreteLog;
using elgamal::Nonce;
using elgamal::PublicKey;
using group::Element;
using group::Scalar;
using group::SecretScalar;

namespace {

/// m·G of a ciphertext.
Element decrypted(const SecretScalar& x, const Ciphertext& ciphertext) {
    return ciphertext.beta - group::mul(x, ciphertext.alpha);
}

}  // namespace

TEST_CASE("the identity is no key") {
    CHECK(PublicKey::of(Element::identity()).refusal().code == Code::identity);
    CHECK(PublicKey::of(Element::generator()).value() == PublicKey());
    CHECK(PublicKey::decode(base::Bytes(32)).refusal().code == Code::identity);
    CHECK(PublicKey::decode(base::Bytes(31)).refusal().code == Code::wrong_length);
}

TEST_CASE("a sum of ciphertexts encrypts the sum, and so does what opens it") {
    support::SeededRng rng(1);
    const SecretScalar x = SecretScalar::draw(rng);
    const PublicKey y = elgamal::public_key_of(x);
    const auto one = elgamal::encrypt_bit(y, 1, Nonce::draw(rng));
    const auto zero = elgamal::encrypt_bit(y, 0, Nonce::draw(rng));
    CHECK(decrypted(x, one.ciphertext) == Element::generator());
    CHECK(decrypted(x, zero.ciphertext).is_identity());
    const Ciphertext sum = one.ciphertext + zero.ciphertext + one.ciphertext;
    CHECK(decrypted(x, sum) == group::mul_base_vartime(Scalar(2)));
    CHECK(decrypted(x, sum - one.ciphertext) == Element::generator());
    CHECK(decrypted(x, elgamal::mul_vartime(Scalar(7), one.ciphertext)) ==
          group::mul_base_vartime(Scalar(7)));
    const auto opening = one.opening + zero.opening + Scalar(3) * one.opening - zero.opening;
    CHECK(opening.m.reveal() == Scalar(4));
    CHECK(group::mul_base(opening.r) == elgamal::mul_vartime(Scalar(4), one.ciphertext).alpha);
}

TEST_CASE("a ciphertext reads what it wrote, and no identity as alpha unless it is a sum") {
    support::SeededRng rng(2);
    const PublicKey y = elgamal::public_key_of(SecretScalar::draw(rng));
    const Ciphertext cell = elgamal::encrypt_bit(y, 1, Nonce::draw(rng)).ciphertext;
    encode::Writer out;
    elgamal::write(out, cell);
    CHECK(out.written().size() == elgamal::ciphertext_bytes);
    CHECK(elgamal::decode_ciphertext(out.written()).value() == cell);
    CHECK(elgamal::decode_ciphertext(base::Bytes(64)).refusal().code == Code::identity);
    CHECK(elgamal::decode_ciphertext(base::Bytes(63)).refusal().code == Code::wrong_length);
    CHECK(elgamal::decode_ciphertext(base::Bytes(65, 0)).refusal().code == Code::identity);
    base::Bytes longer = out.written();
    longer.push_back(0);
    CHECK(elgamal::decode_ciphertext(longer).refusal().code == Code::trailing_bytes);
    const base::Bytes zeros(64);
    encode::Reader in(zeros);
    CHECK(elgamal::read_sum(in) == Ciphertext());
    CHECK(in.finish().has_value());
}

TEST_CASE("a discrete logarithm is found up to the bound and not beyond") {
    for (const std::uint32_t bound : {0U, 1U, 2U, 3U, 8U, 9U, 10U, 99U}) {
        const DiscreteLog logs(bound);
        for (std::uint32_t m = 0; m <= bound; ++m) CHECK(logs.of(group::mul_base_vartime(Scalar(m))) == m);
        CHECK_FALSE(logs.of(group::mul_base_vartime(Scalar(bound + 1))).has_value());
        CHECK_FALSE(logs.of(-Element::generator()).has_value());
    }
    const DiscreteLog logs(100'000);
    for (const std::uint32_t m : {0U, 1U, 316U, 317U, 99'999U, 100'000U}) {
        CHECK(logs.of(group::mul_base_vartime(Scalar(m))) == m);
    }
    CHECK_FALSE(logs.of(group::mul_base_vartime(Scalar(100'001))).has_value());
}
