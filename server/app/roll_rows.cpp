#include "server/app/roll_rows.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "server/app/roll_cells.hpp"

namespace gongdao::app {

using rules::Member;
using rules::Membership;

namespace {

constexpr std::size_t max_name_characters = 40;
constexpr std::size_t max_text_characters = 100;

enum Field : std::size_t {
    serial,
    name,
    sex,
    birth,
    electorate,
    membership,
    ground,
    evidence,
    approval,
    resolution,
    note
};
constexpr std::size_t fields = note + 1;

struct Column {
    std::string_view zh, en;
    bool required;
};
constexpr std::array<Column, fields> columns{{
    {"序号", "no", false},
    {"姓名", "name", true},
    {"性别", "sex", false},
    {"出生日期", "birth date", false},
    {"类别", "class", false},
    {"身份", "status", true},
    {"不计入应到会原因", "exclusion", false},
    {"证明材料", "evidence", false},
    {"批准文号", "approval", false},
    {"大会决议", "resolution", false},
    {"备注", "note", false},
}};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& letter : out) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return out;
}

/// What any cell may be wrong in, header included. Gives whether it may be read on.
bool check_cell(const RollPlace& place, std::string_view cell, std::size_t most, RollErrors& errors) {
    if (is_formula(cell)) {
        errors.add(place, "roll.formula");
    } else if (const auto unseen = unseen_in(cell)) {
        errors.add(place, "roll.control_character", {{"value", *unseen}});
    } else if (characters_in(trimmed(cell)) > most) {
        errors.add(place, "roll.too_long", {{"most", std::to_string(most)}});
    } else {
        return true;
    }
    return false;
}

/// Which column holds which field.
class Header {
public:
    Header(const CsvRow& row, RollErrors& errors) : names_(row.cells) {
        at_.fill(none);
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (check_cell(place(row.line, i), names_[i], max_text_characters, errors))
                read(row.line, i, errors);
        }
        for (std::size_t field = 0; field < fields; ++field) {
            if (!columns[field].required || at_[field] != none) continue;
            errors.add({.line = row.line}, "roll.missing_column",
                       {{"value", std::string(columns[field].zh)}});
        }
    }

    [[nodiscard]] std::size_t size() const { return names_.size(); }
    [[nodiscard]] RollPlace place(std::uint32_t line, std::size_t column) const {
        return {.line = line,
                .column = static_cast<std::uint32_t>(column + 1),
                .column_name = trimmed(names_[column])};
    }
    /// The column's place in that line; the line's if there is no such column.
    [[nodiscard]] RollPlace place_of(Field field, std::uint32_t line) const {
        return at_[field] == none ? RollPlace{.line = line} : place(line, at_[field]);
    }
    [[nodiscard]] std::string_view cell(const CsvRow& row, Field field) const {
        return at_[field] == none ? std::string_view{} : trimmed(row.cells[at_[field]]);
    }
    [[nodiscard]] std::size_t most_at(std::size_t column) const {
        return column == at_[name] ? max_name_characters : max_text_characters;
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};

    void read(std::uint32_t line, std::size_t column, RollErrors& errors) {
        const std::string_view own = trimmed(names_[column]);
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& known) {
            return own == known.zh || lower(own) == known.en;
        });
        const auto field = static_cast<std::size_t>(found - columns.begin());
        if (found == columns.end()) {
            errors.add(place(line, column), "roll.unknown_column", {{"value", std::string(own)}});
        } else if (at_[field] != none) {
            errors.add(place(line, column), "roll.repeated_column", {{"value", std::string(own)}});
        } else {
            at_[field] = column;
        }
    }

    std::vector<std::string> names_;
    std::array<std::size_t, fields> at_{};
};

/// Reads one row; adds what is wrong in it.
class RowReader {
public:
    RowReader(const Header& header, const CsvRow& row, RollErrors& errors)
        : header_(header), row_(row), errors_(errors) {}

