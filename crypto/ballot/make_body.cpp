#include "crypto/ballot/make_body.hpp"

#include "crypto/ballot/parts.hpp"

namespace gongdao::ballot {

using base::Code;
using elgamal::Ciphertext;
using elgamal::Opening;
using group::Element;

namespace {

std::uint32_t marked(std::span<const std::uint32_t> cells, const Marks& marks) {
    std::uint32_t sum = 0;
    for (const std::uint32_t cell : cells) sum += marks.expose()[cell];
    return sum;
}

/// Which option of a proof is the true one: secret. Timing: constant in the marks.
std::uint32_t true_index_of(const ContestDefinition& definition, const ProofPlace& place,
                            const Marks& marks) {
    if (place.claim == proof::Claim::choice_proof) {
        const Choice& choice = definition.choices[place.part];
        std::uint32_t index = 0;
        for (std::uint32_t k = 0; k < choice.cells; ++k) {
            index += marks.expose()[choice.first + k] * (k + (choice.blank ? 1U : 0U));
        }
        return index;
    }
    const auto& [cells, range] = definition.sums[place.part];
    const std::uint32_t value = marked(cells, marks);
    if (place.claim == proof::Claim::sum_proof) return value - range.lo;
    return proof::digits_of(value, range).expose()[place.digit];
}

/// A body as it grows: ciphertexts, and beside each what it hides.
struct Encrypted {
    std::vector<Ciphertext> ciphertexts;
    std::vector<Opening> openings;

    void add(const elgamal::PublicKey& y, std::uint8_t m, elgamal::Nonce&& r) {
        elgamal::Sealed sealed = elgamal::encrypt_bit(y, m, std::move(r));
        ciphertexts.push_back(sealed.ciphertext);
        openings.push_back(std::move(sealed.opening));
    }
};

Encrypted encrypt(const Contest& contest, const Marks& marks, elgamal::NonceSource& nonces) {
    Encrypted out;
    for (const std::uint8_t mark : marks.expose()) out.add(contest.y, mark, nonces.next());
    for (const Sum& sum : contest.definition.sums) {
        const std::size_t count = proof::digits_in(sum.range);
        if (count == 1) continue;
        const auto digits = proof::digits_of(marked(sum.cells, marks), sum.range);
        for (const std::uint8_t digit : digits.expose().subspan(1, count - 1)) {
            out.add(contest.y, digit, nonces.next());
        }
    }
    return out;
}

/// The mark that a cell encrypts with this r. Refuses: body_mismatch if it is neither.
base::Result<std::uint8_t> mark_in(const Ciphertext& cell, const elgamal::PublicKey& y,
                                   elgamal::Nonce&& nonce) {
    const group::SecretScalar r = std::move(nonce).spend();
    const Element M = cell.beta - group::mul(r, y.element());
    if (M == Element::identity()) return std::uint8_t{0};
    if (M == Element::generator()) return std::uint8_t{1};
    return base::refuse(Code::body_mismatch);
}

}  // namespace

SeededNonces::SeededNonces(const Seed& seed, const Header& header) : transcript_("nonce") {
    transcript_.absorb("seed", seed.expose()).absorb("header", encode_header(header));
}

elgamal::Nonce SeededNonces::next() {
    return elgamal::Nonce(group::secret_scalar_of(encode::Transcript(transcript_).absorb("index", index_++)));
}

base::Result<base::Bytes> make_body(const Contest& contest, const Header& header, const Marks& marks,
                                    const Seed& seed) {
    const ContestDefinition& definition = contest.definition;
    if (auto kept = verify_marks(definition, marks); !kept) return kept.refusal();
    SeededNonces nonces(seed, header);
    auto [ciphertexts, openings] = encrypt(contest, marks, nonces);
    Body body{.header = header, .ciphertexts = std::move(ciphertexts), .proofs = {}};
    const base::Sha512 digest = digest_of(contest.y, header, body.ciphertexts);
    const auto statements = parts_of<Ciphertext>(definition, body.ciphertexts);
    const auto witnesses = parts_of<Opening>(definition, openings);
    const Layout layout = layout_of(definition);
    for (std::uint32_t p = 0; p < layout.proofs.size(); ++p) {
        const ProofPlace& place = layout.proofs[p];
        const proof::OneOfManyStatement statement{
            .y = contest.y, .digest = digest, .p = p, .ciphertexts = statements[p], .options = place.options};
        body.proofs.push_back(proof::prove_one_of_many(statement, witnesses[p],
                                                       true_index_of(definition, place, marks), nonces));
    }
    return encode_body(body);
}

base::Result<std::vector<std::uint8_t>> reveal_marks(const Contest& contest, base::BytesView bytes,
                                                     const Seed& seed) {
    const auto body = decode_body(layout_of(contest.definition), bytes);
    if (!body) return body.refusal();
    SeededNonces nonces(seed, body->header);
    std::vector<std::uint8_t> marks;
    for (std::size_t cell = 0; cell < contest.definition.cells; ++cell) {
        const auto mark = mark_in(body->ciphertexts[cell], contest.y, nonces.next());
        if (!mark) return mark.refusal();
        marks.push_back(*mark);
    }
    const auto again = make_body(contest, body->header, Marks(marks), seed);
    if (!again || base::sha256(*again) != base::sha256(bytes)) return base::refuse(Code::body_mismatch);
    return marks;
}

}  // namespace gongdao::ballot
