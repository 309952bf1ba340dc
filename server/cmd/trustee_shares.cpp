#include "server/cmd/trustee_shares.hpp"

#include <algorithm>

#include "crypto/ballot/codes.hpp"
#include "crypto/ballot/tally.hpp"
#include "crypto/base/crockford.hpp"
#include "server/audit/audit.hpp"
#include "server/cmd/mirror.hpp"

namespace gongdao::cmd {

using base::Code;
using session::Contest;
using session::Phase;
using Step = base::Result<DecryptStep>;

namespace {

/// What this file gave for the group, if that is what is asked for. Refuses: already_shared.
base::Result<std::optional<base::Bytes>> given_before(const KeyFile& key,
                                                      const threshold::ShareContext& asked) {
    for (const GivenShare& one : key.given) {
        if (one.contest.bytes != asked.Q) continue;
        if (one.closing_root != asked.closing_root)
            return base::refuse(Code::already_shared, "another closing code");
        if (one.group != asked.group) continue;
        if (one.list_digest != asked.list_digest)
            return base::refuse(Code::already_shared, "another list of ballots");
        return std::optional(one.record);
    }
    return std::optional<base::Bytes>();
}

base::Check check_group(const session::State& state, const Contest& contest, std::uint32_t group) {
    if (contest.phase != Phase::tallied)
        return base::refuse(Code::not_now, "not tallied, or decided already");
    const ballot::Grouping grouping = session::grouping_of(contest, *state.manifest());
    if (group >= grouping.groups.size() || group >= contest.tally.groups.size()) {
        return base::refuse(Code::out_of_range, "group");
    }
    const bool decrypted = !grouping.void_contest && grouping.groups[group].fate == ballot::Fate::decrypted;
    if (!decrypted || contest.tally.groups[group].cells.empty()) return base::refuse(Code::group_too_small);
    const auto counted = contest.counted_in(contest.tally.groups[group].boxes);
    if (ballot::list_digest(counted) != contest.tally.groups[group].list_digest) {
        return base::refuse(Code::wrong_digest, "list of ballots");
    }
    return base::Done{};
}

}  // namespace

base::Result<base::Bytes> give_share(Trustee& t, const session::State& state, const session::ContestId& id,
                                     std::uint32_t group) {
    if (!t.key.K || *t.key.K != state.K() || !state.manifest()) return base::refuse(Code::wrong_session);
    const Contest* contest = state.contest(id);
    if (contest == nullptr) return base::refuse(Code::unknown_contest);
    if (auto fine = check_group(state, *contest, group); !fine) return fine.refusal();
    const threshold::ShareContext context = session::share_context(*contest, group, t.number());
    const auto before = given_before(t.key, context);
    if (!before) return before.refusal();
    if (*before) return **before;
    const auto s = held_share(t, state.verification_key(t.number()));
    if (!s) return s.refusal();
    const auto alphas = session::alphas_of(contest->tally.groups[group]);
    const session::Share share{
        .contest = id,
        .group = group,
        .trustee = t.number(),
        .tool = threshold::Tool::command_line,
        .decryption = threshold::make_partial_decryption(context, *s, alphas, elgamal::Nonce::draw(t.rng))};
    base::Bytes record = signed_record(t, share);
    t.key.given.push_back({.contest = id,
                           .group = group,
                           .list_digest = context.list_digest,
                           .closing_root = context.closing_root,
                           .record = record});
    t.store.save(t.key);  // the commit point: from here on nothing else is ever given for this group
    return record;
}

namespace {

/// The contest whose closing code was typed. Nothing yet while one that has not closed may still get it.
base::Result<const Contest*> find_contest(const session::State& state, const std::string& typed) {
    const auto characters = base::normalise_crockford(typed);
    if (!characters) return base::refuse(Code::wrong_code, "not a code");
    bool tallied = false, may_come = false;
    for (const Contest& one : state.contests()) {
        if (!one.closed_at) {
            may_come = may_come || one.phase != Phase::void_;
            continue;
        }
        tallied = tallied || one.phase == Phase::tallied;
        if (*base::normalise_crockford(ballot::code_of(one.closing_root)) == *characters) return &one;
    }
    if (tallied || !may_come) return base::refuse(Code::wrong_code);
    return static_cast<const Contest*>(nullptr);
}

base::Result<audit::Audit> audit_mirror(const Trustee& t, const DecryptOptions& options) {
    if (auto copied = mirror(t.log, options.folder); !copied) return copied.refusal();
    const auto folder = audit::DirectoryFolder::open(options.folder);
    if (!folder) return folder.refusal();
    audit::Audit found = audit::audit_folder(
        **folder,
        {.codes = {.opening = {}, .closing = {options.closing_code}},
         .earlier = std::nullopt,  // the log that was followed is compared with what was seen before
         .published = false,
         .threads = options.threads,
         .progress = {}});
    if (verify::allows_share(found.report) && found.state.root() == t.state().root()) return found;
    std::string what;
    for (const verify::Failure& one : found.report.failures()) {
        what += (what.empty() ? "" : ", ") + std::string(session::name_of(one.check)) + " " +
                std::string(verify::name_of(one.place.of)) + " " +
                (one.place.path.empty() ? std::to_string(one.place.number) : one.place.path);
    }
    return base::refuse(Code::bad_proof, what.empty() ? "not all of it could be checked" : what);
}

Words question_of(const Contest& contest) {
    std::size_t cells = 0;
    std::uint32_t ballots = 0;
    for (const session::TallyGroup& group : contest.tally.groups) {
        cells += group.cells.size();
        ballots += group.ballots;
    }
    const std::string n = std::to_string(cells), in = std::to_string(ballots);
    return {"异议期已过，收回 " + in + "。您解开的是 " + n + " 个总数，不是选票。解开总票数？",
            "Settled, " + in + " in. You open " + n + " totals, not ballots. Open the totals?"};
}

base::Check give_all(Trustee& t, const session::State& state, const Contest& contest) {
    for (std::uint32_t group = 0; group < contest.tally.groups.size(); ++group) {
        if (contest.tally.groups[group].cells.empty()) continue;
        const auto record = give_share(t, state, contest.id, group);
        if (!record) return record.refusal();
        auto posted = t.server.submit(*record);
        if (!posted && posted.refusal().code != Code::already_shared) return posted;
    }
    return base::Done{};
}

}  // namespace

Step decrypt_step(Trustee& t, const DecryptOptions& options) {
    const auto begun = follow(t);
    if (!begun) return begun.refusal();
    const auto found = find_contest(t.state(), options.closing_code);
    if (!found) return found.refusal();
    const Contest* contest = *found;
    if (contest != nullptr && contest->phase == Phase::void_) return base::refuse(Code::void_contest);
    if (contest == nullptr || contest->phase < Phase::tallied) {
        t.person.tell({"等待异议期满和计票", "Waiting for the end of objections and the tally"});
        return DecryptStep::waiting;
    }
    if (contest->phase != Phase::tallied) {
        return DecryptStep::opened;
    }
    t.person.tell({"正在检查全部记录", "Checking the whole record"});
    const auto audited = audit_mirror(t, options);
    if (!audited) return audited.refusal();
    contest = audited->state.contest(contest->id);
    if (!t.person.agrees(question_of(*contest))) return base::refuse(Code::declined, "nothing was opened");
    if (auto given = give_all(t, audited->state, *contest); !given) return given.refusal();
    return DecryptStep::opened;
}

void tell_how_many_more(Trustee& t, const std::string& closing_code) {
    if (const auto begun = follow(t); !begun) return;
    const auto found = find_contest(t.state(), closing_code);
    if (!found || *found == nullptr) return;
    const Contest& contest = **found;
    std::size_t least = t.state().setup()->threshold;  // held by the group that has fewest
    for (std::uint32_t group = 0; group < contest.tally.groups.size(); ++group) {
        if (contest.tally.groups[group].cells.empty()) continue;
        least = std::min(least, static_cast<std::size_t>(std::ranges::count_if(
                                    contest.shares, [&](const session::LoggedShare& one) {
                                        return one.holds && one.share.group == group;
                                    })));
    }
    for (const session::LoggedShare& one : contest.shares) {
        if (one.holds) continue;
        const std::string x = std::to_string(one.share.trustee.value);
        t.person.tell({"监票人 " + x + " 的份额有误，已被指出，不影响其他人",
                       "The share of trustee " + x + " is wrong and was named; others are not affected"});
    }
    const std::string k = std::to_string(t.state().setup()->threshold - least);
    if (k != "0") t.person.tell({"已完成，还需 " + k + " 位", "Done, " + k + " more needed"});
    if (k == "0") t.person.tell({"全部完成，请核对结果并签字", "All done: check and sign"});
}

namespace {

/// Whether the statement stands in the log already: then an answer was lost.
bool has_stated(const Trustee& t) {
    return std::ranges::any_of(t.log.leaves(), [&](const base::Bytes& leaf) {
        const auto type = session::peek_type(leaf);
        if (!type || *type != session::RecordType::keys_destroyed) return false;
        const auto record = session::decode_record(leaf);
        return record && std::get<session::KeysDestroyed>(record->fields).trustee == t.number();
    });
}

}  // namespace

base::Check destroy_share(Trustee& t) {
    const auto begun = follow(t);
    if (!begun) return begun.refusal();
    const session::KeysDestroyed statement{
        .trustee = t.number(),
        .statement = "本人持有的份额已销毁 / The share of this trustee is destroyed",
        .time = ops::unix_seconds(t.clock.now())};
    if (t.key.destroyed && has_stated(t)) {
        t.store.wipe();
        return base::Done{};
    }
    if (const auto fault = t.state().fault_in({statement, {}})) return fault->refusal;
    if (!t.person.agrees({"销毁份额，不能恢复。销毁？", "The share will be gone for good. Destroy it?"})) {
        return base::refuse(Code::declined, "nothing was destroyed");
    }
    t.key.share.reset();
    t.key.secrets.reset();
    t.key.destroyed = true;
    t.store.save(t.key);
    if (auto posted = t.server.submit(signed_record(t, statement)); !posted) return posted;
    t.store.wipe();
    return base::Done{};
}

}  // namespace gongdao::cmd
