#include <catch2/catch.hpp>
#include <sstream>

#include "crypto/proof/one_of_many.hpp"
#include "crypto/proof/schnorr.hpp"
#include "crypto/proof/sum.hpp"
#include "tests/vectors/protocol_inputs.hpp"

namespace gongdao::vectors {
namespace {

using base::Code;
using base::Result;
using elgamal::Ciphertext;
using proof::Options;

/// 'row <cells> blank', 'row <cells>' or 'range <lo> <hi>'.
Options options(const Inputs& in) {
    std::istringstream text(in.text("options"));
    std::string kind;
    text >> kind;
    if (kind == "range") {
        proof::Range values;
        text >> values.lo >> values.hi;
        return Options::range(values);
    }
    std::size_t cells = 0;
    std::string blank;
    text >> cells >> blank;
    return Options::row(cells, blank == "blank");
}

proof::Range range(const Inputs& in) {
    return {.lo = u32(in, "lo"), .hi = u32(in, "hi")};
}

Result<Json> prove_one_of_many(const Inputs& in) {
    const elgamal::PublicKey y = key(in, "y");
    const base::Sha512 digest = in.array<64>("digest");
    const Options of = options(in);
    std::vector<Ciphertext> cells;
    std::vector<elgamal::Opening> openings;
    const auto plaintexts = numbers(in, "plaintexts");
    const auto nonces = scalars(in, "nonces");
    for (std::size_t k = 0; k < plaintexts.size(); ++k) {
        const group::Scalar m(plaintexts[k]);
        cells.push_back({.alpha = group::mul_base_vartime(nonces[k]),
                         .beta = group::mul_vartime(nonces[k], y.element()) + group::mul_base_vartime(m)});
        openings.push_back({.m = group::SecretScalar::of(m), .r = group::SecretScalar::of(nonces[k])});
        if (plaintexts[k] > 1) continue;
        const auto sealed = elgamal::encrypt_bit(y, static_cast<std::uint8_t>(plaintexts[k]),
                                                 elgamal::Nonce(group::SecretScalar::of(nonces[k])));
        CHECK(sealed.ciphertext == cells.back());
    }
    Draws draws(in);
    const auto made = proof::prove_one_of_many(
        {.y = y, .digest = digest, .p = u32(in, "proof_number"), .ciphertexts = cells, .options = of},
        openings, u32(in, "true_index"), draws);
    return Json{{"ciphertexts", written_each(cells)}, {"proof", written_hex(made)}};
}

Result<Json> verify_one_of_many(const Inputs& in) {
    const elgamal::PublicKey y = key(in, "y");
    const base::Sha512 digest = in.array<64>("digest");
    const Options of = options(in);
    const auto cells = ciphertexts(in, "ciphertexts");
    const auto given = in.bytes("proof");
    const auto read =
        decoded(given, [&](encode::Reader& reader) { return proof::read_one_of_many(reader, of.size()); });
    if (!read) return read.refusal();
    CHECK(bytes_of(*read) == given);
    const auto equations = proof::equations_of(
        {.y = y, .digest = digest, .p = u32(in, "proof_number"), .ciphertexts = cells, .options = of}, *read,
        {});
    if (!proof::failing(equations).empty()) return base::refuse(Code::bad_proof);
    return Json::object();
}

Result<Json> fold_weights(const Inputs& in) {
    return Json{{"weights", hex_of_each(proof::fold_weights(in.array<64>("digest"), u32(in, "proof_number"),
                                                            in.number("count")))}};
}

Result<Json> digits_of(const Inputs& in) {
    const auto digits = proof::digits_of(u32(in, "value"), range(in));
    return Json{{"digits", decimal_each(digits.expose().first(proof::digits_in(range(in))))}};
}

Result<Json> first_digit(const Inputs& in) {
    const auto sum = ciphertexts(in.bytes("sum")).at(0);
    return Json{{"ciphertext", written_hex(proof::first_digit(sum, range(in), ciphertexts(in, "digits")))}};
}

Result<Json> prove_knowledge(const Inputs& in) {
    const group::SecretScalar x = secret(in, "secret_key");
    const elgamal::PublicKey X = elgamal::public_key_of(x);
    const std::string name = in.text("name");
    const base::Bytes message = in.bytes("message");
    const auto made = proof::prove_knowledge({.name = name, .X = X, .message = message}, x, Draws(in).next());
    return Json{{"key", hex(X)}, {"proof", written_hex(made)}};
}

Result<Json> verify_knowledge(const Inputs& in) {
    const auto X = elgamal::PublicKey::decode(in.bytes("key"));
    if (!X) return X.refusal();
    const auto given = in.bytes("proof");
    const auto read = decoded(given, proof::read_schnorr);
    if (!read) return read.refusal();
    CHECK(bytes_of(*read) == given);
    const std::string name = in.text("name");
    const base::Bytes message = in.bytes("message");
    if (!holds(proof::equation_of({.name = name, .X = *X, .message = message}, *read, {}))) {
        return base::refuse(Code::bad_proof);
    }
    return Json::object();
}

}  // namespace

TEST_CASE("every case of one_of_many.json comes out as it says") {
    run_file("one_of_many.json", {{"prove_one_of_many", prove_one_of_many},
                                  {"verify_one_of_many", verify_one_of_many},
                                  {"fold_weights", fold_weights}});
}

TEST_CASE("every case of sum.json comes out as it says") {
    run_file("sum.json", {{"digit_weights",
                           [](const Inputs& in) {
                               return Json{{"weights", decimal_each(proof::digit_weights(range(in)))}};
                           }},
                          {"digits_of", digits_of},
                          {"first_digit", first_digit}});
}

TEST_CASE("every case of schnorr.json comes out as it says") {
    run_file("schnorr.json", {{"prove_knowledge", prove_knowledge}, {"verify_knowledge", verify_knowledge}});
}

}  // namespace gongdao::vectors
