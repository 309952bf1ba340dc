#pragma once

#include "crypto/ballot/body.hpp"
#include "crypto/proof/schnorr.hpp"

namespace gongdao::ballot {

constexpr std::size_t entry_bytes = 170;

enum class Disposition : std::uint8_t { cast = 0, checked = 1 };

/// What an entry says before it is signed.
struct EntryFields {
    ContestId contest;
    BoxNumber box;
    elgamal::PublicKey X;
    std::uint32_t counter = 0;
    Disposition disposition = Disposition::cast;
    Tracker tracker;

    bool operator==(const EntryFields&) const = default;
};

/// A ballot's line in the log (SPEC §6.5), signed by the slip: also whether it is cast or checked is signed.
struct Entry {
    EntryFields fields;
    proof::Schnorr signature;

    bool operator==(const Entry&) const = default;
};

/// The entry's fields of a body.
EntryFields fields_of(const Header& header, const Tracker& tracker, Disposition disposition);

///   c = Hs("entry"; X, R: T, message: the 106 bytes before T)
///
/// Needs: X = x·G.
/// Timing: constant in x and w.
Entry sign_entry(const EntryFields& fields, const group::SecretScalar& x, elgamal::Nonce&& w);
proof::Equation equation_of(const Entry& entry);
/// Refuses: bad_signature.
base::Check verify_entry(const Entry& entry);

base::Bytes encode_entry(const Entry& entry);
/// Refuses: wrong_length, trailing_bytes, bad_type (any pair of type and disposition but 7, 0 and 8, 1),
/// out_of_range (makers), identity (X), not_in_group, not_reduced.
base::Result<Entry> decode_entry(base::BytesView bytes);

/// Whether these are the bytes that the entry's signer signed for: they begin with the entry's own
/// contest, box, key and counter, and hash to its tracker. They may be no body.
bool is_about(const Entry& entry, base::BytesView body_bytes);

/// Refuses: body_mismatch unless body and entry agree in every common field and the tracker is the body's.
base::Check verify_entry_of(const Entry& entry, const Body& body, base::BytesView body_bytes);

}  // namespace gongdao::ballot
