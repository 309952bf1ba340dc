#include "server/app/roll.hpp"

#include <algorithm>
#include <set>

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "server/app/documents.hpp"
#include "server/rules/outcome.hpp"
#include "server/rules/presets.hpp"

namespace gongdao::app {

using base::Code;

base::Result<ImportedRoll> import_roll(Context& app, Room& room, base::BytesView csv, bool dry_run) {
    const std::lock_guard acting(room.acting);
    const bool locked =
        room.log.with_state([](const session::State& state) { return state.attendance().has_value(); });
    if (locked && !dry_run) return base::refuse(Code::not_now, "attendance is locked: the roll stands");
    auto read = read_roll(csv);
    if (auto* errors = std::get_if<std::vector<RollError>>(&read))
        return ImportedRoll{.figures = {}, .errors = std::move(*errors)};
    const auto& roll = std::get<rules::Roll>(read);
    if (!dry_run) {
        const auto tx = app.store.begin();
        tx->put_document(documents::key(room, documents::roll, "csv"), csv);
        tx->erase_document(documents::key(room, documents::present, "marks"));
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
    std::vector<std::uint32_t> present;
    if (!marks) return present;
    encode::Reader in(*marks);
    for (std::uint32_t n = in.count(max_roll_rows); n > 0; --n) present.push_back(in.u32());
    return present;
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
    out.count(numbers.size());
    for (const std::uint32_t number : numbers) out.u32(number);
    documents::put(app, room, documents::present, "marks", out.written());

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
