#include "crypto/note/receipt.hpp"

#include "crypto/note/lines.hpp"

namespace gongdao::note {

using base::Code;
using base::refuse;
using base::Result;

namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";
constexpr std::size_t lines_before_proof = 3;
constexpr std::size_t max_proof_hashes = 64;  // a tree of 2^64 leaves

Result<std::string_view> after(std::string_view word, std::string_view line) {
    if (!line.starts_with(word)) return refuse(Code::bad_format, "no line \"" + std::string(word) + "\"");
    return line.substr(word.size());
}

}  // namespace

std::string encode_receipt(const Receipt& receipt) {
    GONGDAO_REQUIRE(!receipt.entry.empty());
    std::string text(first_line);
    text.append("\n").append(extra_word).append(base::to_base64(receipt.entry)).append("\n");
    text.append(index_word).append(std::to_string(receipt.index.value)).append("\n");
    for (const merkle::Hash& hash : receipt.proof) text.append(base::to_base64(hash)).append("\n");
    return text + "\n" + receipt.checkpoint;
}

Result<Receipt> decode_receipt(std::string_view text) {
    if (text.substr(0, text.find('\n')) != first_line) return refuse(Code::bad_type, "not a tlog-proof");
    const std::size_t split = text.find("\n\n");
    if (split == std::string_view::npos)
        return refuse(Code::bad_format, "no empty line before the checkpoint");
    const auto lines = lines_of(text.substr(0, split + 1));
    if (!lines) return lines.refusal();
    if (lines->size() < lines_before_proof) return refuse(Code::bad_format, "too few lines");
    const auto extra = after(extra_word, lines->at(1));
    if (!extra) return extra.refusal();
    const auto entry = base::from_base64(*extra);
    if (!entry) return entry.refusal();
    if (entry->empty()) return refuse(Code::wrong_length, "no entry");
    const auto digits = after(index_word, lines->at(2));
    if (!digits) return digits.refusal();
    const auto index = decode_decimal(*digits);
    if (!index) return index.refusal();
    if (lines->size() > lines_before_proof + max_proof_hashes)
        return refuse(Code::wrong_count, "too many hashes");
    Receipt receipt{
        .entry = *entry, .index = {*index}, .proof = {}, .checkpoint = std::string(text.substr(split + 2))};
    for (std::size_t i = lines_before_proof; i < lines->size(); ++i) {
        const auto hash = decode_base64<merkle::hash_bytes>(lines->at(i));
        if (!hash) return hash.refusal();
        receipt.proof.push_back(*hash);
    }
    return receipt;
}

Result<Logged> open_receipt(std::string_view text, const Policy& policy) {
    const auto receipt = decode_receipt(text);
    if (!receipt) return receipt.refusal();
    const auto checkpoint = open_checkpoint(receipt->checkpoint, policy);
    if (!checkpoint) return checkpoint.refusal();
    const merkle::Inclusion claim{.leaf = merkle::hash_leaf(receipt->entry),
                                  .place = {.index = receipt->index, .size = checkpoint->size},
                                  .root = checkpoint->root};
    const base::Check included = merkle::verify_inclusion(claim, receipt->proof);
    if (!included) return included.refusal();
    return Logged{.entry = receipt->entry, .index = receipt->index, .checkpoint = *checkpoint};
}

}  // namespace gongdao::note
