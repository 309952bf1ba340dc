#pragma once

#include "crypto/ballot/layout.hpp"
#include "crypto/elgamal/ciphertext.hpp"
#include "crypto/proof/one_of_many.hpp"

namespace gongdao::ballot {

constexpr std::uint16_t body_version = 1;

/// version u16 ‖ Q ‖ box u16 ‖ makers u8 (1) ‖ X ‖ counter u32 ‖ previous tracker.
struct Header {
    ContestId contest;
    BoxNumber box;
    elgamal::PublicKey X;
    std::uint32_t counter = 0;  ///< how many ballots of this key were cast in this box before
    Tracker previous;           ///< zeros for counter 0

    bool operator==(const Header&) const = default;
};

/// An encrypted ballot (SPEC §6.4): header ‖ cells ‖ digits ‖ proofs.
struct Body {
    Header header;
    std::vector<elgamal::Ciphertext> ciphertexts;  ///< cells, then digits 1 … κ−1 of each sum
    std::vector<proof::OneOfMany> proofs;

    bool operator==(const Body&) const = default;
};

/// What every body of a contest is made and checked against.
struct Contest {
    ContestDefinition definition;
    elgamal::PublicKey y;
};

base::ByteArray<header_bytes> encode_header(const Header& header);
base::Bytes encode_body(const Body& body);
/// Refuses: wrong_length, before anything is read, for any length but the layout's; bad_version, out_of_range
/// (makers), identity (X, an alpha), not_in_group, not_reduced.
base::Result<Body> decode_body(const Layout& layout, base::BytesView bytes);

Tracker tracker_of(base::BytesView body);

/// H("ballot"; y, header, ciphertexts: all cells and digits of the body): in every proof of the body.
base::Sha512 digest_of(const elgamal::PublicKey& y, const Header& header,
                       std::span<const elgamal::Ciphertext> ciphertexts);

/// All equations of the body's proofs, labelled choice_proof, sum_proof or digit_proof with their p.
/// Needs: a body decoded by this contest's layout.
std::vector<proof::Equation> equations_of(const Contest& contest, const Body& body);

/// The proofs that do not hold, by their labels; none if all do.
std::vector<proof::Label> verify_body(const Contest& contest, const Body& body);

}  // namespace gongdao::ballot
