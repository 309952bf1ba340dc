#pragma once

#include "crypto/note/signed_note.hpp"

namespace gongdao::note {

/// What the voter wanted with a ballot: that it count (投出), or that its cells be opened (检查).
enum class Disposition : std::uint8_t { cast = 0, checked = 1 };

constexpr std::size_t contest_digest_bytes = 32;

/// The entry that an answer is about.
struct AnswerSubject {
    std::string origin;                               ///< `<host>/s/<session id>`
    base::ByteArray<contest_digest_bytes> contest{};  ///< Q
    Disposition disposition = Disposition::cast;
    base::Sha256 tracker{};
    bool operator==(const AnswerSubject&) const = default;
};

/// The server's signed word that the entry will be in the log before `closed`. Source: SPEC §6.7.
struct Promise {
    AnswerSubject subject;
    bool operator==(const Promise&) const = default;
};

/// The server's word that it took no such entry, and why.
struct Rejection {
    AnswerSubject subject;
    base::Code code{};
    bool operator==(const Rejection&) const = default;
};

/// A signed note under the key name `<origin>/server`. Needs: an origin that is a key name of at most
/// max_origin_bytes.
std::string sign_promise(const Promise& promise, const sign::Ed25519SecretKey& server_key);
std::string sign_rejection(const Rejection& rejection, const sign::Ed25519SecretKey& server_key);

/// Refuses: as SignedNote::decode and verify_note; bad_type, wrong_count, bad_format, bad_base64,
/// wrong_length, bad_option.
base::Result<Promise> open_promise(std::string_view note, const sign::Ed25519PublicKey& server_key);
base::Result<Rejection> open_rejection(std::string_view note, const sign::Ed25519PublicKey& server_key);

/// The text of a rejection, which alone is the unsigned form.
std::string encode_rejection(const Rejection& rejection);
base::Result<Rejection> decode_rejection(std::string_view text);

}  // namespace gongdao::note
