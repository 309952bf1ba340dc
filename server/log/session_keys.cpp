#include "server/log/session_keys.hpp"

namespace gongdao::log {

namespace {

sign::Sm2SecretKey sm2_key_of(const sign::Sm2Scalar& scalar) {
    auto key = sign::Sm2SecretKey::decode(scalar);
    if (!key) throw store::StoreFault("the SM2 key of the store is none");
    return *std::move(key);
}

}  // namespace

store::SecretKeys draw_keys(base::Rng& rng) {
    return {.server = base::draw_secret<sign::ed25519_seed_bytes>(rng),
            .sm2 = sign::draw_sm2_scalar(rng),
            .log = base::draw_secret<sign::ed25519_seed_bytes>(rng)};
}

SessionKeys::SessionKeys(const ballot::SessionId& session, const store::SecretKeys& secret)
    : session_(session),
      server_(secret.server),
      sm2_(sm2_key_of(secret.sm2)),
      log_(secret.log),
      public_keys_{.server = server_.public_key(), .sm2 = sm2_.public_key(), .log = log_.public_key()} {}

session::Record SessionKeys::sign_record(session::Fields fields) const {
    const base::Sha512 digest = session::signing_digest(session_, session::unsigned_bytes(fields));
    return {.fields = std::move(fields), .signatures = {{.signer = 0, .bytes = server_.sign(digest)}}};
}

FileSignatures SessionKeys::sign_file(base::BytesView file) const {
    return {.ed25519 = server_.sign(file), .sm2 = sm2_.sign(file)};
}

std::string SessionKeys::sign_promise(const note::Promise& promise) const {
    return note::sign_promise(promise, server_);
}

std::string SessionKeys::sign_rejection(const note::Rejection& rejection) const {
    return note::sign_rejection(rejection, server_);
}

std::string SessionKeys::sign_checkpoint(const note::Checkpoint& checkpoint) const {
    return note::sign_checkpoint(checkpoint, log_);
}

}  // namespace gongdao::log
