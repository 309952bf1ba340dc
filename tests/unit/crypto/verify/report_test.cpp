#include "crypto/verify/report.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace gongdao;
using namespace gongdao::verify;
using base::Code;

namespace {

Report passed() {
    Report report;
    for (std::size_t i = 0; i < session::check_ids; ++i) report.reach(static_cast<CheckId>(i));
    return report;
}

}  // namespace

TEST_CASE("what was not reached is not said to hold") {
    Report report;
    CHECK(report.status(CheckId::root) == Status::not_reached);
    CHECK(report.status(13U) == Status::not_reached);
    CHECK(exit_code(report) == 1);
    CHECK_FALSE(allows_share(report));
}

TEST_CASE("a failed id fails its check, whatever else was reached of it") {
    Report report = passed();
    report.fail(CheckId::sum_proof, in_ballot(312), base::refuse(Code::bad_proof));
    report.reach(CheckId::sum_proof);
    CHECK(report.status(CheckId::sum_proof) == Status::failed);
    CHECK(report.status(CheckId::choice_proof) == Status::passed);
    CHECK(report.status(5U) == Status::failed);
    CHECK(report.status(6U) == Status::passed);
    CHECK(exit_code(report) == 1);
    REQUIRE(report.failures().size() == 1);
    CHECK(report.failures()[0] == Failure{CheckId::sum_proof, in_ballot(312), base::refuse(Code::bad_proof)});
}

TEST_CASE("a check of which one id was not reached is not reached") {
    Report report;
    report.reach(CheckId::root);
    CHECK(report.status(CheckId::root) == Status::passed);
    CHECK(report.status(13U) == Status::not_reached);
}

TEST_CASE("without an opening code all may hold, and nothing was compared") {
    Report report = passed();
    CHECK(exit_code(report) == 0);
    report.leave_out(CheckId::opening_code);
    CHECK(report.status(13U) == Status::passed);
    CHECK(exit_code(report) == 3);
}

TEST_CASE("a trustee gives a share over checks 1 to 8, 13 and the records' signatures") {
    CHECK(allows_share(passed()));
    for (std::size_t i = 0; i < session::check_ids; ++i) {
        const auto id = static_cast<CheckId>(i);
        const unsigned number = session::number_of(id);
        Report report = passed();
        report.fail(id, {}, base::refuse(Code::conflict));
        CAPTURE(session::name_of(id));
        CHECK(allows_share(report) == (number > 8 && number != 13 && id != CheckId::record_signature));
    }
}

TEST_CASE("a folder full of failures fills no memory") {
    Report report;
    for (std::uint64_t i = 0; i < 1000; ++i)
        report.fail(CheckId::choice_proof, in_ballot(i), base::refuse(Code::bad_proof));
    report.fail(CheckId::root, {}, base::refuse(Code::conflict));
    CHECK(report.failures().size() == Report::max_failures_kept + 1);
    CHECK(report.failures_of(CheckId::choice_proof) == 1000);
    CHECK(report.failures_of(CheckId::root) == 1);
}

TEST_CASE("every id has a name of its own and one of the 14 numbers") {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < session::check_ids; ++i) {
        const auto id = static_cast<CheckId>(i);
        names.insert(session::name_of(id));
        CHECK(session::check_named(session::name_of(id)) == id);
        CHECK(session::number_of(id) >= 1);
        CHECK(session::number_of(id) <= session::check_count);
    }
    CHECK(names.size() == session::check_ids);
    CHECK_FALSE(session::check_named("nothing"));
}
