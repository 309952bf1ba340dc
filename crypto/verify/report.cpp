#include "crypto/verify/report.hpp"

namespace gongdao::verify {
namespace {

constexpr auto all_ids = [] {
    std::array<CheckId, session::check_ids> ids{};
    for (std::size_t i = 0; i < ids.size(); ++i) ids.at(i) = static_cast<CheckId>(i);
    return ids;
}();

constexpr auto place_names =
    std::to_array<std::string_view>({"session", "record", "ballot", "contest", "file"});
constexpr auto note_names = std::to_array<std::string_view>(
    {"share_not_holding", "complaint_founded", "complaint_unfounded", "server_page"});
constexpr auto status_names =
    std::to_array<std::string_view>({"not_reached", "not_asked", "failed", "passed"});

}  // namespace

std::string_view name_of(Place::Of of) {
    return place_names.at(static_cast<std::size_t>(of));
}
std::string_view name_of(NoteKind kind) {
    return note_names.at(static_cast<std::size_t>(kind));
}
std::string_view name_of(Status status) {
    return status_names.at(static_cast<std::size_t>(status));
}

void Report::fail(CheckId check, Place place, base::Refusal refusal) {
    if (++lines_[index(check)].failures > max_failures_kept) return;
    failures_.push_back({.check = check, .place = std::move(place), .refusal = std::move(refusal)});
}

void Report::reach(CheckId check) {
    lines_[index(check)].otherwise = Status::passed;
}

void Report::leave_out(CheckId check) {
    lines_[index(check)].otherwise = Status::not_asked;
}

Status Report::status(CheckId check) const {
    const Line& line = lines_[index(check)];
    return line.failures > 0 ? Status::failed : line.otherwise;
}

Status Report::status(unsigned number) const {
    Status worst = Status::passed;
    for (const CheckId id : all_ids) {
        if (session::number_of(id) != number) continue;
        const Status one = status(id);
        if (one == Status::failed) return one;
        if (one == Status::not_reached) worst = one;
    }
    return worst;
}

int exit_code(const Report& report) {
    for (unsigned number = 1; number <= session::check_count; ++number) {
        if (report.status(number) != Status::passed) return 1;
    }
    return report.status(CheckId::opening_code) == Status::passed ? 0 : 3;
}

bool allows_share(const Report& report) {
    constexpr unsigned last_before_opening = 8;
    constexpr unsigned log = 13;
    for (unsigned number = 1; number <= last_before_opening; ++number) {
        if (report.status(number) != Status::passed) return false;
    }
    return report.status(log) == Status::passed && report.status(CheckId::record_signature) == Status::passed;
}

}  // namespace gongdao::verify
