#pragma once

#include "server/app/context.hpp"
#include "server/app/roll_csv.hpp"

namespace gongdao::app {

struct RollFigures {
    std::uint32_t due = 0, members = 0, excluded = 0;
};

/// Reads a roll and stores it, or nothing of it: the marks of those present and an attendance that waits to be
/// signed were about the old one and go. A dry run stores nothing.
/// Refuses: not_now once attendance is locked for the first time, or the errors of the file.
struct ImportedRoll {
    RollFigures figures;
    std::vector<RollError> errors;  // none: imported (or would be)
};
base::Result<ImportedRoll> import_roll(Context& app, Room& room, base::BytesView csv, bool dry_run);

/// The roll as stored. Refuses: not_found.
base::Result<rules::Roll> roll_of(const Context& app, const Room& room);

/// Marks who is present, by number on the roll from 1; each call replaces the whole list.
/// An attendance that waits to be signed goes: its figure is no longer so.
/// Refuses: not_found (no roll), bad_field (a number not on the roll, not entitled, or twice).
struct AttendanceFigures {
    std::uint32_t due = 0, present = 0;
    bool quorum = false;
};
base::Result<AttendanceFigures> mark_attendance(Context& app, Room& room,
                                                const std::vector<std::uint32_t>& present);
std::vector<std::uint32_t> present_of(const Context& app, const Room& room);

/// What the commitment of an `attendance` record is to (SPEC §3.2).
struct AttendanceList {
    base::ByteArray<32> salt{};
    std::vector<std::uint32_t> present;  ///< numbers on the roll, ascending
};
base::Bytes encode(const AttendanceList& list);
/// The lists that open the commitments of `attendance` records, logged or waiting to be signed, for 监票人 to
/// see.
std::vector<AttendanceList> attendance_lists(const Context& app, const Room& room);

}  // namespace gongdao::app
