#include "server/api/json_object.hpp"
#include "server/api/wire.hpp"

namespace gongdao::api {

namespace {

constexpr std::uint32_t most_u16 = 0xffff;

session::TrusteeIndex trustee_of(JsonObject& in, std::string_view name) {
    const std::uint32_t number = in.number(name);
    if (number == 0 || number > threshold::max_trustees) in.fail(name, "a trustee's number is wanted");
    return {static_cast<std::uint8_t>(number)};
}

session::ContestId contest_of(JsonObject& in) {
    return {base::as_array<32>(in.hex("contest", 32)).value()};
}

session::SlipsCancelled read_cancelled(JsonObject& in) {
    session::SlipsCancelled slips;
    slips.of_class = {in.number("class")};
    if (const auto slot = in.maybe_number("slot")) slips.slot = session::SlotNumber{*slot};
    slips.reason = in.text("reason");
    for (const auto& texts : in.text_lists("slips")) {
        slips.slips.emplace_back();
        for (const std::string& text : texts) {
            const auto bytes = base::from_hex(text);
            const auto key = elgamal::PublicKey::decode(bytes ? base::BytesView(*bytes) : base::BytesView());
            if (!key) in.fail("slips", "not a key: " + text.substr(0, 16));
            if (key) slips.slips.back().push_back(*key);
        }
    }
    return slips;
}

app::Act read_act_named(const std::string& name, JsonObject& in) {
    if (name == "restart") {
        app::RestartCeremony act{.reason = in.text("reason"), .trustees = {}};
        for (const std::uint32_t number : in.numbers("trustees")) {
            if (number == 0 || number > threshold::max_trustees)
                in.fail("trustees", "numbers of trustees are wanted");
            act.trustees.push_back({static_cast<std::uint8_t>(number)});
        }
        return act;
    }
    if (name == "freeze") return app::FreezeManifest{};
    if (name == "attendance") return app::LockAttendance{};
    if (name == "cancel_slips") return app::CancelSlips{read_cancelled(in)};
    if (name == "open")
        return app::OpenContest{.contest = contest_of(in), .reason = in.text_or("reason", "")};
    if (name == "close") return app::CloseContest{contest_of(in)};
    if (name == "settle") {
        app::SettleContest act{.contest = contest_of(in), .objections = {}};
        in.each("objections", [&](JsonObject& one) {
            std::string text = one.text("text");
            act.objections.push_back({.text = std::move(text), .decision = one.text("decision")});
        });
        return act;
    }
    if (name == "publish") return app::PublishSession{};
    if (name == "void") {
        app::VoidContest act;
        if (in.has("contest")) act.contest = contest_of(in);
        act.reason = in.text("reason");
        return act;
    }
    in.fail("act", "no such act");
    return app::FreezeManifest{};
}

}  // namespace

base::Result<auth::Officer> read_officer(base::BytesView json) {
    JsonObject in = JsonObject::parse(json);
    auth::Officer officer{.name = in.text("name"), .role = auth::Role::attendant};
    const auto role = auth::role_named(in.text("role"));
    if (!role || *role == auth::Role::administrator)
        in.fail("role", "commissioner, chair, attendant or registrar");
    if (role) officer.role = *role;
    if (auto fine = in.finish(); !fine) return fine.refusal();
    return officer;
}

base::Result<app::SessionDraft> read_session(base::BytesView json) {
    JsonObject in = JsonObject::parse(json);
    app::SessionDraft draft;
    draft.title = in.text("title");
    draft.organisation = in.text("organisation");
    draft.host = in.text("host");
    draft.short_name = in.text("short_name");
    draft.preset = in.text("preset");
    draft.pause = in.maybe_number("pause");
    draft.batch_floor = in.maybe_number("batch_floor").value_or(0);
    const std::uint32_t threshold = in.number("threshold");
    if (threshold > threshold::max_trustees) in.fail("threshold", "1 to 15");
    draft.threshold = static_cast<std::uint8_t>(threshold);
    draft.trustees = in.texts("trustees");
    in.each("classes", [&](JsonObject& one) {
        std::string name = one.text("name");
        draft.classes.push_back({.name = std::move(name), .slips = one.number("slips")});
    });
    in.each("contests", [&](JsonObject& one) {
        app::DraftContest contest{
            .title = one.text("title"), .seats = one.number("seats"), .candidates = {}, .classes = {}};
        one.each("candidates", [&](JsonObject& candidate) {
            std::string name = candidate.text("name");
            contest.candidates.push_back({.name = std::move(name), .note = candidate.text_or("note", "")});
        });
        contest.classes = one.numbers("classes");
        draft.contests.push_back(std::move(contest));
    });
    if (auto fine = in.finish(); !fine) return fine.refusal();
    return draft;
}

base::Result<app::Act> read_act(base::BytesView json) {
    JsonObject in = JsonObject::parse(json);
    app::Act act = read_act_named(in.text("act"), in);
    if (auto fine = in.finish(); !fine) return fine.refusal();
    return act;
}

base::Result<std::vector<std::uint32_t>> read_present(base::BytesView json) {
    JsonObject in = JsonObject::parse(json);
    auto present = in.numbers("present");
    if (auto fine = in.finish(); !fine) return fine.refusal();
    return present;
}

base::Result<JoinRequest> read_join(base::BytesView json) {
    JsonObject in = JsonObject::parse(json);
    JoinRequest request{.code = in.text("code"), .key = in.hex("key", 32)};
    if (auto fine = in.finish(); !fine) return fine.refusal();
    return request;
}

base::Result<BoxesRequest> read_boxes(base::BytesView json) {
    JsonObject in = JsonObject::parse(json);
    BoxesRequest request;
    const std::uint32_t attempt = in.number("attempt");
    if (attempt == 0 || attempt > most_u16) in.fail("attempt", "1 to 65535");
    request.attempt = static_cast<std::uint16_t>(attempt);
    in.each("boxes", [&](JsonObject& one) {
        const auto to = trustee_of(one, "to");
        request.boxes.push_back({.other = to, .box = base::as_array<64>(one.hex("box", 64)).value()});
    });
    if (auto fine = in.finish(); !fine) return fine.refusal();
    return request;
}

base::Result<session::Signature> read_signature(base::BytesView json) {
    JsonObject in = JsonObject::parse(json);
    const auto trustee = trustee_of(in, "trustee");
    session::Signature signature{.signer = trustee.value,
                                 .bytes = base::as_array<64>(in.hex("signature", 64)).value()};
    if (auto fine = in.finish(); !fine) return fine.refusal();
    return signature;
}

}  // namespace gongdao::api
