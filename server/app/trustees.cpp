#include "server/app/trustees.hpp"

#include <algorithm>

#include "crypto/base/crockford.hpp"
#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/session/limits.hpp"
#include "server/app/documents.hpp"
#include "server/app/records.hpp"
#include "server/auth/token.hpp"

namespace gongdao::app {

using base::Code;

base::Bytes encode(const Seat& seat) {
    encode::Writer out;
    out.text(seat.name).raw(seat.code).boolean(seat.key.has_value());
    if (seat.key) out.raw(*seat.key);
    return out.raw(seat.token).take();
}

base::Result<Seat> decode_seat(base::BytesView bytes) {
    encode::Reader in(bytes);
    Seat seat;
    seat.name = in.text(session::max_name_bytes);
    seat.code = in.array<32>();
    if (in.boolean()) seat.key = in.array<32>();
    seat.token = in.array<32>();
    if (auto whole = in.finish(); !whole) return whole.refusal();
    return seat;
}

std::vector<Seat> seats_of(const Context& app, const Room& room) {
    std::vector<Seat> seats;
    for (const store::Document& one : documents::all(app, room, documents::seat)) {
        const auto seat = decode_seat(one.value);
        if (!seat) throw store::StoreFault("a seat cannot be read");
        seats.push_back(*seat);
    }
    return seats;
}

base::Result<JoinedTrustee> join_trustee(Context& app, Room& room, std::string_view code,
                                         base::BytesView key) {
    const std::lock_guard acting(room.acting);
    const auto characters = base::normalise_crockford(code);
    if (!characters) return base::refuse(Code::unauthorised);
    const auto own = sign::Ed25519PublicKey::decode(key);
    if (!own) return base::refuse(Code::bad_key, "key");
    const base::Sha256 hash = auth::hash_of_token(*characters);
    std::vector<Seat> seats = seats_of(app, room);
    const auto seat = std::ranges::find_if(seats, [&](const Seat& one) { return one.code == hash; });
    // The same key again: the answer was lost on its way, and with it the token.
    const bool again = seat != seats.end() && seat->key == own->bytes();
    if (seat == seats.end() || (seat->key && !again)) return base::refuse(Code::unauthorised);
    if (!again && std::ranges::any_of(seats, [&](const Seat& one) { return one.key == own->bytes(); })) {
        return base::refuse(Code::conflict, "key");
    }
    const auto number = static_cast<std::uint8_t>(seat - seats.begin() + 1);
    const std::string token = auth::draw_token(app.rng);
    seat->key = own->bytes();
    seat->token = auth::hash_of_token(token);
    documents::put(app, room, documents::seat, documents::number_name(number), encode(*seat));
    follow_up(app, room);
    return JoinedTrustee{.number = number, .token = token};
}

std::optional<session::TrusteeIndex> trustee_of_token(const Context& app, const Room& room,
                                                      std::string_view token) {
    const base::Sha256 hash = auth::hash_of_token(token);
    const std::vector<Seat> seats = seats_of(app, room);
    const auto seat =
        std::ranges::find_if(seats, [&](const Seat& one) { return one.key && one.token == hash; });
    if (seat == seats.end()) return std::nullopt;
    return session::TrusteeIndex{static_cast<std::uint8_t>(seat - seats.begin() + 1)};
}

namespace {

std::string box_name(std::uint16_t attempt, session::TrusteeIndex dealer, session::TrusteeIndex receiver) {
    return std::to_string(attempt) + "." + std::to_string(dealer.value) + "." +
           std::to_string(receiver.value);
}

}  // namespace

base::Check put_boxes(Context& app, Room& room, session::TrusteeIndex dealer, std::uint16_t attempt,
                      const std::vector<AddressedBox>& boxes) {
    const std::lock_guard acting(room.acting);
    const auto context =
        room.log.with_state([](const session::State& state) { return state.ceremony().context(); });
    if (context.attempt != attempt) return base::refuse(Code::not_now, "attempt");
    const auto takes_part = [&](session::TrusteeIndex i) {
        return std::ranges::count(context.trustees, i) == 1;
    };
    if (!takes_part(dealer)) return base::refuse(Code::wrong_trustee);
    const auto tx = app.store.begin();
    for (const AddressedBox& one : boxes) {
        if (!takes_part(one.other)) return base::refuse(Code::wrong_trustee, "to");
        const auto key = documents::key(room, documents::box, box_name(attempt, dealer, one.other));
        const auto there = tx->document(key);
        const base::Bytes box = base::copy_of(one.box);
        if (there && *there != box) return base::refuse(Code::conflict, "box");
        tx->put_document(key, box);
    }
    tx->commit();
    return base::Done{};
}

std::vector<AddressedBox> boxes_for(const Context& app, const Room& room, session::TrusteeIndex receiver,
                                    std::uint16_t attempt) {
    std::vector<AddressedBox> boxes;
    const auto tx = app.store.begin();
    for (std::uint8_t i = 1; i <= session::max_trustees; ++i) {
        const auto box = tx->document(documents::key(room, documents::box, box_name(attempt, {i}, receiver)));
        if (box) boxes.push_back({.other = {i}, .box = base::as_array<64>(*box).value()});
    }
    return boxes;
}

}  // namespace gongdao::app
