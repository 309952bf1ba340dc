#include "server/app/documents.hpp"

#include <charconv>

namespace gongdao::app::documents {

std::optional<base::Bytes> get(const Context& app, const Room& room, std::string_view kind,
                               std::string_view name) {
    return app.store.begin()->document(key(room, kind, name));
}

std::vector<store::Document> all(const Context& app, const Room& room, std::string_view kind) {
    return app.store.begin()->documents(room.log.session(), kind);
}

void put(Context& app, const Room& room, std::string_view kind, std::string_view name,
         base::BytesView value) {
    const auto tx = app.store.begin();
    tx->put_document(key(room, kind, name), value);
    tx->commit();
}

void erase(Context& app, const Room& room, std::string_view kind, std::string_view name) {
    const auto tx = app.store.begin();
    tx->erase_document(key(room, kind, name));
    tx->commit();
}

std::string number_name(std::uint32_t number) {
    const std::string digits = std::to_string(number);
    return std::string(10 - digits.size(), '0') + digits;
}

std::uint32_t number_of(std::string_view name) {
    std::uint32_t number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    return number;
}

std::uint64_t time_of(std::string_view text) {
    std::uint64_t time = 0;
    std::from_chars(text.data(), text.data() + text.size(), time);
    return time;
}

std::uint32_t next_number(store::Transaction& tx, const Room& room, std::string_view counter_name) {
    const auto last = tx.document(key(room, counter, counter_name));
    const std::uint32_t next = last ? number_of(base::text_of(*last)) + 1 : 1;
    tx.put_document(key(room, counter, counter_name), base::view_of(number_name(next)));
    return next;
}

}  // namespace gongdao::app::documents
