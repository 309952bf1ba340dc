#include <catch2/catch.hpp>

#include "crypto/encode/transcript.hpp"
#include "tests/vectors/protocol_inputs.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;
using group::Element;
using group::Scalar;
using group::SecretScalar;

template <class T>
Result<Json> shown(const char* name, const Result<T>& decoded) {
    if (!decoded) return decoded.refusal();
    return Json{{name, hex(*decoded)}};
}

Result<Json> mul_base(const Inputs& in) {
    const Scalar k = scalar(in, "scalar");
    const Element product = group::mul_base_vartime(k);
    CHECK(group::mul_base(SecretScalar::of(k)) == product);
    return Json{{"element", hex(product)}};
}

Result<Json> mul(const Inputs& in) {
    const Scalar k = scalar(in, "scalar");
    const Element P = element(in, "element");
    const Element product = group::mul_vartime(k, P);
    CHECK(group::mul(SecretScalar::of(k), P) == product);
    return Json{{"element", hex(product)}};
}

Result<Json> add_elements(const Inputs& in) {
    const Element a = element(in, "a");
    const Element b = element(in, "b");
    return Json{{"sum", hex(a + b)}, {"difference", hex(a - b)}, {"negative", hex(-a)}};
}

Result<Json> scalar_arithmetic(const Inputs& in) {
    const Scalar a = scalar(in, "a");
    const Scalar b = scalar(in, "b");
    const SecretScalar secret_a = SecretScalar::of(a);
    const SecretScalar secret_b = SecretScalar::of(b);
    CHECK((secret_a + secret_b).reveal() == a + b);
    CHECK((secret_a - secret_b).reveal() == a - b);
    CHECK((secret_a * secret_b).reveal() == a * b);
    return Json{{"sum", hex(a + b)},
                {"difference", hex(a - b)},
                {"product", hex(a * b)},
                {"negative", hex(-a)},
                {"inverse", a.is_zero() ? "" : hex(a.inverse())}};
}

Result<Json> multi_exp(const Inputs& in) {
    const auto factors = scalars(in, "scalars");
    const auto of = elements(in, "elements");
    std::vector<group::Term> terms;
    for (std::size_t i = 0; i < of.size(); ++i) terms.push_back({factors[i], of[i]});
    return Json{{"element", hex(group::multi_exp_vartime(terms))}};
}

encode::Transcript transcript(const Inputs& in) {
    encode::Transcript out(in.text("name"));
    const auto labels = in.texts("labels");
    const auto data = in.list("data");
    for (std::size_t i = 0; i < labels.size(); ++i) out.absorb(labels[i], data[i]);
    return out;
}

}  // namespace

TEST_CASE("every case of group.json comes out as it says") {
    run_file("group.json",
             {{"decode_element",
               [](const Inputs& in) { return shown("element", Element::decode(in.bytes("bytes"))); }},
              {"decode_key",
               [](const Inputs& in) {
                   CHECK(elgamal::PublicKey::decode(in.bytes("bytes")).has_value() ==
                         Element::decode_key(in.bytes("bytes")).has_value());
                   return shown("element", Element::decode_key(in.bytes("bytes")));
               }},
              {"decode_scalar",
               [](const Inputs& in) { return shown("scalar", Scalar::decode(in.bytes("bytes"))); }},
              {"mul_base", mul_base},
              {"mul", mul},
              {"add_elements", add_elements},
              {"scalar_arithmetic", scalar_arithmetic},
              {"multi_exp", multi_exp}});
}

TEST_CASE("every case of hash.json comes out as it says") {
    run_file("hash.json", {{"hash",
                            [](const Inputs& in) {
                                return Json{{"hash", base::to_hex(transcript(in).digest())}};
                            }},
                           {"hash_to_scalar",
                            [](const Inputs& in) {
                                const Scalar out = group::scalar_of(transcript(in));
                                CHECK(group::secret_scalar_of(transcript(in)).reveal() == out);
                                return Json{{"scalar", hex(out)}};
                            }},
                           {"hash_to_element", [](const Inputs& in) {
                                return Json{{"element", hex(group::element_of(transcript(in)))}};
                            }}});
}

}  // namespace gongdao::vectors
