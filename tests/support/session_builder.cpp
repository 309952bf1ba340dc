#include "tests/support/session_builder.hpp"

#include <algorithm>

#include "crypto/session/limits.hpp"
#include "server/rules/ballot_form.hpp"
#include "server/rules/presets.hpp"

namespace gongdao::support {

using base::Bytes;
using session::TrusteeIndex;

namespace {

sign::Ed25519SecretKey draw_key(base::Rng& rng) {
    return sign::Ed25519SecretKey(base::draw_secret<sign::ed25519_seed_bytes>(rng));
}

base::Sha256 drawn(base::Rng& rng) {
    base::Sha256 out{};
    rng.fill(out);
    return out;
}

}  // namespace

SessionBuilder::SessionBuilder(SessionPlan plan, Forger forger)
    : plan_(std::move(plan)),
      forger_(std::move(forger)),
      chance_(std::make_unique<SeededRng>(plan_.seed)),
      rng_(*chance_),
      log_key_(draw_key(rng_)),
      sm2_key_(sign::Sm2SecretKey::decode(sign::draw_sm2_scalar(rng_)).value()) {
    for (std::uint8_t signer = 0; signer <= plan_.trustees; ++signer) keys_.emplace(signer, draw_key(rng_));
    rng_.fill(setup_.session.bytes);
}

session::Record SessionBuilder::sign(const Fields& fields, Signers signers) const {
    std::ranges::sort(signers);
    const auto* setup = std::get_if<session::Setup>(&fields);
    const auto digest = session::signing_digest(setup != nullptr ? setup->session : setup_.session,
                                                session::unsigned_bytes(fields));
    session::Record record{fields, {}};
    for (const std::uint8_t signer : signers) {
        record.signatures.push_back({.signer = signer, .bytes = keys_.at(signer).sign(digest)});
    }
    return record;
}

void SessionBuilder::log(Fields fields, Signers signers) {
    const bool nested = std::exchange(forging_, true);
    if (!nested && forger_.fields) forger_.fields(*this, fields, signers);
    session::Record record = sign(fields, signers);
    if (!nested && forger_.record) forger_.record(*this, record);
    Bytes leaf = session::encode(record);
    if (leaf.size() > session::max_log_entry_bytes) {
        const session::Large large{.type = session::type_of(fields),
                                   .length = static_cast<std::uint32_t>(leaf.size()),
                                   .hash = base::sha256(leaf)};
        large_["records/" + base::to_hex(large.hash)] =
            std::exchange(leaf, session::encode(sign(large, {0})));
    }
    if (!nested && forger_.leaf) forger_.leaf(*this, leaf);
    tree_.append(merkle::hash_leaf(leaf));
    leaves_.push_back(leaf);
    remember(record, leaf);
    if (!nested && forger_.after) forger_.after(*this, record.fields);
    forging_ = nested;
}

void SessionBuilder::log_leaf(Bytes leaf) {
    if (!forging_ && forger_.leaf) forger_.leaf(*this, leaf);
    tree_.append(merkle::hash_leaf(leaf));
    leaves_.push_back(std::move(leaf));
}

void SessionBuilder::define(const ballot::ContestDefinition& definition, std::optional<base::Sha256> after) {
    Contest contest;
    contest.definition = definition;
    contest.id = session::contest_id(M_, after, definition);
    contest.challenged.resize(definition.boxes.size());
    contests_.push_back(std::move(contest));
}

void SessionBuilder::remember(const session::Record& record, base::BytesView leaf) {
    const auto of = [&](const session::ContestId& id) -> Contest* {
        const auto found = std::ranges::find(contests_, id, &Contest::id);
        return found == contests_.end() ? nullptr : &*found;
    };
    const auto& fields = record.fields;
    if (const auto* setup = std::get_if<session::Setup>(&fields)) {
        setup_ = *setup;
        K_ = session::record_hash(fields);
        ceremony_ = {.K = K_, .attempt = 1, .trustees = {}};
        for (std::uint8_t i = 1; i <= plan_.trustees; ++i) ceremony_.trustees.push_back({i});
    } else if (const auto* message = std::get_if<threshold::CeremonyMessage>(&fields)) {
        if (const auto* restart = std::get_if<threshold::Restart>(&message->content)) {
            ceremony_.attempt = message->attempt;
            ceremony_.trustees = restart->trustees;
            ceremony_records_.clear();
            reveals_.clear();
        } else if (message->content.index() <= 2) {
            ceremony_records_.push_back(base::copy_of(leaf));
        }
        if (const auto* keys = std::get_if<threshold::Keys>(&message->content))
            ceremony_keys_[message->trustee] = *keys;
        if (const auto* reveal = std::get_if<threshold::Reveal>(&message->content))
            reveals_.push_back(*reveal);
    } else if (const auto* manifest = std::get_if<session::Manifest>(&fields)) {
        manifest_ = *manifest;
        M_ = session::record_hash(fields);
        for (const auto& definition : manifest->contests) define(definition, std::nullopt);
    } else if (const auto* attendance = std::get_if<session::Attendance>(&fields)) {
        attendance_ = *attendance;
    } else if (const auto* opened = std::get_if<session::Opened>(&fields)) {
        if (Contest* contest = of(opened->contest)) contest->opened = *opened;
    } else if (const auto* closed = std::get_if<session::Closed>(&fields)) {
        if (Contest* contest = of(closed->contest)) {
            contest->closed = *closed;
            contest->closing_root = tree_.root(tree_.size());
        }
    } else if (const auto* tally = std::get_if<session::Tally>(&fields)) {
        if (Contest* contest = of(tally->contest)) contest->tally = *tally;
    } else if (const auto* share = std::get_if<session::Share>(&fields)) {
        if (Contest* contest = of(share->contest)) contest->shares.push_back(*share);
    } else if (const auto* result = std::get_if<session::ResultRecord>(&fields)) {
        if (Contest* contest = of(result->contest)) contest->result = *result;
    } else if (const auto* outcome = std::get_if<session::OutcomeRecord>(&fields)) {
        if (Contest* contest = of(outcome->contest)) {
            contest->outcome = outcome->outcome;
            contest->outcome_hash = session::record_hash(fields);
        }
    } else if (const auto* round = std::get_if<session::Round>(&fields)) {
        define(round->definition, round->after);
    }
}

void SessionBuilder::set_up() {
    session::Setup setup = setup_;
    setup.title = "柳河村党支部换届选举大会";
    setup.organisation = "中共青石镇柳河村支部委员会";
    setup.host = "vote.example";
    setup.short_name = "Q1";
    setup.server_key = keys_.at(0).public_key().bytes();
    setup.sm2_key = sm2_key_.public_key().bytes();
    setup.log_key = log_key_.public_key().bytes();
    setup.witness_policy = plan_.witness_policy;
    for (std::uint8_t i = 1; i <= plan_.trustees; ++i) {
        setup.trustees.push_back(
            {.name = "监票人" + std::to_string(i), .key = keys_.at(i).public_key().bytes()});
    }
    setup.threshold = plan_.threshold;
    setup.slots = plan_.contests + session::spare_slots;
    setup.time = now();
    log(setup, {0});
}

void SessionBuilder::fix_manifest() {
    session::Manifest manifest;
    manifest.setup = K_;
    manifest.key = threshold::derive_joint_key(ceremony_, reveals_).value().y;
    manifest.ceremony = threshold::ceremony_digest(ceremony_, ceremony_records_);
    for (std::uint32_t c = 0; c < plan_.classes.size(); ++c) {
        auto& slips = slips_.emplace_back();
        for (std::uint32_t i = 0; i < plan_.classes[c]; ++i) slips.push_back(ballot::draw_slip(rng_));
        ballot::SlipList list{.slips = plan_.classes[c], .runs = {}};
        for (std::uint32_t slot = 0; slot < setup_.slots; ++slot) {
            auto& run = list.runs.emplace_back();
            for (std::uint32_t i = 0; i < slips.size(); ++i) run.push_back(slip_key(c, slot, i));
            std::ranges::sort(run, std::ranges::lexicographical_compare, &elgamal::PublicKey::encoded);
        }
        if (forger_.slips) forger_.slips(list);
        slip_lists_.push_back(ballot::encode_slip_list(list));
        session::SlipClass one{
            .name = "党员票" + std::to_string(c), .joins = {}, .slips = list.slips, .lists = {}};
        for (const auto& run : list.runs) one.lists.push_back(ballot::hash_of(run));
        manifest.classes.push_back(one);
    }
    const auto procedure = rules::preset_named("cpc-basic-committee-2020").value();
    for (std::uint32_t at = 0; at < plan_.contests; ++at) {
        ballot::ContestDefinition definition;
        definition.slot = {at};
        definition.title = "委员选举" + std::to_string(at + 1);
        definition.seats = plan_.seats;
        for (std::uint32_t i = 0; i < plan_.candidates; ++i) {
            definition.candidates.push_back(
                {.name = "候选人" + std::to_string(i + 1), .note = i == 0 ? "女" : ""});
        }
        rules::lay_out_election(definition);
        definition.recast = plan_.recast;
        for (std::uint32_t c = 0; c < plan_.classes.size(); ++c) definition.boxes.push_back({c});
        definition.rules = rules::encode(procedure);
        manifest.contests.push_back(definition);
    }
    manifest.floor = procedure.floor;
    manifest.pause = procedure.pause_seconds;
    manifest.bundles = {{.name = "vote", .hash = drawn(rng_)}};
    Signers signers;
    for (const TrusteeIndex i : ceremony_.trustees) signers.push_back(i.value);
    log(manifest, signers);
}

void SessionBuilder::count_attendance() {
    std::uint32_t present = 0;
    for (const std::uint32_t slips : plan_.classes) present += slips - plan_.leftover;
    log(session::Attendance{.due = present + 1, .present = present, .commitment = drawn(rng_), .time = now()},
        two());
}

void SessionBuilder::cancel_leftovers() {
    if (plan_.leftover == 0) return;
    for (std::uint32_t c = 0; c < plan_.classes.size(); ++c) {
        session::SlipsCancelled cancelled{.of_class = {c}, .slot = {}, .slips = {}, .reason = "剩余票证"};
        for (std::uint32_t i = plan_.classes[c] - plan_.leftover; i < plan_.classes[c]; ++i) {
            auto& keys = cancelled.slips.emplace_back();
            for (std::uint32_t slot = 0; slot < setup_.slots; ++slot) keys.push_back(slip_key(c, slot, i));
        }
        log(cancelled, two());
    }
}

Signers SessionBuilder::two() const {
    return {ceremony_.trustees.at(0).value, ceremony_.trustees.at(1).value};
}

group::SecretScalar SessionBuilder::slip_secret(std::uint32_t of_class, std::uint32_t slot,
                                                std::uint32_t slip) const {
    return ballot::slip_secret_key({.session = setup_.session, .of_class = {of_class}, .slot = {slot}},
                                   slips_.at(of_class).at(slip));
}

elgamal::PublicKey SessionBuilder::slip_key(std::uint32_t of_class, std::uint32_t slot,
                                            std::uint32_t slip) const {
    return elgamal::public_key_of(slip_secret(of_class, slot, slip));
}

void SessionBuilder::prepare() {
    set_up();
    hold_ceremony();
    fix_manifest();
    count_attendance();
    cancel_leftovers();
}

void SessionBuilder::run() {
    prepare();
    for (std::uint32_t at = 0; at < plan_.contests; ++at) {
        open(at);
        for (const Vote& one : votes()) {
            if (one.contest == at) vote(one);
        }
        close(at);
        settle(at);
        tally(at);
        share(at);
        result(at);
        decide(at);
    }
    add_paper();
    publish();
}

}  // namespace gongdao::support
