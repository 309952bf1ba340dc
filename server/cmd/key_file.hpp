#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/note/checkpoint.hpp"
#include "crypto/seal/pouch.hpp"
#include "crypto/seal/sealed_file.hpp"
#include "crypto/session/records.hpp"
#include "crypto/sign/ed25519.hpp"

namespace gongdao::cmd {

using seal::Secret32;
using session::SessionId;
using session::TrusteeIndex;

/// Where a trustee sits, and by what the server knows it.
struct TrusteeSeat {
    std::string server;
    SessionId session;
    TrusteeIndex number;  ///< 0 until the server has answered
    std::string token;

    bool operator==(const TrusteeSeat&) const = default;
};

/// A box on its way: to or from another trustee.
struct PostedBox {
    TrusteeIndex other;
    base::ByteArray<threshold::share_box_bytes> box{};

    bool operator==(const PostedBox&) const = default;
};

/// Secrets of one attempt at the joint key (SPEC §5.1). Made for one K and one attempt, and for no other,
/// ever: the number stays when they are spent.
struct AttemptSecrets {
    std::uint16_t attempt = 0;
    Secret32 e;
    std::vector<Secret32> a;       ///< coefficients of f; none once spent
    std::vector<PostedBox> boxes;  ///< made once: what is dealt twice must be the same

    [[nodiscard]] bool spent() const { return a.empty(); }
    void spend() { *this = {.attempt = attempt, .e = {}, .a = {}, .boxes = {}}; }
};

/// s_j, as it was confirmed.
struct HeldShare {
    std::uint16_t attempt = 0;
    base::Sha512 digest{};  ///< of the ceremony
    Secret32 s;
};

/// What a group was opened by: never another for this group (SPEC §9.2).
struct GivenShare {
    session::ContestId contest;
    std::uint32_t group = 0;
    base::Sha256 list_digest{};
    base::Sha256 closing_root{};
    base::Bytes record;

    bool operator==(const GivenShare&) const = default;
};

/// When this tool first saw a `closed` in the log, by its own clock: no other clock shortens the pause for
/// objections.
struct SeenClosing {
    session::ContestId contest;
    session::Time at = 0;

    bool operator==(const SeenClosing&) const = default;
};

/// 密钥文件: all that a trustee's tool remembers between two calls.
struct KeyFile {
    TrusteeSeat seat;
    Secret32 signing_seed;
    std::optional<base::Sha256> K;  ///< of the only setup that this file will ever serve
    std::optional<note::Checkpoint> seen;
    std::optional<AttemptSecrets> secrets;
    std::optional<HeldShare> share;
    std::vector<GivenShare> given;
    std::vector<SeenClosing> closings;
    bool destroyed = false;

    [[nodiscard]] sign::Ed25519SecretKey signing_key() const { return sign::Ed25519SecretKey(signing_seed); }
};

seal::SecretBytes pack(const KeyFile& file);
/// Refuses: as seal::unpack; bad_version, and what is not the one form.
base::Result<KeyFile> unpack_key_file(const seal::SecretBytes& packed);

/// Where a key file is kept. Every change is there before anything that depends on it leaves the machine.
class KeyStore {
public:
    KeyStore() = default;
    KeyStore(const KeyStore&) = delete;
    KeyStore& operator=(const KeyStore&) = delete;
    virtual ~KeyStore() = default;

    [[nodiscard]] virtual bool exists() const = 0;
    /// Refuses: not_found; wrong_passphrase, and what is no key file.
    [[nodiscard]] virtual base::Result<KeyFile> load() const = 0;
    /// Faults: the disk.
    virtual void save(const KeyFile& file) = 0;
    virtual void wipe() = 0;
};

/// A file of its owner's, sealed under a passphrase.
class SealedKeyStore final : public KeyStore {
public:
    SealedKeyStore(std::string path, std::string passphrase, seal::Effort effort, base::Rng& rng)
        : path_(std::move(path)), passphrase_(std::move(passphrase)), effort_(effort), rng_(rng) {}

    [[nodiscard]] bool exists() const override;
    [[nodiscard]] base::Result<KeyFile> load() const override;
    void save(const KeyFile& file) override;
    void wipe() override;

private:
    std::string path_, passphrase_;
    seal::Effort effort_;
    base::Rng& rng_;
};

}  // namespace gongdao::cmd
