#include "server/app/create_session.hpp"

#include "crypto/base/crockford.hpp"
#include "server/app/documents.hpp"
#include "server/app/publish_session.hpp"
#include "server/app/trustees.hpp"
#include "server/auth/token.hpp"

namespace gongdao::app {

using base::Code;

namespace {

/// 75 bits as 15 characters: guessed by nobody before the meeting ends.
std::string draw_seat_code(base::Rng& rng) {
    base::ByteArray<10> drawn{};
    rng.fill(drawn);
    return base::in_groups(base::to_crockford(drawn).substr(0, 15), 5);
}

}  // namespace

base::Result<CreatedSession> create_session(Context& app, const SessionDraft& draft) {
    if (auto fine = check(draft); !fine) return fine.refusal();
    CreatedSession created;
    app.rng.fill(created.id.bytes);
    {
        const auto tx = app.store.begin();
        if (tx->session_named(draft.short_name)) return base::refuse(Code::conflict, "short_name: taken");
        tx->add_session({created.id, draft.short_name}, log::draw_keys(app.rng));
        tx->put_document({created.id, std::string(documents::draft), "session"}, encode(draft));
        for (std::size_t i = 0; i < draft.trustees.size(); ++i) {
            const auto number = static_cast<std::uint8_t>(i + 1);
            const std::string code = draw_seat_code(app.rng);
            const Seat seat{.name = draft.trustees[i],
                            .code = auth::hash_of_token(base::normalise_crockford(code).value()),
                            .key = {},
                            .token = {}};
            tx->put_document({created.id, std::string(documents::seat), documents::number_name(number)},
                             encode(seat));
            created.trustees.push_back({.number = number, .name = draft.trustees[i], .code = code});
        }
        tx->commit();
    }
    app.rooms.add(std::make_unique<Room>(app.store, created.id, app.public_root, app.lines, draft));
    app.lines.write(ops::Level::info, "session_created", {{"session", base::to_hex(created.id.bytes)}});
    return created;
}

}  // namespace gongdao::app
