#pragma once

#include "crypto/ballot/make_body.hpp"
#include "crypto/elgamal/ciphertext.hpp"
#include "tests/vectors/runner.hpp"

/// Elements, scalars and ciphertexts among a case's inputs. A case whose inputs do not decode is a fault of
/// the file; what the tested function itself decodes it takes as bytes.
namespace gongdao::vectors {

inline group::Scalar scalar(const Inputs& in, const std::string& name) {
    return group::Scalar::decode(in.bytes(name)).value();
}
inline group::SecretScalar secret(const Inputs& in, const std::string& name) {
    return group::SecretScalar::of(scalar(in, name));
}
inline group::Element element(const Inputs& in, const std::string& name) {
    return group::Element::decode(in.bytes(name)).value();
}
inline elgamal::PublicKey key(const Inputs& in, const std::string& name) {
    return elgamal::PublicKey::decode(in.bytes(name)).value();
}

inline std::vector<group::Scalar> scalars(const Inputs& in, const std::string& name) {
    std::vector<group::Scalar> out;
    for (const base::Bytes& bytes : in.list(name)) out.push_back(group::Scalar::decode(bytes).value());
    return out;
}
inline std::vector<group::Element> elements(const Inputs& in, const std::string& name) {
    std::vector<group::Element> out;
    for (const base::Bytes& bytes : in.list(name)) out.push_back(group::Element::decode(bytes).value());
    return out;
}
inline std::vector<elgamal::Ciphertext> ciphertexts(base::BytesView bytes) {
    encode::Reader reader(bytes);
    std::vector<elgamal::Ciphertext> out;
    while (reader.left() > 0) out.push_back(elgamal::read_sum(reader));
    return out;
}
inline std::vector<elgamal::Ciphertext> ciphertexts(const Inputs& in, const std::string& name) {
    std::vector<elgamal::Ciphertext> out;
    for (const base::Bytes& bytes : in.list(name)) out.push_back(ciphertexts(bytes).at(0));
    return out;
}
inline std::vector<std::uint32_t> numbers(const Inputs& in, const std::string& name) {
    std::vector<std::uint32_t> out;
    for (const std::string& text : in.texts(name))
        out.push_back(static_cast<std::uint32_t>(std::stoull(text)));
    return out;
}
inline std::uint32_t u32(const Inputs& in, const std::string& name) {
    return static_cast<std::uint32_t>(in.number(name));
}

/// The `draws` of a case, in their order.
class Draws final : public elgamal::NonceSource {
public:
    explicit Draws(const Inputs& in) : draws_(scalars(in, "draws")) {}
    elgamal::Nonce next() override { return elgamal::Nonce(group::SecretScalar::of(draws_.at(at_++))); }

private:
    std::vector<group::Scalar> draws_;
    std::size_t at_ = 0;
};

inline std::string hex(const group::Element& element) {
    return base::to_hex(element.encoded());
}
inline std::string hex(const group::Scalar& scalar) {
    return base::to_hex(scalar.encoded());
}
inline std::string hex(const elgamal::PublicKey& of) {
    return base::to_hex(of.encoded());
}
template <class Written>
base::Bytes bytes_of(const Written& written) {
    encode::Writer out;
    write(out, written);
    return out.take();
}
template <class Written>
std::string written_hex(const Written& written) {
    return base::to_hex(bytes_of(written));
}
template <class List>
Json hex_of_each(const List& members) {
    Json out = Json::array();
    for (const auto& member : members) out.push_back(hex(member));
    return out;
}
template <class List>
Json written_each(const List& members) {
    Json out = Json::array();
    for (const auto& member : members) out.push_back(written_hex(member));
    return out;
}
template <class List>
Json decimal_each(const List& members) {
    Json out = Json::array();
    for (const auto& member : members) out.push_back(decimal(member));
    return out;
}

/// Nothing, or the refusal.
inline base::Result<Json> accepted(const base::Check& check) {
    if (!check) return check.refusal();
    return Json::object();
}

/// Reads with `read` and to the last byte.
template <class Read>
auto decoded(base::BytesView bytes, Read read)
    -> base::Result<decltype(read(std::declval<encode::Reader&>()))> {
    encode::Reader in(bytes);
    auto value = read(in);
    if (const auto finished = in.finish(); !finished) return finished.refusal();
    return value;
}

}  // namespace gongdao::vectors
