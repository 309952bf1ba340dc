#pragma once

#include "server/cmd/key_file.hpp"
#include "server/cmd/public_log.hpp"
#include "server/cmd/session_server.hpp"
#include "server/cmd/words.hpp"
#include "server/ops/clock.hpp"

namespace gongdao::cmd {

/// 监票人 at work: what every act of a trustee's tool works with. Owns: nothing.
struct Trustee {
    KeyStore& store;
    KeyFile& key;
    SessionServer& server;
    PublicLog& log;
    Person& person;
    const ops::Clock& clock;
    base::Rng& rng;

    [[nodiscard]] TrusteeIndex number() const { return key.seat.number; }
    [[nodiscard]] const session::State& state() const { return log.state(); }
};

/// Reads the log on, and makes sure that it is that of the key file: the same setup as ever, this key in its
/// place; notes when it sees a contest closed. Gives: whether there is a setup yet. Refuses: as PublicLog::update; wrong_session, wrong_trustee.
base::Result<bool> follow(Trustee& trustee);

/// The record with this trustee's signature on it, whole.
base::Bytes signed_record(const Trustee& trustee, const session::Fields& fields);
session::Signature signature_over(const Trustee& trustee, base::BytesView unsigned_record);

/// s_j, if the key file holds the one of the joint key in the log. Refuses: bad_share.
base::Result<group::SecretScalar> held_share(const Trustee& trustee, const elgamal::PublicKey& Y);

}  // namespace gongdao::cmd
