#include "tests/support/live_session.hpp"

#include <algorithm>

#include "crypto/ballot/make_body.hpp"
#include "crypto/session/limits.hpp"
#include "server/rules/ballot_form.hpp"

namespace gongdao::support {

using elgamal::Nonce;
using session::TrusteeIndex;

namespace {

constexpr std::uint8_t trustees = 2;
constexpr session::Time noon = 1'795'000'000;

ballot::SessionId draw_id(base::Rng& rng) {
    ballot::SessionId id;
    rng.fill(id.bytes);
    return id;
}

}  // namespace

LiveSession::LiveSession(const LivePlan& plan)
    : plan_(plan), rng_(plan.seed), id_(draw_id(rng_)), secret_(log::draw_keys(rng_)), keys_(id_, secret_) {
    session::Setup setup;
    setup.session = id_;
    setup.title = plan.title;
    setup.organisation = "支部";
    setup.host = "vote.example";
    setup.short_name = "T";
    setup.server_key = keys_.public_keys().server.bytes();
    setup.sm2_key = keys_.public_keys().sm2.bytes();
    setup.log_key = keys_.public_keys().log.bytes();
    for (std::uint8_t i = 1; i <= trustees; ++i) {
        trustees_.emplace_back(base::draw_secret<sign::ed25519_seed_bytes>(rng_));
        setup.trustees.push_back(
            {.name = "监票人" + std::to_string(i), .key = trustees_.back().public_key().bytes()});
    }
    setup.threshold = trustees;
    setup.slots = plan.contests + session::spare_slots;
    setup.batch_floor = plan.batch_floor;
    setup.time = noon;
    log(keys_.sign_record(setup));
    hold_ceremony();
    fix_manifest();
    log(sign(session::Attendance{.due = plan.slips, .present = plan.slips, .commitment = {}, .time = noon}));
    for (std::uint32_t at = 0; at < plan.contests; ++at) {
        log(sign(session::Opened{.contest = contest(at),
                                 .boxes = {{.made = plan.slips, .cancelled = 0, .issued = plan.slips}},
                                 .reason = "",
                                 .time = noon}));
    }
}

void LiveSession::hold_ceremony() {
    const threshold::CeremonyContext C = state_.ceremony().context();
    const auto say = [&](TrusteeIndex i, decltype(threshold::CeremonyMessage::content) content) {
        log(sign_alone(
            i.value, threshold::CeremonyMessage{.attempt = 1, .trustee = i, .content = std::move(content)}));
    };
    std::map<TrusteeIndex, threshold::Polynomial> f;
    for (const TrusteeIndex i : C.trustees) {
        say(i, threshold::make_keys(C, i, group::SecretScalar::draw(rng_), Nonce::draw(rng_)));
        f.emplace(i, threshold::Polynomial::draw(trustees, rng_));
    }
    for (const TrusteeIndex i : C.trustees) say(i, threshold::make_commit(C, i, f.at(i).commitments()));
    for (const TrusteeIndex i : C.trustees) {
        std::vector<threshold::ShareBox> boxes;
        for (const TrusteeIndex j : C.trustees) {
            boxes.push_back(threshold::seal_share(C, {.dealer = i, .receiver = j},
                                                  state_.ceremony().keys().at(j).E, f.at(i).at(j),
                                                  Nonce::draw(rng_)));
        }
        say(i, threshold::make_reveal(C, i, f.at(i), boxes, Nonce::draw(rng_)));
    }
    for (const TrusteeIndex i : C.trustees) say(i, threshold::Confirm{.digest = state_.ceremony().digest()});
}

void LiveSession::fix_manifest() {
    const std::uint32_t slots = state_.setup()->slots;
    session::Manifest manifest;
    manifest.setup = state_.K();
    manifest.key = state_.ceremony().joint_key()->y;
    manifest.ceremony = state_.ceremony().digest();
    for (std::uint32_t i = 0; i < plan_.slips; ++i) slips_.push_back(ballot::draw_slip(rng_));
    ballot::SlipList list{.slips = plan_.slips, .runs = {}};
    session::SlipClass members{.name = "党员票", .joins = {}, .slips = plan_.slips, .lists = {}};
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
        ballot::SlipRun& run = list.runs.emplace_back();
        for (std::uint32_t i = 0; i < plan_.slips; ++i)
            run.push_back(elgamal::public_key_of(slip_key(i, slot)));
        std::ranges::sort(run, std::ranges::lexicographical_compare, &elgamal::PublicKey::encoded);
        members.lists.push_back(ballot::hash_of(run));
    }
    slip_list_ = ballot::encode_slip_list(list);
    manifest.classes = {members};
    for (std::uint32_t at = 0; at < plan_.contests; ++at) {
        ballot::ContestDefinition definition;
        definition.slot = {at};
        definition.title = "选举";
        definition.seats = 1;
        for (std::uint32_t i = 0; i < plan_.candidates; ++i)
            definition.candidates.push_back({.name = "候选人", .note = ""});
        rules::lay_out_election(definition);
        definition.recast = plan_.recast;
        definition.boxes = {{0}};
        definition.rules.resize(plan_.rules_bytes);
        manifest.contests.push_back(definition);
    }
    log(sign(manifest));
}

