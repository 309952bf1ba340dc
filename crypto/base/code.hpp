#pragma once

#include <optional>
#include <string_view>

namespace gongdao::base {

/// Why something was refused. The names are the text on the wire (SPEC §13.4).
// clang-format off
#define GONGDAO_CODES(X) \
    /* decoding */ \
    X(wrong_length) X(trailing_bytes) X(not_in_group) X(not_reduced) X(identity) X(wrong_count) \
    X(out_of_order) X(out_of_range) X(bad_text) X(bad_version) X(bad_type) X(bad_option) X(bad_format) \
    X(bad_base64) X(not_zero) \
    /* proofs, signatures, keys */ \
    X(bad_proof) X(bad_signature) X(bad_key) X(bad_share) X(wrong_passphrase) X(bad_inclusion) \
    X(bad_consistency) X(unknown_signer) \
    /* what may follow what: session::admit */ \
    X(not_now) X(wrong_session) X(wrong_context) X(wrong_trustee) X(wrong_figures) X(wrong_digest) \
    X(missing_signature) X(unknown_contest) X(unknown_box) X(unknown_slip) X(cancelled_slip) X(not_open) \
    X(closed) X(wrong_counter) X(wrong_predecessor) X(already_cast) X(duplicate) X(too_many_checks) \
    X(body_mismatch) X(wrong_total) X(group_too_small) X(already_shared) X(wrong_code) X(void_contest) \
    /* people and papers: roll, rules, officers */ \
    X(bad_field) X(missing_field) X(no_quorum) X(same_officer) X(wrong_role) X(unauthorised) X(not_found) \
    X(conflict) X(declined) X(bad_json) X(too_large) X(bad_method) \
    /* machines: what may pass if tried again */ \
    X(busy) X(storage) X(unreachable) X(untrusted) X(timed_out) X(no_answer) X(bad_answer)
// clang-format on

enum class Code {
#define GONGDAO_CODE_NAME(name) name,
    GONGDAO_CODES(GONGDAO_CODE_NAME)
#undef GONGDAO_CODE_NAME
};

/// The code's text on the wire: its own name.
std::string_view name_of(Code code);
std::optional<Code> code_named(std::string_view name);

}  // namespace gongdao::base
