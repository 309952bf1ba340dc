#include <catch2/catch.hpp>

#include "crypto/ballot/codes.hpp"
#include "crypto/threshold/combine.hpp"
#include "crypto/threshold/key_ceremony.hpp"
#include "tests/vectors/protocol_inputs.hpp"

namespace gongdao::vectors {
namespace {

using base::Result;
using threshold::TrusteeIndex;

TrusteeIndex trustee(const Inputs& in, const std::string& name = "trustee") {
    return {static_cast<std::uint8_t>(in.number(name))};
}
std::vector<TrusteeIndex> trustees(const Inputs& in) {
    std::vector<TrusteeIndex> out;
    for (const std::uint32_t number : numbers(in, "trustees"))
        out.push_back({static_cast<std::uint8_t>(number)});
    return out;
}
threshold::CeremonyContext context(const Inputs& in) {
    return {.K = in.array<32>("K"),
            .attempt = static_cast<std::uint16_t>(in.number("attempt")),
            .trustees = trustees(in)};
}
threshold::Deal deal(const Inputs& in) {
    return {.dealer = trustee(in, "dealer"), .receiver = trustee(in, "receiver")};
}

template <class Content>
struct Sent {
    TrusteeIndex trustee;
    Content content;
};
template <class Content>
Sent<Content> sent(base::BytesView bytes) {
    const auto message = threshold::decode_ceremony_message(bytes).value();
    return {.trustee = message.trustee, .content = std::get<Content>(message.content)};
}

/// A message of the context's attempt, as bytes.
template <class Content>
Json message(const Inputs& in, TrusteeIndex by, const Content& content) {
    const threshold::CeremonyMessage made{
        .attempt = static_cast<std::uint16_t>(in.number("attempt")), .trustee = by, .content = content};
    return Json{{"message", base::to_hex(threshold::encode_ceremony_message(made))}};
}

void show(Json& out, const threshold::Keys& keys) {
    out["key"] = hex(keys.E);
    out["proof"] = written_hex(keys.proof);
}
void show(Json& out, const threshold::Commit& commit) {
    out["commitment"] = base::to_hex(commit.commitment);
}
void show(Json& out, const threshold::Reveal& reveal) {
    out["elements"] = hex_of_each(reveal.A);
    out["proof"] = written_hex(reveal.proof);
    out["boxes"] = hex_list(reveal.boxes);
}
void show(Json& out, const threshold::Complaint& complaint) {
    out["dealer"] = decimal(complaint.dealer.value);
    out["box"] = base::to_hex(threshold::encode_share_box(complaint.box));
    out["S"] = hex(complaint.S);
    out["proof"] = written_hex(complaint.proof);
}
void show(Json& out, const threshold::Confirm& confirm) {
    out["digest"] = base::to_hex(confirm.digest);
    out["tool"] = decimal(static_cast<std::uint8_t>(confirm.tool));
    out["kept"] = decimal(static_cast<std::uint8_t>(confirm.kept));
}
void show(Json& out, const threshold::Restart& restart) {
    out["reason"] = restart.reason;
    out["trustees"] = Json::array();
    for (const TrusteeIndex of : restart.trustees) out["trustees"].push_back(decimal(of.value));
}

Result<Json> decode_ceremony_message(const Inputs& in) {
    const auto message = threshold::decode_ceremony_message(in.bytes("message"));
    if (!message) return message.refusal();
    CHECK(threshold::encode_ceremony_message(*message) == in.bytes("message"));
    Json out{{"kind", decimal(message->content.index())},
             {"attempt", decimal(message->attempt)},
             {"trustee", decimal(message->trustee.value)}};
    std::visit([&](const auto& content) { show(out, content); }, message->content);
    return out;
}

Result<Json> make_keys(const Inputs& in) {
    return message(in, trustee(in),
                   threshold::make_keys(context(in), trustee(in), secret(in, "secret"), Draws(in).next()));
}

Result<Json> verify_keys(const Inputs& in) {
    const auto [by, keys] = sent<threshold::Keys>(in.bytes("message"));
    return accepted(threshold::verify_keys(context(in), by, keys));
}

Result<Json> make_commit(const Inputs& in) {
    return message(in, trustee(in),
                   threshold::make_commit(context(in), trustee(in), elements(in, "elements")));
}

Result<Json> verify_commit(const Inputs& in) {
    const auto [by, commit] = sent<threshold::Commit>(in.bytes("commit"));
    return accepted(threshold::verify_commit(context(in), by, commit,
                                             sent<threshold::Reveal>(in.bytes("reveal")).content));
}

Result<Json> make_reveal(const Inputs& in) {
    std::vector<group::SecretScalar> coefficients;
    for (const group::Scalar& a : scalars(in, "coefficients"))
        coefficients.push_back(group::SecretScalar::of(a));
    std::vector<threshold::ShareBox> boxes;
    for (const base::Bytes& box : in.list("boxes")) boxes.push_back(threshold::decode_share_box(box).value());
    const threshold::Polynomial f(std::move(coefficients));
    return message(in, trustee(in),
                   threshold::make_reveal(context(in), trustee(in), f, boxes, Draws(in).next()));
}

Result<Json> verify_reveal(const Inputs& in) {
    const auto [by, reveal] = sent<threshold::Reveal>(in.bytes("message"));
    return accepted(threshold::verify_reveal(context(in), by, reveal));
}

Result<Json> seal_share(const Inputs& in) {
    const auto box =
        threshold::seal_share(context(in), deal(in), key(in, "key"), secret(in, "share"), Draws(in).next());
    return Json{{"box", base::to_hex(threshold::encode_share_box(box))}};
}

Result<Json> open_share(const Inputs& in) {
    const auto share = threshold::open_share(context(in), deal(in), secret(in, "secret"),
                                             threshold::decode_share_box(in.bytes("box")).value(),
                                             sent<threshold::Reveal>(in.bytes("reveal")).content);
    if (!share) return share.refusal();
    return Json{{"share", hex(share->reveal())}};
}

Result<Json> make_complaint(const Inputs& in) {
    return message(
        in, deal(in).receiver,
        threshold::make_complaint(context(in), deal(in), secret(in, "secret"),
                                  threshold::decode_share_box(in.bytes("box")).value(), Draws(in).next()));
}

Result<Json> verify_complaint(const Inputs& in) {
    const auto [by, complaint] = sent<threshold::Complaint>(in.bytes("complaint"));
    const auto verdict =
        threshold::judge_complaint(context(in), {.dealer = complaint.dealer, .receiver = by}, key(in, "key"),
                                   complaint, sent<threshold::Reveal>(in.bytes("reveal")).content);
    if (!verdict) return verdict.refusal();
    return Json{{"verdict", *verdict == threshold::Verdict::founded ? "founded" : "unfounded"}};
}

Result<Json> ceremony_digest(const Inputs& in) {
    const base::Sha512 digest = threshold::ceremony_digest(context(in), in.list("records"));
    const auto first = base::as_array<32>(base::BytesView(digest).first<32>()).value();
    return Json{{"digest", base::to_hex(digest)}, {"code", ballot::code_of(first)}};
}

Result<Json> derive_joint_key(const Inputs& in) {
    std::vector<threshold::Reveal> reveals;
    for (const base::Bytes& bytes : in.list("reveals"))
        reveals.push_back(sent<threshold::Reveal>(bytes).content);
    const auto joint = threshold::derive_joint_key(context(in), reveals);
    if (!joint) return joint.refusal();
    Json out{{"y", hex(joint->y)}, {"Y", Json::array()}};
    for (const threshold::VerificationKey& of : joint->trustees) out["Y"].push_back(hex(of.Y));
    return out;
}

Result<Json> add_shares(const Inputs& in) {
    std::vector<group::SecretScalar> shares;
    for (const group::Scalar& share : scalars(in, "shares")) shares.push_back(group::SecretScalar::of(share));
    return Json{{"share", hex(threshold::add_shares(shares).reveal())}};
}

threshold::ShareContext share_context(const Inputs& in) {
    return {.Q = in.array<32>("contest"),
            .closing_root = in.array<32>("closing_root"),
            .group = u32(in, "group"),
            .list_digest = in.array<32>("list_digest"),
            .trustee = trustee(in)};
}

Result<threshold::PartialDecryption> partial(base::BytesView bytes) {
    constexpr std::size_t most_cells = 1'024;
    auto read = decoded(
        bytes, [](encode::Reader& reader) { return threshold::read_partial_decryption(reader, most_cells); });
    if (read) CHECK(bytes_of(*read) == base::copy_of(bytes));
    return read;
}

Result<Json> make_partial_decryption(const Inputs& in) {
    return Json{
        {"partial", written_hex(threshold::make_partial_decryption(
                        share_context(in), secret(in, "share"), elements(in, "alpha"), Draws(in).next()))}};
}

Result<Json> verify_partial_decryption(const Inputs& in) {
    const auto share = partial(in.bytes("partial"));
    if (!share) return share.refusal();
    return accepted(threshold::verify_partial_decryption(share_context(in), key(in, "key"),
                                                         elements(in, "alpha"), *share));
}

Result<Json> prove_equal_logs(const Inputs& in) {
    const group::SecretScalar s = secret(in, "secret");
    const elgamal::PublicKey Y = elgamal::public_key_of(s);
    const auto alpha = elements(in, "alpha");
    std::vector<group::Element> D;
    for (const group::Element& of : alpha) D.push_back(group::mul(s, of));
    const base::Bytes bound = in.bytes("context");
    const auto made =
        proof::prove_equal_logs({.context = bound, .Y = Y, .alpha = alpha, .D = D}, s, Draws(in).next());
    return Json{{"key", hex(Y)}, {"D", hex_of_each(D)}, {"proof", written_hex(made)}};
}

Result<Json> verify_equal_logs(const Inputs& in) {
    const auto Y = elgamal::PublicKey::decode(in.bytes("key"));
    if (!Y) return Y.refusal();
    const auto read = decoded(in.bytes("proof"), proof::read_equal_logs);
    if (!read) return read.refusal();
    const auto alpha = elements(in, "alpha");
    const auto D = elements(in, "D");
    const base::Bytes bound = in.bytes("context");
    const auto equations =
        proof::equations_of({.context = bound, .Y = *Y, .alpha = alpha, .D = D}, *read, {});
    if (!proof::failing(equations).empty()) return base::refuse(base::Code::bad_proof);
    return Json::object();
}

Result<Json> combine_totals(const Inputs& in) {
    std::vector<threshold::PartialDecryption> partials;
    for (const base::Bytes& bytes : in.list("partials")) partials.push_back(partial(bytes).value());
    std::vector<threshold::Contribution> contributions;
    const auto of = trustees(in);
    for (std::size_t i = 0; i < of.size(); ++i)
        contributions.push_back({.trustee = of[i], .D = partials[i].D});
    const auto totals = threshold::combine_totals(ciphertexts(in, "cells"), contributions,
                                                  elgamal::DiscreteLog(u32(in, "bound")));
    if (!totals) return totals.refusal();
    return Json{{"totals", decimal_each(*totals)}};
}

}  // namespace

TEST_CASE("every case of ceremony.json comes out as it says") {
    run_file("ceremony.json", {{"decode_ceremony_message", decode_ceremony_message},
                               {"make_keys", make_keys},
                               {"verify_keys", verify_keys},
                               {"make_commit", make_commit},
                               {"verify_commit", verify_commit},
                               {"make_reveal", make_reveal},
                               {"verify_reveal", verify_reveal},
                               {"seal_share", seal_share},
                               {"open_share", open_share},
                               {"make_complaint", make_complaint},
                               {"verify_complaint", verify_complaint},
                               {"ceremony_digest", ceremony_digest},
                               {"derive_joint_key", derive_joint_key},
                               {"add_shares", add_shares}});
}

TEST_CASE("every case of share.json comes out as it says") {
    run_file("share.json",
             {{"prove_equal_logs", prove_equal_logs},
              {"verify_equal_logs", verify_equal_logs},
              {"make_partial_decryption", make_partial_decryption},
              {"verify_partial_decryption", verify_partial_decryption},
              {"lagrange_at_zero",
               [](const Inputs& in) {
                   return Json{{"coefficients", hex_of_each(threshold::lagrange_at_zero(trustees(in)))}};
               }},
              {"combine_totals", combine_totals}});
}

}  // namespace gongdao::vectors
