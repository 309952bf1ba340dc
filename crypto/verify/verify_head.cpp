#include "crypto/verify/verify_head.hpp"

#include <algorithm>

#include "crypto/ballot/codes.hpp"
#include "crypto/base/crockford.hpp"

namespace gongdao::verify {

using base::Code;

namespace {

/// The keys of `setup`, if the fold came so far, decode: it was admitted.
sign::Ed25519PublicKey key_of(const base::ByteArray<32>& bytes) {
    return *sign::Ed25519PublicKey::decode(bytes);
}

std::vector<std::string> opening_codes(const session::State& state) {
    std::vector<std::string> codes;
    if (!state.manifest()) return codes;
    codes.push_back(ballot::code_of(state.M()));
    for (std::size_t i = state.manifest()->contests.size(); i < state.contests().size(); ++i) {
        codes.push_back(ballot::code_of(state.contests()[i].id.bytes));
    }
    return codes;
}

std::vector<std::string> closing_codes(const session::State& state) {
    std::vector<std::string> codes;
    for (const session::Contest& contest : state.contests()) {
        const bool was_closed = contest.closed.contest == contest.id;
        if (was_closed) codes.push_back(ballot::code_of(contest.closing_root));
    }
    return codes;
}

bool same(std::string_view typed, std::string_view code) {
    const auto left = base::normalise_crockford(typed);
    return left && *left == base::normalise_crockford(code).value();
}

/// Each given code is one of the record's. One that is none may be that of a leaf which the fold did not
/// reach.
void verify_each(CheckId check, const std::vector<std::string>& given, const std::vector<std::string>& codes,
                 bool complete, Report& report) {
    if (given.empty()) return report.leave_out(check);
    bool reached = true;
    for (const std::string& typed : given) {
        if (std::ranges::any_of(codes, [&](const std::string& code) { return same(typed, code); })) continue;
        if (complete) report.fail(check, {}, base::refuse(Code::wrong_code, typed));
        reached = false;
    }
    if (reached) report.reach(check);
}

}  // namespace

base::Result<note::Checkpoint> read_head(std::string_view checkpoint) {
    const auto signed_note = note::SignedNote::decode(checkpoint);
    if (!signed_note) return signed_note.refusal();
    return note::decode_checkpoint(signed_note->text);
}

note::VerifierKey log_key_of(const session::Setup& setup) {
    return {session::origin_of(setup), note::KeyType::ed25519, key_of(setup.log_key)};
}

void verify_checkpoint(std::string_view checkpoint, const session::State& state, Report& report) {
    if (!state.setup()) return;
    const auto opened = note::open_checkpoint(checkpoint, log_key_of(*state.setup()));
    if (!opened) report.fail(CheckId::checkpoint, in_file("checkpoint"), opened.refusal());
    report.reach(CheckId::checkpoint);
}

void verify_root(const note::Checkpoint& head, const merkle::Tree& tree, Report& report) {
    GONGDAO_REQUIRE(head.size == tree.size());
    if (head.root != tree.root(head.size)) {
        report.fail(CheckId::root, in_file("checkpoint"), base::refuse(Code::bad_inclusion));
    }
    report.reach(CheckId::root);
}

void verify_growth(std::string_view earlier, const merkle::Tree& tree, const session::State& state,
                   Report& report) {
    if (!state.setup()) return;
    report.reach(CheckId::growth);
    const auto fail = [&](const base::Refusal& refusal) { report.fail(CheckId::growth, {}, refusal); };
    const auto opened = note::open_checkpoint(earlier, log_key_of(*state.setup()));
    if (!opened) return fail(opened.refusal());
    if (opened->size > tree.size()) return fail(base::refuse(Code::out_of_range, "the log is shorter"));
    if (opened->root != tree.root(opened->size)) return fail(base::refuse(Code::bad_consistency));
}

void verify_policy(base::BytesView policy, std::string_view checkpoint, const session::State& state,
                   Report& report) {
    if (!state.setup()) return;
    report.reach(CheckId::policy);
    const auto fail = [&](const base::Refusal& refusal) {
        report.fail(CheckId::policy, in_file("policy"), refusal);
    };
    const std::string& witnesses = state.setup()->witness_policy;
    const std::string expected =
        witnesses.empty() ? note::policy_text(log_key_of(*state.setup())) : witnesses;
    if (base::text_of(policy) != expected)
        return fail(base::refuse(Code::conflict, "not the policy of setup"));
    const auto decoded = note::decode_policy(expected);
    if (!decoded) return fail(decoded.refusal());
    const auto satisfied = note::open_checkpoint(checkpoint, *decoded);
    if (!satisfied) return fail(satisfied.refusal());
}

void verify_codes(const Codes& codes, const LogVerifier& log, Report& report) {
    verify_each(CheckId::opening_code, codes.opening, opening_codes(log.state()), log.complete(), report);
    verify_each(CheckId::closing_code, codes.closing, closing_codes(log.state()), log.complete(), report);
}

}  // namespace gongdao::verify
