#pragma once

#include <array>
#include <string>
#include <vector>

#include "crypto/session/check_id.hpp"
#include "crypto/threshold/polynomial.hpp"

namespace gongdao::verify {

using session::CheckId;

/// Where something was found. Records, ballots and contests count from 0: a record by its place in the log, a
/// ballot among the cast ones, a contest in the order in which the log defines them.
struct Place {
    enum class Of : std::uint8_t { session, record, ballot, contest, file };

    Of of = Of::session;
    std::uint64_t number = 0;
    std::string path{};  ///< of a file

    bool operator==(const Place&) const = default;
};
std::string_view name_of(Place::Of of);

inline Place in_record(std::uint64_t number) {
    return {.of = Place::Of::record, .number = number};
}
inline Place in_ballot(std::uint64_t number) {
    return {.of = Place::Of::ballot, .number = number};
}
inline Place in_contest(std::uint64_t number) {
    return {.of = Place::Of::contest, .number = number};
}
inline Place in_file(std::string path) {
    return {.of = Place::Of::file, .path = std::move(path)};
}

struct Failure {
    CheckId check{};
    Place place;
    base::Refusal refusal;

    bool operator==(const Failure&) const = default;
};

enum class NoteKind : std::uint8_t {
    share_not_holding,    ///< the trustee's share was passed over
    complaint_founded,    ///< the trustee dealt a share that does not fit
    complaint_unfounded,  ///< the trustee complained of a share that fits
    server_page,          ///< the trustee worked on a page that the server supplied
};
std::string_view name_of(NoteKind kind);

/// What a reader should know of, although no check fails over it.
struct Note {
    NoteKind kind{};
    threshold::TrusteeIndex trustee;
    Place place;

    bool operator==(const Note&) const = default;
};

enum class Status : std::uint8_t {
    not_reached,  ///< something before it failed; it is not said to hold
    not_asked,    ///< what it compares with was not given
    failed,
    passed,
};
std::string_view name_of(Status status);

/// What a verification found, check by check (SPEC §11). A check is *not reached* until `reach` says that all
/// that it asks was asked.
class Report {
public:
    void fail(CheckId check, Place place, base::Refusal refusal);
    void reach(CheckId check);
    /// Nothing was given to compare with.
    void leave_out(CheckId check);
    void note(Note note) { notes_.push_back(std::move(note)); }

    /// The first `max_failures_kept` of each id, in the order in which they were found.
    [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }
    /// How often the id failed, kept or not.
    [[nodiscard]] std::uint64_t failures_of(CheckId check) const { return lines_[index(check)].failures; }
    [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }

    [[nodiscard]] Status status(CheckId check) const;
    /// Of one of the 14: failed if an id failed, else not_reached if one was not reached, else passed.
    /// Needs: 1 … session::check_count.
    [[nodiscard]] Status status(unsigned number) const;

    static constexpr std::size_t max_failures_kept = 100;

private:
    struct Line {
        std::uint64_t failures = 0;
        Status otherwise = Status::not_reached;
    };

    static std::size_t index(CheckId check) { return static_cast<std::size_t>(check); }

    std::array<Line, session::check_ids> lines_{};
    std::vector<Failure> failures_;
    std::vector<Note> notes_;
};

/// What the program ends with (SPEC §11): 1 if a check failed or was not reached, 3 if nothing was compared
/// with an opening code (来源未核对), 0 otherwise.
int exit_code(const Report& report);

/// All that a trustee asks before giving a share (SPEC §9.2): checks 1–8 and 13, and the signatures of all
/// records.
bool allows_share(const Report& report);

}  // namespace gongdao::verify