group::SecretScalar LiveSession::slip_key(std::uint32_t slip, std::uint32_t slot) const {
    return ballot::slip_secret_key({.session = id_, .of_class = {0}, .slot = {slot}}, slips_.at(slip));
}

session::Record LiveSession::sign_alone(std::uint8_t trustee, session::Fields fields) const {
    const auto digest = session::signing_digest(id_, session::unsigned_bytes(fields));
    return {.fields = std::move(fields),
            .signatures = {{.signer = trustee, .bytes = trustees_.at(trustee - 1U).sign(digest)}}};
}

session::Record LiveSession::sign(session::Fields fields) const {
    session::Record record = sign_alone(1, std::move(fields));
    record.signatures.push_back(sign_alone(2, record.fields).signatures.front());
    return record;
}

void LiveSession::log(session::Record record) {
    const std::vector<base::Bytes> lists = {slip_list_};
    const session::Beside beside{.slip_lists = lists};
    const auto found = state_.fault_in(record);
    GONGDAO_REQUIRE(!found);
    state_.add(record, beside, session::encode(record));
    opening_.push_back(std::move(record));
}

void LiveSession::create(store::Store& store) const {
    const auto tx = store.begin();
    tx->add_session({.id = id_, .short_name = base::to_hex(id_.bytes)}, secret_);
    tx->put_document({.session = id_, .kind = std::string(log::slip_list_kind), .name = "0"}, slip_list_);
    tx->commit();
}

void LiveSession::open(log::SessionLog& log) const {
    for (const session::Record& record : opening_) {
        const auto logged = log.append(record);
        GONGDAO_REQUIRE(logged.has_value());
    }
}

log::CastJob LiveSession::vote(const LiveVote& vote) {
    const session::Contest& contest = state_.contests().at(vote.contest);
    const group::SecretScalar x = slip_key(vote.slip, contest.definition.slot.value);
    const ballot::Header header{.contest = contest.id,
                                .box = {0},
                                .X = elgamal::public_key_of(x),
                                .counter = vote.counter,
                                .previous = vote.previous};
    const ballot::Contest form = state_.ballot_contest(contest);
    const auto body = ballot::make_body(form, header, ballot::Marks(form.definition.cells),
                                        base::draw_secret<ballot::seed_bytes>(rng_))
                          .value();
    const auto disposition = vote.checked ? ballot::Disposition::checked : ballot::Disposition::cast;
    return {.entry = ballot::sign_entry(ballot::fields_of(header, ballot::tracker_of(body), disposition), x,
                                        Nonce::draw(rng_)),
            .body_bytes = body,
            .body = ballot::decode_body(ballot::layout_of(form.definition), body).value()};
}

session::Record LiveSession::close(std::uint32_t contest, session::ClosedBox figures) const {
    return sign(session::Closed{.contest = this->contest(contest), .boxes = {figures}, .time = noon});
}

session::Record LiveSession::cancel(std::uint32_t slip, std::uint32_t contest) const {
    return sign(session::SlipsCancelled{.of_class = {0},
                                        .slot = session::SlotNumber{contest},
                                        .slips = {{elgamal::public_key_of(slip_key(slip, contest))}},
                                        .reason = "遗失"});
}

base::Result<session::State> LiveSession::fold(const std::vector<store::Entry>& entries) const {
    const std::vector<base::Bytes> lists = {slip_list_};
    session::State state;
    for (const store::Entry& entry : entries) {
        if (auto admitted = session::admit(state, entry.leaf, {.slip_lists = lists}, entry.large);
            !admitted) {
            return admitted.refusal();
        }
    }
    return state;
}

}  // namespace gongdao::support
