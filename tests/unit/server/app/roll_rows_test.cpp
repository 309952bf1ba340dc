#include <catch2/catch.hpp>

#include "server/app/roll_csv.hpp"

using namespace gongdao;
using app::RollError;
using rules::Roll;

namespace {

std::vector<RollError> errors(std::string_view csv) {
    const app::RollImport import = app::read_roll(base::view_of(csv));
    if (std::holds_alternative<Roll>(import)) return {};
    return std::get<std::vector<RollError>>(import);
}

/// The only error, as "key line:column".
std::string only_error(std::string_view csv) {
    const auto all = errors(csv);
    if (all.size() != 1) return std::to_string(all.size()) + " errors";
    const RollError& error = all.front();
    return std::string(error.key) + " " + std::to_string(error.line) + ":" + std::to_string(error.column);
}

/// A roll with one row of these two cells beside a name and a status.
std::string with(std::string_view column, std::string_view cell) {
    return "姓名," + std::string(column) + ",身份\n王小宁," + std::string(cell) + ",正式党员\n";
}

const std::string exclusions = "姓名,身份,不计入应到会原因,证明材料,批准文号,大会决议\n";

}  // namespace

TEST_CASE("name and status must have columns, and no column stands twice or is unknown") {
    CHECK(only_error("姓名\n王小宁\n") == "roll.missing_column 1:0");
    CHECK(only_error("身份\n正式党员\n") == "roll.missing_column 1:0");
    CHECK(only_error("姓名,身份,name\n王小宁,正式党员,\n") == "roll.repeated_column 1:3");
    CHECK(only_error(with("身份证号", "3204")) == "roll.unknown_column 1:2");
    CHECK(only_error(with("", "")) == "roll.unknown_column 1:2");
}

TEST_CASE("name and status must be filled in") {
    CHECK(only_error("姓名,身份\n,正式党员\n") == "roll.missing_value 2:1");
    CHECK(only_error("姓名,身份\n王小宁,\u3000\n") == "roll.missing_value 2:2");
}

TEST_CASE("a cell that a spreadsheet would run is refused, in the header too") {
    for (const char* cell :
         {"=1+1", "+1", "-1", "@x", "\tx", " =1+1", "＝1", "＋1", "－1", "＠x", "\"=1,2\""}) {
        CAPTURE(cell);
        CHECK(only_error(with("备注", cell)) == "roll.formula 2:2");
    }
    CHECK(only_error("姓名,=备注,身份\n王小宁,,正式党员\n") == "roll.formula 1:2");
    CHECK(errors(with("备注", "1-2=3")).empty());
}

TEST_CASE("characters that nobody sees are refused, and so are lost ones") {
    for (const char* cell : {"a\x01", "a\tb", "\"a\nb\"", "a\x7f", "a\u0085", "a\u202eb", "\u2066a",
                             "a\u200bb", "a\ufeff", "a\ufffd"}) {
        CAPTURE(cell);
        CHECK(only_error(with("备注", cell)) == "roll.control_character 2:2");
    }
}

TEST_CASE("lengths are counted in characters") {
    const auto many = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += "宁";
        return text;
    };
    CHECK(errors(with("备注", many(100))).empty());
    CHECK(only_error(with("备注", many(101))) == "roll.too_long 2:2");
    CHECK(errors("姓名,身份\n" + many(40) + ",正式党员\n").empty());
    CHECK(only_error("姓名,身份\n" + many(41) + ",正式党员\n") == "roll.too_long 2:1");
}

TEST_CASE("status and sex are of those known") {
    CHECK(only_error("姓名,身份\n王小宁,党员\n") == "roll.bad_membership 2:2");
    CHECK(only_error(with("性别", "M")) == "roll.bad_sex 2:2");
    CHECK(errors(with("性别", "")).empty());
}

TEST_CASE("dates are read as people write them, and days that do not exist are refused") {
    for (const char* cell :
         {"1962-03-05", "1962/3/5", "1962.3.5", "1962年3月5日", "19620305", "2000-02-29", ""}) {
        CAPTURE(cell);
        CHECK(errors(with("出生日期", cell)).empty());
    }
    for (const char* cell :
         {"1962-02-30", "2001-02-29", "1962-13-01", "1962-00-05", "62/3/5", "1962-3", "1962年3月", "22710",
          "5.3.1962", "1962-3-5x", "1899-12-31", "2100-01-01", "1962111", "1962/3.5", "1962-003-05"}) {
        CAPTURE(cell);
        CHECK(only_error(with("出生日期", cell)) == "roll.bad_date 2:2");
    }
}

