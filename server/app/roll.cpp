#include "server/app/roll.hpp"

#include <algorithm>
#include <set>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "server/app/documents.hpp"
#include "server/app/drafts.hpp"
#include "server/rules/outcome.hpp"
#include "server/rules/presets.hpp"

namespace gongdao::app {

using base::Code;

namespace {

bool is_locked(Room& room) {
    return room.log.with_state([](const session::State& state) { return state.attendance().has_value(); });
}

void write_numbers(encode::Writer& out, const auto& numbers) {
    out.count(numbers.size());
    for (const std::uint32_t number : numbers) out.u32(number);
}

std::vector<std::uint32_t> read_numbers(encode::Reader& in) {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t n = in.count(max_roll_rows); n > 0; --n) numbers.push_back(in.u32());
    return numbers;
}

}  // namespace

base::Result<ImportedRoll> import_roll(Context& app, Room& room, base::BytesView csv, bool dry_run) {
    const std::lock_guard acting(room.acting);
    if (is_locked(room) && !dry_run)
        return base::refuse(Code::not_now, "attendance is locked: the roll stands");
    auto read = read_roll(csv);
    if (auto* errors = std::get_if<std::vector<RollError>>(&read))
        return ImportedRoll{.figures = {}, .errors = std::move(*errors)};
    const auto& roll = std::get<rules::Roll>(read);
    if (!dry_run) {
        const auto tx = app.store.begin();
        tx->put_document(documents::key(room, documents::roll, "csv"), csv);
        tx->erase_document(documents::key(room, documents::present, "marks"));
        drop_drafts(*tx, room, "attendance");
        tx->commit();
    }
    const auto members = static_cast<std::uint32_t>(roll.members.size());
    const auto excluded = std::ranges::count_if(
        roll.members, [](const rules::Member& one) { return one.exclusion.has_value(); });
    return ImportedRoll{.figures = {.due = rules::due_of(roll),
                                    .members = members,
                                    .excluded = static_cast<std::uint32_t>(excluded)},
                        .errors = {}};
}

base::Result<rules::Roll> roll_of(const Context& app, const Room& room) {
    const auto csv = documents::get(app, room, documents::roll, "csv");
    if (!csv) return base::refuse(Code::not_found, "roll");
    auto read = read_roll(*csv);
    if (!std::holds_alternative<rules::Roll>(read)) throw store::StoreFault("the stored roll cannot be read");
    return std::get<rules::Roll>(std::move(read));
}

std::vector<std::uint32_t> present_of(const Context& app, const Room& room) {
    const auto marks = documents::get(app, room, documents::present, "marks");
    if (!marks) return {};
    encode::Reader in(*marks);
    return read_numbers(in);
}

base::Bytes encode(const AttendanceList& list) {
    encode::Writer out;
    out.raw(list.salt);
    write_numbers(out, list.present);
    return out.take();
}

std::vector<AttendanceList> attendance_lists(const Context& app, const Room& room) {
    std::vector<AttendanceList> lists;
    for (const store::Document& one : documents::all(app, room, documents::present)) {
        if (one.name == "marks") continue;
        encode::Reader in(one.value);
        AttendanceList& list = lists.emplace_back();
        list.salt = in.array<32>();
        list.present = read_numbers(in);
    }
    return lists;
}

base::Result<AttendanceFigures> mark_attendance(Context& app, Room& room,
                                                const std::vector<std::uint32_t>& present) {
    const std::lock_guard acting(room.acting);
    const auto roll = roll_of(app, room);
    if (!roll) return roll.refusal();
    std::set<std::uint32_t> numbers;
    for (const std::uint32_t number : present) {
        const std::string at = "present: number " + std::to_string(number);
        if (number == 0 || number > roll->members.size())
            return base::refuse(Code::bad_field, at + " is not on the roll");
        const rules::Member& member = roll->members[number - 1];
        if (!rules::is_due(member)) return base::refuse(Code::bad_field, at + " has no vote here");
        if (!numbers.insert(number).second) return base::refuse(Code::bad_field, at + " stands twice");
    }
    encode::Writer out;
    write_numbers(out, numbers);
    const auto tx = app.store.begin();
    tx->put_document(documents::key(room, documents::present, "marks"), out.written());
    drop_drafts(*tx, room, "attendance");
    tx->commit();

    const rules::Figures figures{.due = rules::due_of(*roll),
                                 .present = static_cast<std::uint32_t>(numbers.size()),
                                 .issued = 0,
                                 .received = 0,
                                 .valid = 0};
    const auto reasons = rules::void_reasons(rules::preset_named(room.draft.preset).value(), 1,
                                             rules::max_candidates, figures);
    return AttendanceFigures{.due = figures.due,
                             .present = figures.present,
                             .quorum = std::ranges::count(reasons, rules::VoidReason::no_quorum) == 0};
}

}  // namespace gongdao::app
