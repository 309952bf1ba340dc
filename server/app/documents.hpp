#pragma once

#include "server/app/context.hpp"

/// The kinds of private documents that a session has (server/API.md).
namespace gongdao::app::documents {

constexpr std::string_view draft = "draft";  // "session": SessionDraft
constexpr std::string_view roll = "roll";    // "csv": the file as imported
constexpr std::string_view present =
    "present";                             // "marks": numbers of those present; <commitment>: AttendanceList
constexpr std::string_view seat = "seat";  // trustee's number: Seat
constexpr std::string_view box = "box";    // attempt.dealer.receiver: 64 bytes
constexpr std::string_view proposal = "proposal";    // number: Proposal
constexpr std::string_view signing = "signing";      // number: UnsignedRecord
constexpr std::string_view counter = "counter";      // "proposal", "signing": the last number given
constexpr std::string_view closing = "closing";      // Q: no ballot is taken any more
constexpr std::string_view closed = "closed";        // Q: when `closed` was logged, Unix seconds
constexpr std::string_view published = "published";  // "since": publication was confirmed

inline store::DocumentKey key(const Room& room, std::string_view kind, std::string_view name) {
    return {room.log.session(), std::string(kind), std::string(name)};
}

std::optional<base::Bytes> get(const Context& app, const Room& room, std::string_view kind,
                               std::string_view name);
std::vector<store::Document> all(const Context& app, const Room& room, std::string_view kind);
void put(Context& app, const Room& room, std::string_view kind, std::string_view name, base::BytesView value);
void erase(Context& app, const Room& room, std::string_view kind, std::string_view name);

/// A number that sorts as text.
std::string number_name(std::uint32_t number);
std::uint32_t number_of(std::string_view name);
std::uint64_t time_of(std::string_view text);
/// The next number of this counter, from 1, taken in the transaction.
std::uint32_t next_number(store::Transaction& tx, const Room& room, std::string_view counter);

}  // namespace gongdao::app::documents
