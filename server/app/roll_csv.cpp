#include "server/app/roll_csv.hpp"

#include <csv.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <stdexcept>

#include "crypto/encode/reader.hpp"
#include "server/app/roll_cells.hpp"
#include "server/app/roll_rows.hpp"
#include "server/publish/characters.hpp"

namespace gongdao::app {

using base::BytesView;

namespace {

constexpr std::string_view utf8_mark = "\xef\xbb\xbf";

/// One line of the file with its line end.
struct Line {
    std::uint32_t number;
    std::string_view text;
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    while (!text.empty()) {
        std::size_t end = std::min(text.find_first_of("\r\n"), text.size() - 1);
        if (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n') ++end;
        lines.push_back(
            {.number = static_cast<std::uint32_t>(lines.size() + 1), .text = text.substr(0, end + 1)});
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// glibc's converter from GB 18030. Faults: std::runtime_error if the system has none.
class Gb18030 {
public:
    Gb18030() : converter_(iconv_open("UTF-8", "GB18030")) {
        if (converter_ == none()) throw std::runtime_error("iconv knows no GB18030");
    }
    ~Gb18030() { iconv_close(converter_); }
    Gb18030(const Gb18030&) = delete;
    Gb18030& operator=(const Gb18030&) = delete;

    /// Nothing if the text is not GB 18030.
    std::optional<std::string> utf8_from(std::string_view text) {
        constexpr std::size_t most_bytes = 3;  // of UTF-8 for each byte read
        std::string in(text);
        std::string out(text.size() * most_bytes, '\0');
        char* from = in.data();
        char* to = out.data();
        std::size_t in_left = in.size();
        std::size_t out_left = out.size();
        iconv(converter_, nullptr, nullptr, nullptr, nullptr);  // forgets the text before
        if (iconv(converter_, &from, &in_left, &to, &out_left) != 0) return {};
        out.resize(out.size() - out_left);
        return out;
    }

private:
    // NOLINTNEXTLINE(performance-no-int-to-ptr): POSIX names it so
    static iconv_t none() { return reinterpret_cast<iconv_t>(-1); }  // as iconv_open gives it

    iconv_t converter_;
};

/// What a line's bytes tell of its encoding. Two bytes a character in UTF-8 (é, д) may as well be Chinese in
/// GB 18030: only the longer forms are evidence.
enum class Evidence { none, utf8, not_utf8 };

Evidence evidence_of(std::string_view line) {
    if (!encode::is_utf8(base::view_of(line))) return Evidence::not_utf8;
    constexpr std::uint32_t first_of_three_bytes = 0x800;
    while (!line.empty()) {
        if (publish::take_character(line) >= first_of_three_bytes) return Evidence::utf8;
    }
    return Evidence::none;
}

/// The first line that tells decides for the file.
Evidence evidence_of(const std::vector<Line>& lines) {
    for (const Line& line : lines) {
        const Evidence evidence = evidence_of(line.text);
        if (evidence != Evidence::none) return evidence;
    }
    return Evidence::none;
}

/// The lines in UTF-8. Each line that cannot be in the file's encoding is an error.
std::string utf8_of(const std::vector<Line>& lines, bool marked, RollErrors& errors) {
    const bool is_gb = !marked && evidence_of(lines) == Evidence::not_utf8;
    Gb18030 gb18030;
    std::string text;
    for (const Line& line : lines) {
        const Evidence evidence = evidence_of(line.text);
        const bool fits = is_gb ? evidence != Evidence::utf8 : evidence != Evidence::not_utf8;
        const std::optional<std::string> converted = gb18030.utf8_from(line.text);
        if (fits && (!is_gb || converted)) {
            text += is_gb ? *converted : line.text;
        } else {
            const bool mixed = evidence == Evidence::utf8 || converted;
            errors.add({.line = line.number}, mixed ? "roll.mixed_encoding" : "roll.bad_encoding");
        }
    }
    return text;
}

/// libcsv's parser, strict, that cuts off no spaces.
class Parser {
public:
    Parser() {
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) throw std::bad_alloc();
        csv_set_space_func(&parser_, [](unsigned char) { return 0; });
    }
    ~Parser() { csv_free(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    /// Gives whether the line could be read.
    bool read(const Line& line) {
        if (!inside_) row_.line = line.number;
        inside_ = true;
        return csv_parse(&parser_, line.text.data(), line.text.size(), on_cell, on_row, this) ==
                   line.text.size() ||
               stopped();
    }
    bool finish() { return csv_fini(&parser_, on_cell, on_row, this) == 0 || stopped(); }
    [[nodiscard]] std::uint32_t row_line() const { return row_.line; }
    std::vector<CsvRow>& rows() { return rows_; }

private:
    /// Always false: what could not be read was not CSV, unless memory ran out.
    bool stopped() {
        if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc();
        return false;
    }
    static void on_cell(void* bytes, std::size_t size, void* self) noexcept {
        static_cast<Parser*>(self)->row_.cells.emplace_back(static_cast<const char*>(bytes), size);
    }
    static void on_row(int /*line_end*/, void* self) noexcept {
        auto* parser = static_cast<Parser*>(self);
        parser->inside_ = false;
        const auto& cells = parser->row_.cells;
        const bool blank = std::ranges::all_of(cells, [](const auto& cell) { return trimmed(cell).empty(); });
        if (!blank) parser->rows_.push_back(parser->row_);
        parser->row_.cells.clear();
    }

    csv_parser parser_{};
    CsvRow row_{};
    bool inside_ = false;
    std::vector<CsvRow> rows_;
};

/// Rows that are not blank, up to where the text ceases to be CSV.
std::vector<CsvRow> rows_of(std::string_view text, RollErrors& errors) {
    Parser parser;
    for (const Line& line : lines_of(text)) {
        if (!parser.read(line)) {
            errors.add({.line = parser.row_line()}, "roll.bad_quote");
            return std::move(parser.rows());
        }
        if (parser.rows().size() > max_roll_rows + 1) {  // and the header
            errors.add({}, "roll.too_many_rows", {{"most", std::to_string(max_roll_rows)}});
            return std::move(parser.rows());
        }
    }
    if (!parser.finish()) errors.add({.line = parser.row_line()}, "roll.bad_quote");
    return std::move(parser.rows());
}

/// What makes a file no text at all.
void check_file(std::string_view file, RollErrors& errors) {
    if (file.size() > max_roll_bytes) {
        errors.add({}, "roll.too_large", {{"most", std::to_string(max_roll_bytes)}});
    } else if (file.starts_with("\xff\xfe") || file.starts_with("\xfe\xff")) {
        errors.add({}, "roll.utf16");
    } else {
        for (const Line& line : lines_of(file)) {
            if (line.text.find('\0') != std::string_view::npos)
                errors.add({.line = line.number}, "roll.nul_byte");
        }
    }
}

}  // namespace

RollImport read_roll(BytesView csv) {
    RollErrors errors;
    std::string_view file = base::text_of(csv);
    check_file(file, errors);
    if (!errors.none()) return errors.take();
    const bool marked = file.starts_with(utf8_mark);
    if (marked) file.remove_prefix(utf8_mark.size());
    const std::string text = utf8_of(lines_of(file), marked, errors);
    if (!errors.none()) return errors.take();
    const std::vector<CsvRow> rows = rows_of(text, errors);
    if (errors.none() && rows.size() < 2)
        errors.add({}, rows.empty() ? "roll.empty_file" : "roll.no_members");
    if (rows.empty()) return errors.take();
    rules::Roll roll = roll_from(rows, errors);
    if (!errors.none()) return errors.take();
    return roll;
}

}  // namespace gongdao::app
