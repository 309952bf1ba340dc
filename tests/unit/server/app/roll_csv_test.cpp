#include "server/app/roll_csv.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

using namespace gongdao;
using app::RollError;
using rules::Member;
using rules::Membership;
using rules::Roll;

namespace {

app::RollImport read(std::string_view csv) {
    return app::read_roll(base::view_of(csv));
}

Roll roll(std::string_view csv) {
    const app::RollImport import = read(csv);
    if (const auto* errors = std::get_if<std::vector<RollError>>(&import)) FAIL(errors->front().en);
    return std::get<Roll>(import);
}

/// "key line:column" of each error, in order.
std::vector<std::string> errors(std::string_view csv) {
    std::vector<std::string> found;
    const app::RollImport import = read(csv);
    if (std::holds_alternative<Roll>(import)) return found;
    for (const RollError& error : std::get<std::vector<RollError>>(import)) {
        std::string place = " " + std::to_string(error.line);
        if (error.column != 0) place += ":" + std::to_string(error.column);
        found.push_back(std::string(error.key.substr(5)) + place);  // without "roll."
    }
    return found;
}

std::string file(const std::string& name) {
    std::ifstream in(GONGDAO_TESTS_FOLDER "/unit/server/app/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

using Errors = std::vector<std::string>;
const std::string two_columns = "姓名,身份\n";
const std::string wang_full_gb =
    "\xcd\xf5\xd0\xa1\xc4\xfe,\xd5\xfd\xca\xbd\xb5\xb3\xd4\xb1\n";  // 王小宁,正式党员

}  // namespace

TEST_CASE("a roll as a Chinese spreadsheet saves it is read: 31 due, two probationary, one away") {
    const Roll read = roll(file("roll_gb18030.csv"));
    REQUIRE(read.members.size() == 34);
    CHECK(due_of(read) == 31);
    CHECK(read.members[0] == Member{.name = "王小宁",
                                    .sex = "男",
                                    .birth_date = rules::Date{1949, 2, 2},
                                    .electorate = "党员",
                                    .membership = Membership::full,
                                    .exclusion = {},
                                    .note = ""});
    CHECK(read.members[1].name == "文天");
    CHECK(read.members[4].name == "阿依古丽·买买提");
    CHECK(read.members[5].name == "丁一");   // written 丁　一
    CHECK(read.members[20].name == "王㛃");  // four bytes
    CHECK(read.members[24].name == read.members[25].name);
    CHECK(read.members[31].membership == Membership::probationary);
    CHECK(read.members[33].exclusion == rules::Exclusion{.ground = 5,
                                                         .evidence = "外派证明,复印件",
                                                         .approval = "青石委组〔2026〕12号",
                                                         .resolution = "2026年11月1日党员大会通过"});
}

TEST_CASE("the same roll in UTF-8, with or without mark, with any line end, gives the same") {
    const std::string rows[] = {"姓名,身份,备注", "王小宁,正式党员,\"一组,组长\"", "文天,预备党员,"};
    Roll expected;
    for (const std::string mark : {"", "\xef\xbb\xbf"}) {
        for (const std::string end : {"\n", "\r\n", "\r"}) {
            const Roll read = roll(mark + rows[0] + end + rows[1] + end + rows[2]);
            REQUIRE(read.members.size() == 2);
            CHECK(read.members[0].note == "一组,组长");
            if (expected.members.empty()) expected = read;
            CHECK(read == expected);
        }
    }
}

TEST_CASE(
    "lines are counted as an editor counts them, whatever their ends, and over a cell with a line break") {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        CAPTURE(end);
        CHECK(errors("姓名,身份" + end + end + "王小宁,党员" + end + "文天,党员") ==
              Errors{"bad_membership 3:2", "bad_membership 4:2"});
        CHECK(errors("姓名,身份" + end + "\"王" + end + "小宁\",正式党员" + end + "文天,党员" + end) ==
              Errors{"control_character 2:1", "bad_membership 4:2"});
    }
}

TEST_CASE("columns stand in any order, in Chinese or English") {
    const Roll read =
        roll("Status,sex,NAME,Birth Date\nfull,female,Ana María,1962-03-05\nProbationary,male,Bo,\n");
    REQUIRE(read.members.size() == 2);
    CHECK(read.members[0].name == "Ana María");
    CHECK(read.members[0].sex == "女");
    CHECK(read.members[0].birth_date == rules::Date{1962, 3, 5});
    CHECK(read.members[1].membership == Membership::probationary);
}

TEST_CASE("empty rows and spaces around cells do not matter") {
    const Roll read = roll("\n姓名 , 身份\n,\n 王小宁\u3000,正式党员 \n\n ,\u3000\n");
    REQUIRE(read.members.size() == 1);
    CHECK(read.members[0].name == "王小宁");
}

TEST_CASE("a file without people is refused") {
    CHECK(errors("") == Errors{"empty_file 0"});
    CHECK(errors("\xef\xbb\xbf") == Errors{"empty_file 0"});
    CHECK(errors("\r\n , \r\n") == Errors{"empty_file 0"});
    CHECK(errors(two_columns) == Errors{"no_members 0"});
    CHECK(errors(two_columns + ",\n") == Errors{"no_members 0"});
}

TEST_CASE("a file that is no text in one encoding is refused, with its lines") {
    CHECK(errors("\xff\xfe\x1a\x59") == Errors{"utf16 0"});
    CHECK(errors("\xfe\xff\x59\x1a") == Errors{"utf16 0"});
    CHECK(errors(two_columns + std::string("王\0,正式党员\n", 18) + std::string("\0", 1)) ==
          Errors{"nul_byte 2", "nul_byte 3"});
    CHECK(errors(two_columns + wang_full_gb) == Errors{"mixed_encoding 2"});
    CHECK(errors("name,status\n" + wang_full_gb + "文天,正式党员\n" + wang_full_gb) ==
          Errors{"mixed_encoding 3"});
    CHECK(errors(two_columns + "王小宁\xff,正式党员\n") == Errors{"bad_encoding 2"});
    CHECK(errors("\xef\xbb\xbf" + two_columns + wang_full_gb) == Errors{"mixed_encoding 2"});
    CHECK(errors("\xef\xbb\xbfname,status\n" + wang_full_gb) == Errors{"mixed_encoding 2"});
    CHECK(errors("name,status\n" + wang_full_gb + "\xff,\xd5\xfd\xca\xbd\xb5\xb3\xd4\xb1\n") ==
          Errors{"bad_encoding 3"});
}

TEST_CASE("two-byte characters decide nothing: in a GB 18030 file they are Chinese") {
    // 学 is D1 A7 in GB 18030, which is also ѧ in UTF-8.
    CHECK(roll("name,status\n\xd1\xa7,full\n" + wang_full_gb).members[0].name == "学");
    CHECK(roll("name,status\n\xd1\xa7,full\n").members[0].name == "ѧ");
}

TEST_CASE("too large a file and too many rows are refused") {
    CHECK(errors(std::string(app::max_roll_bytes + 1, 'a')) == Errors{"too_large 0"});
    std::string csv = "name,note,status\n";
    for (std::size_t i = 0; i < app::max_roll_rows; ++i) csv += "a," + std::to_string(i) + ",full\n";
    CHECK(roll(csv).members.size() == app::max_roll_rows);
    CHECK(errors(csv + "a,x,full\n") == Errors{"too_many_rows 0"});
}

TEST_CASE("quotes that do not pair are refused where the row begins") {
    CHECK(errors(two_columns + "王小宁,正式党员\n\"文天,正式党员\n李一鸣,正式党员\n") ==
          Errors{"bad_quote 3"});
    CHECK(errors(two_columns + "王\"小宁,正式党员\n") == Errors{"bad_quote 2"});
    CHECK(errors(two_columns + "\"王小宁\"x,正式党员\n文天,正式党员\n") == Errors{"bad_quote 2"});
    CHECK(roll(two_columns + "\"王\"\"小宁\",正式党员\n").members[0].name == "王\"小宁");
}

TEST_CASE("rows that are shorter or longer than the header are refused") {
    CHECK(errors(two_columns + "王小宁\n文天,正式党员,\n李一鸣,正式党员\n") ==
          Errors{"ragged 2", "ragged 3"});
}