TEST_CASE("whoever is not due needs ground, approval and resolution") {
    CHECK(errors(exclusions + "王小宁,正式党员,4,,青石委组〔2026〕12号,11月1日通过\n").empty());
    CHECK(only_error(exclusions + "王小宁,正式党员,4,,,11月1日通过\n") ==
          "roll.exclusion_without_approval 2:5");
    CHECK(only_error(exclusions + "王小宁,正式党员,4,,12号,\n") == "roll.exclusion_without_resolution 2:6");
    CHECK(only_error(exclusions + "王小宁,正式党员,,,12号,\n") == "roll.approval_without_ground 2:5");
    CHECK(only_error(exclusions + "王小宁,正式党员,,病历,,\n") == "roll.approval_without_ground 2:4");
    for (const char* ground : {"0", "7", "病", "4.0", "14"}) {
        CAPTURE(ground);
        CHECK(only_error(exclusions + "王小宁,正式党员," + ground + ",,12号,通过\n") ==
              "roll.bad_ground 2:3");
    }
    CHECK(only_error(exclusions + "王小宁,预备党员,4,,12号,通过\n") == "roll.probationary_excluded 2:3");
    CHECK(only_error("姓名,身份,exclusion,approval\n王小宁,正式党员,4,12号\n") ==
          "roll.exclusion_without_resolution 2:0");
}

TEST_CASE("persons of one name are told apart by birth date or note, or refused") {
    const std::string header = "姓名,身份,出生日期,备注\n";
    CHECK(only_error("姓名,身份\n刘洋,正式党员\n文天,正式党员\n刘洋,正式党员\n") == "roll.duplicate 4:1");
    CHECK(errors(header + "刘洋,正式党员,1962-03-05,\n刘洋,正式党员,1970-01-01,\n").empty());
    CHECK(errors(header + "刘洋,正式党员,,男\n刘洋,正式党员,,女\n").empty());
    CHECK(errors(header + "刘洋,正式党员,,\n刘洋,正式党员,,女\n").empty());
    CHECK(only_error(header + "刘洋,正式党员,1962-03-05,\n刘洋,正式党员,,\n") == "roll.duplicate 3:1");
    CHECK(only_error(header + "刘洋,正式党员,,\n刘　洋,预备党员,,\n") == "roll.duplicate 3:1");
    CHECK(only_error(header + "艾力·努尔,正式党员,,\n艾力•努尔,正式党员,,\n") == "roll.duplicate 3:1");
}

TEST_CASE("names keep what belongs to them") {
    const auto name = [](const std::string& cell) {
        return std::get<Roll>(app::read_roll(base::view_of("姓名,身份\n" + cell + ",正式党员\n")))
            .members[0]
            .name;
    };
    CHECK(name("王　宁") == "王宁");
    CHECK(name("王  小 宁") == "王小宁");
    CHECK(name("阿依古丽・买买提") == "阿依古丽·买买提");
    CHECK(name("Ana  María") == "Ana María");
    CHECK(name("𠮷 田") == "𠮷田");
}

TEST_CASE("all that is wrong is told at once, by line and column, in both languages") {
    const auto all = errors(
        "姓名,身份,出生日期,民族\n"
        "王小宁,党员,1962-02-30,汉\n"
        ",正式党员,,\n"
        "文天,正式党员\n"
        "=A1,正式党员,1962-03-05,\n");
    std::vector<std::string> zh;
    for (const RollError& error : all) zh.push_back(error.zh);
    CHECK(zh == std::vector<std::string>{
                    "第 1 行，第 4 列（民族）：不认识的列“民族”。名册不收这一列，请删去。",
                    "第 2 行，第 2 列（身份）：“党员”不对，请填正式党员或预备党员。",
                    "第 2 行，第 3 列（出生日期）：“1962-02-30”不是日期，请写成 1962-03-05。",
                    "第 3 行，第 1 列（姓名）：没有填。",
                    "第 4 行：有 2 格，表头是 4 格。",
                    "第 5 行，第 1 列（姓名）：不能以 = + - @ 或制表符开头，表格软件会当成公式。",
                });
    REQUIRE(all.size() == 6);
    CHECK(all[2].en == "Line 2, column 3 (出生日期): “1962-02-30” is no date. Write 1962-03-05.");
    CHECK(all[4].en == "Line 4: It has 2 cells, the header has 4.");
    CHECK(errors("").front().en == "File: The file is empty.");
}