    Member member() {
        Member read{.name = name_from(required(name)),
                    .sex = one_of(sex, "roll.bad_sex",
                                  {{"男", "男"}, {"女", "女"}, {"male", "男"}, {"female", "女"}}),
                    .birth_date = birth_date(),
                    .electorate = std::string(cell(electorate)),
                    .membership = Membership::full,
                    .exclusion = {},
                    .note = std::string(cell(note))};
        required(membership);
        const std::string status = one_of(membership, "roll.bad_membership",
                                          {{"正式党员", "full"},
                                           {"预备党员", "probationary"},
                                           {"full", "full"},
                                           {"probationary", "probationary"}});
        if (status == "probationary") read.membership = Membership::probationary;
        read.exclusion = exclusion(read.membership);
        return read;
    }

private:
    using Meanings = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    [[nodiscard]] std::string_view cell(Field field) const { return header_.cell(row_, field); }

    void wrong(Field field, std::string_view key, std::initializer_list<publish::Fill> fills = {}) {
        errors_.add(header_.place_of(field, row_.line), key, fills);
    }
    void wrong_value(Field field, std::string_view key) {
        wrong(field, key, {{"value", std::string(cell(field))}});
    }

    std::string_view required(Field field) {
        if (cell(field).empty() && header_.place_of(field, row_.line).column != 0)
            wrong(field, "roll.missing_value");
        return cell(field);
    }

    std::string one_of(Field field, std::string_view key, Meanings meanings) {
        if (cell(field).empty()) return {};
        for (const auto& [written, meaning] : meanings) {
            if (lower(cell(field)) == written) return std::string(meaning);
        }
        wrong_value(field, key);
        return {};
    }

    std::optional<rules::Date> birth_date() {
        if (cell(birth).empty()) return {};
        const auto date = date_from(cell(birth));
        if (!date) wrong_value(birth, "roll.bad_date");
        return date;
    }

    std::optional<rules::Exclusion> exclusion(Membership status) {
        if (cell(ground).empty()) {
            for (const Field field : {evidence, approval, resolution}) {
                if (!cell(field).empty()) wrong(field, "roll.approval_without_ground");
            }
            return {};
        }
        const std::string_view digit = cell(ground);
        const bool known = digit.size() == 1 && digit[0] >= '1' && digit[0] < '1' + rules::exclusion_grounds;
        if (!known) wrong_value(ground, "roll.bad_ground");
        if (status == Membership::probationary) wrong(ground, "roll.probationary_excluded");
        if (cell(approval).empty()) wrong(approval, "roll.exclusion_without_approval");
        if (cell(resolution).empty()) wrong(resolution, "roll.exclusion_without_resolution");
        return rules::Exclusion{.ground = static_cast<std::uint8_t>(known ? digit[0] - '0' : 0),
                                .evidence = std::string(cell(evidence)),
                                .approval = std::string(cell(approval)),
                                .resolution = std::string(cell(resolution))};
    }

    const Header& header_;
    const CsvRow& row_;
    RollErrors& errors_;
};

/// Two of one name are told apart by two birth dates, or by a note.
bool told_apart(const Member& a, const Member& b) {
    return a.note != b.note || (a.birth_date && b.birth_date && *a.birth_date != *b.birth_date);
}

/// Whether every cell of the row may be read.
bool cells_hold(const Header& header, const CsvRow& row, RollErrors& errors) {
    if (row.cells.size() != header.size()) {
        errors.add({.line = row.line}, "roll.ragged",
                   {{"cells", std::to_string(row.cells.size())}, {"columns", std::to_string(header.size())}});
        return false;
    }
    bool hold = true;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        hold = check_cell(header.place(row.line, i), row.cells[i], header.most_at(i), errors) && hold;
    }
    return hold;
}

}  // namespace

rules::Roll roll_from(std::span<const CsvRow> rows, RollErrors& errors) {
    rules::Roll roll;
    const Header header(rows.front(), errors);
    std::map<std::string, std::vector<std::pair<std::uint32_t, Member>>> by_name;
    for (const CsvRow& row : rows.subspan(1)) {
        if (!cells_hold(header, row, errors)) continue;
        Member member = RowReader(header, row, errors).member();
        auto& namesakes = by_name[member.name];
        for (const auto& [line, other] : namesakes) {
            if (member.name.empty() || told_apart(member, other)) continue;
            errors.add(header.place_of(name, row.line), "roll.duplicate", {{"other", std::to_string(line)}});
            break;
        }
        namesakes.emplace_back(row.line, member);
        roll.members.push_back(std::move(member));
    }
    return roll;
}

}  // namespace gongdao::app
