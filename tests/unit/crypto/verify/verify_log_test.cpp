#include "crypto/verify/verify_log.hpp"

#include <catch2/catch.hpp>

#include "tests/support/session_builder.hpp"

using namespace gongdao;
using namespace gongdao::verify;
using support::SessionBuilder;

namespace {

class Beside final : public BesideLog {
public:
    explicit Beside(const SessionBuilder& session) : session_(session) {}

    [[nodiscard]] std::optional<base::Bytes> slip_list(session::ClassNumber of_class) const override {
        if (of_class.value >= session_.slip_lists().size()) return std::nullopt;
        return session_.slip_lists()[of_class.value];
    }
    [[nodiscard]] std::optional<base::Bytes> large(const base::Sha256& hash) const override {
        const auto found = session_.large().find("records/" + base::to_hex(hash));
        if (found == session_.large().end()) return std::nullopt;
        return found->second;
    }

private:
    const SessionBuilder& session_;
};

struct Folded {
    Report report;
    std::uint64_t admitted = 0;
    bool complete = false;
};

Folded fold(const SessionBuilder& session, const std::vector<base::Bytes>& leaves, std::uint64_t size) {
    Folded out;
    const Beside beside(session);
    LogVerifier verifier(beside, out.report);
    for (const base::Bytes& leaf : leaves) verifier.take(leaf);
    verifier.finish(size);
    out.admitted = verifier.state().size();
    out.complete = verifier.complete();
    return out;
}

const SessionBuilder& honest() {
    static const SessionBuilder session = [] {
        SessionBuilder built;
        built.run();
        return built;
    }();
    return session;
}

}  // namespace

TEST_CASE("an honest log is admitted whole, and every id that a log is asked was reached") {
    const auto& leaves = honest().leaves();
    const Folded folded = fold(honest(), leaves, leaves.size());
    CHECK(folded.complete);
    CHECK(folded.admitted == leaves.size());
    CHECK(folded.report.failures().empty());
    for (const unsigned number : {2U, 3U, 4U, 7U, 9U}) {
        CAPTURE(number);
        CHECK(folded.report.status(number) == Status::passed);
    }
    CHECK(folded.report.status(CheckId::counter) == Status::not_reached);  // bodies are asked, too
}

TEST_CASE("a leaf that may not come ends the fold, and what was still to be asked is not reached") {
    auto leaves = honest().leaves();
    const std::size_t at = leaves.size() / 2;
    std::swap(leaves[at], leaves.back());
    const Folded folded = fold(honest(), leaves, leaves.size());
    CHECK_FALSE(folded.complete);
    CHECK(folded.admitted <= at + 1);
    CHECK(folded.report.failures().size() == 1);
    CHECK(folded.report.status(CheckId::ceremony_reveal) == Status::passed);
    CHECK(folded.report.status(CheckId::slip_lists) == Status::passed);
    CHECK(folded.report.status(CheckId::closed_figures) == Status::not_reached);
    CHECK(folded.report.status(CheckId::record_signature) == Status::not_reached);
}

TEST_CASE("a log that is shorter than its checkpoint says is not complete") {
    const auto& leaves = honest().leaves();
    const Folded folded = fold(honest(), leaves, leaves.size() + 1);
    CHECK_FALSE(folded.complete);
    CHECK(folded.report.failures().empty());
    CHECK(folded.report.status(CheckId::record_order) == Status::not_reached);
}

TEST_CASE("a log that ends before a result says nothing of opening") {
    auto leaves = honest().leaves();
    leaves.resize(leaves.size() - 3);  // paper, outcome, result
    const Folded folded = fold(honest(), leaves, leaves.size());
    CHECK(folded.complete);
    CHECK(folded.report.status(CheckId::share_form) == Status::passed);
    CHECK(folded.report.status(CheckId::result_totals) == Status::not_reached);
}

TEST_CASE("a signature that does not hold is told, and the fold goes on") {
    auto leaves = honest().leaves();
    leaves.back().back() ^= 1U;
    leaves[4].back() ^= 1U;  // a message of the ceremony: what comes after covers its bytes
    const Folded folded = fold(honest(), leaves, leaves.size());
    CHECK(folded.report.failures_of(CheckId::record_signature) == 1);
    CHECK(folded.report.failures_of(CheckId::ceremony_confirm) == 1);
}

TEST_CASE("no leaf, nothing and noise do no harm") {
    CHECK(fold(honest(), {}, 0).complete);
    for (const base::Bytes& leaf :
         {base::Bytes{}, base::Bytes{0}, base::Bytes(170, 7), base::Bytes(70'000, 0xff)}) {
        const Folded folded = fold(honest(), {leaf, leaf}, 2);
        CHECK(folded.report.failures().size() == 1);
        CHECK(folded.report.failures_of(CheckId::setup) == 1);
        CHECK(folded.admitted == 0);
    }
}
