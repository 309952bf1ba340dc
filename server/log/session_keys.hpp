#pragma once

#include "crypto/note/checkpoint.hpp"
#include "crypto/note/promise.hpp"
#include "crypto/session/records.hpp"
#include "server/store/store.hpp"

namespace gongdao::log {

/// As they stand in `setup`.
struct PublicKeys {
    sign::Ed25519PublicKey server;
    sign::Sm2PublicKey sm2;
    sign::Ed25519PublicKey log;
};

/// Both signatures of a published file, over the same bytes (SPEC §1.2).
struct FileSignatures {
    sign::Ed25519Signature ed25519{};
    base::Bytes sm2;
};

store::SecretKeys draw_keys(base::Rng& rng);

/// What the server of a session can sign, and with which key. The log key signs checkpoints and nothing else.
/// Thread: any.
class SessionKeys {
public:
    /// Faults: StoreFault if these are no keys.
    SessionKeys(const ballot::SessionId& session, const store::SecretKeys& secret);

    [[nodiscard]] const PublicKeys& public_keys() const { return public_keys_; }
    /// The record with the server's signature alone.
    [[nodiscard]] session::Record sign_record(session::Fields fields) const;
    [[nodiscard]] FileSignatures sign_file(base::BytesView file) const;
    [[nodiscard]] std::string sign_promise(const note::Promise& promise) const;
    [[nodiscard]] std::string sign_rejection(const note::Rejection& rejection) const;
    [[nodiscard]] std::string sign_checkpoint(const note::Checkpoint& checkpoint) const;

private:
    ballot::SessionId session_;
    sign::Ed25519SecretKey server_;
    sign::Sm2SecretKey sm2_;
    sign::Ed25519SecretKey log_;
    PublicKeys public_keys_;
};

}  // namespace gongdao::log
