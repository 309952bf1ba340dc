#pragma once

#include <catch2/catch.hpp>

#include "crypto/session/state.hpp"
#include "tests/support/session_builder.hpp"

namespace gongdao::session {

using support::SessionBuilder;

/// What a `large` leaf stands for.
inline base::BytesView large_of(const SessionBuilder& session, base::BytesView leaf) {
    const auto record = decode_record(leaf);
    if (!record || !std::holds_alternative<Large>(record->fields)) return {};
    return session.large().at("records/" + base::to_hex(std::get<Large>(record->fields).hash));
}

/// The state after the first `count` leaves, each of which has to be admitted.
inline State folded(const SessionBuilder& session, std::size_t count) {
    State state;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& leaf = session.leaves().at(i);
        const Beside beside{session.slip_lists()};
        const auto admitted = admit(state, leaf, beside, large_of(session, leaf));
        CAPTURE(i);
        REQUIRE(admitted.has_value());
    }
    return state;
}
inline State folded(const SessionBuilder& session) {
    return folded(session, session.leaves().size());
}

/// Admits a record that is signed as it should be. Needs: signers of the session.
inline base::Check admit_signed(State& state, const SessionBuilder& session, const Fields& fields,
                                support::Signers signers) {
    return admit(state, session::encode(session.sign(fields, std::move(signers))), {}, {});
}

/// The code of a refusal, or nothing.
inline std::optional<base::Code> code_of(const base::Check& check) {
    if (check) return std::nullopt;
    return check.refusal().code;
}

/// The first record of a kind in the log, and its place.
template <class Kind>
std::pair<Kind, std::size_t> first_of(const SessionBuilder& session) {
    for (std::size_t i = 0; i < session.leaves().size(); ++i) {
        const auto record = decode_record(session.leaves()[i]);
        if (record && std::holds_alternative<Kind>(record->fields))
            return {std::get<Kind>(record->fields), i};
    }
    FAIL("no such record");
    return {};
}

}  // namespace gongdao::session
