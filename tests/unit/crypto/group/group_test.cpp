#include "crypto/group/group.hpp"

#include <catch2/catch.hpp>

using namespace gongdao;
using namespace gongdao::group;
using base::Code;

namespace {

base::Bytes bytes_of(std::string_view hex) {
    return base::from_hex(hex).value();
}

}  // namespace

TEST_CASE("the multiples of the generator are those of RFC 9496 A.1") {
    const char* multiples[] = {"0000000000000000000000000000000000000000000000000000000000000000",
                               "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
                               "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
                               "94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259"};
    for (std::uint64_t i = 0; i < 4; ++i) {
        CHECK(base::to_hex(mul_base_vartime(Scalar(i)).encoded()) == multiples[i]);
        CHECK(Element::decode(bytes_of(multiples[i])).has_value());
    }
}

TEST_CASE("an encoding with bit 255 set is refused, for elements and scalars") {
    base::SystemRng rng;
    for (int i = 0; i < 20; ++i) {
        const Element P = mul_base(SecretScalar::draw(rng));
        base::Bytes alias = base::copy_of(P.encoded());
        alias[31] |= 0x80U;
        CHECK(Element::decode(alias).refusal().code == Code::not_in_group);
    }
    base::Bytes identity_alias(32);
    identity_alias[31] = 0x80;
    CHECK(Element::decode(identity_alias).refusal().code == Code::not_in_group);
    base::Bytes one(32);
    one[0] = 1;
    CHECK(Scalar::decode(one).value() == Scalar(1));
    one[31] = 0x80;
    CHECK(Scalar::decode(one).refusal().code == Code::not_reduced);
    CHECK(Scalar::decode(bytes_of("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"))
              .refusal()
              .code == Code::not_reduced);
}

TEST_CASE("the identity is no key, and multiplication that ends there gives it") {
    CHECK(Element::decode(base::Bytes(32)).value().is_identity());
    CHECK(Element::decode_key(base::Bytes(32)).refusal().code == Code::identity);
    CHECK(mul_base(SecretScalar::of(Scalar(0))).is_identity());
    CHECK(mul(SecretScalar::of(Scalar(5)), Element::identity()).is_identity());
    const Element G = Element::generator();
    CHECK((G - G).is_identity());
    CHECK((-G + G).is_identity());
}

TEST_CASE("secret and public arithmetic agree") {
    base::SystemRng rng;
    const SecretScalar a = SecretScalar::draw(rng);
    const SecretScalar b = SecretScalar::draw(rng);
    CHECK((a + b).reveal() == a.reveal() + b.reveal());
    CHECK((a - b).reveal() == a.reveal() - b.reveal());
    CHECK((a * b).reveal() == a.reveal() * b.reveal());
    CHECK(a.reveal() * a.reveal().inverse() == Scalar(1));
    CHECK(mul_base(a) == mul_base_vartime(a.reveal()));
    CHECK(mul(b, mul_base(a)) == mul_base(a * b));
    CHECK(select(1, a, b).reveal() == a.reveal());
    CHECK(select(0, a, b).reveal() == b.reveal());
    CHECK(SecretScalar::of_bit(1).reveal() == Scalar(1));
}

TEST_CASE("a sum over terms equals the terms added one by one") {
    base::SystemRng rng;
    std::vector<Term> terms;
    Element sum = Element::identity();
    for (const Scalar& s : {Scalar(1), -Scalar(1), Scalar(7), Scalar(0), SecretScalar::draw(rng).reveal()}) {
        for (const Element& P : {Element::generator(), mul_base(SecretScalar::draw(rng))}) {
            terms.push_back({s, P});
            sum = sum + mul_vartime(s, P);
        }
    }
    CHECK(multi_exp_vartime(terms) == sum);
    CHECK(multi_exp_vartime({}).is_identity());
}
