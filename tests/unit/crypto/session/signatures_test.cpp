#include "tests/unit/crypto/session/folded.hpp"

using namespace gongdao;
using namespace gongdao::session;
using base::Code;
using support::Signers;

namespace {

struct Row {
    std::string name;
    Fields fields;
    std::vector<Signers> right, wrong;
};

}  // namespace

TEST_CASE("the set of signers is exactly the one that the record asks for") {
    SessionBuilder session({.trustees = 4, .threshold = 3});
    session.run();
    const State state = folded(session);
    const std::vector<Signers> only_server{{0}};
    const std::vector<Signers> two_or_more{{1, 2}, {2, 4}, {1, 2, 3, 4}};
    const std::vector<Signers> not_two{{}, {0}, {1}, {0, 1}, {0, 1, 2}};
    Share share;
    share.trustee = {3};
    const std::vector<Row> rows{
        {"setup", session.setup(), only_server, {{}, {1}, {0, 1}}},
        {"manifest", session.manifest(), {{1, 2, 3, 4}}, {{}, {1, 2, 3}, {0, 1, 2, 3, 4}, {0}}},
        {"attendance", Attendance{}, two_or_more, not_two},
        {"slips_cancelled", SlipsCancelled{}, two_or_more, not_two},
        {"opened", Opened{}, two_or_more, not_two},
        {"closed", Closed{}, two_or_more, not_two},
        {"settled", Settled{}, two_or_more, not_two},
        {"round", Round{}, two_or_more, not_two},
        {"void", Void{}, two_or_more, not_two},
        {"tally", Tally{}, only_server, {{}, {1, 2}, {0, 1}}},
        {"result", ResultRecord{}, only_server, {{}, {1}}},
        {"outcome", OutcomeRecord{}, only_server, {{}, {1}}},
        {"paper", Paper{}, only_server, {{}, {1}}},
        {"large", Large{}, only_server, {{}, {1}}},
        {"share", share, {{3}}, {{}, {0}, {2}, {2, 3}, {0, 3}}},
        {"keys_destroyed", KeysDestroyed{.trustee = {2}, .statement = {}}, {{2}}, {{}, {0}, {1}, {1, 2}}},
        {"commit",
         threshold::CeremonyMessage{.attempt = 1, .trustee = {2}, .content = threshold::Commit{}},
         {{2}},
         {{}, {0}, {1}}},
        {"restart",
         threshold::CeremonyMessage{.attempt = 2, .trustee = {0}, .content = threshold::Restart{}},
         {{0}},
         {{}, {1}}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        for (const Signers& signers : row.right) {
            CAPTURE(signers);
            CHECK_FALSE(state.fault_in_signatures(session.sign(row.fields, signers)));
        }
        for (const Signers& signers : row.wrong) {
            CAPTURE(signers);
            const auto fault = state.fault_in_signatures(session.sign(row.fields, signers));
            REQUIRE(fault);
            CHECK(fault->check == CheckId::record_signature);
            CHECK(fault->refusal.code == Code::missing_signature);
        }
    }
}

TEST_CASE("a trustee who did not confirm the key signs for nobody") {
    SessionBuilder session({.trustees = 4, .threshold = 3, .complaint = true});
    session.run();
    const State state = folded(session);
    CHECK_FALSE(state.fault_in_signatures(session.sign(Attendance{}, {1, 3})));
    CHECK(state.fault_in_signatures(session.sign(Attendance{}, {1, 2})));
    CHECK(state.fault_in_signatures(session.sign(session.manifest(), {1, 2, 3, 4})));
    CHECK_FALSE(state.fault_in_signatures(session.sign(session.manifest(), {1, 3, 4})));
}

TEST_CASE("every signature is verified, over this record of this session") {
    SessionBuilder session;
    session.run();
    const State state = folded(session);
    Record record = session.sign(Attendance{.due = 3, .present = 2}, {1, 3});
    std::swap(record.signatures[0].bytes, record.signatures[1].bytes);
    CHECK(state.fault_in_signatures(record)->refusal.code == Code::bad_signature);
    record = session.sign(Attendance{.due = 3, .present = 2}, {1, 3});
    std::get<Attendance>(record.fields).present = 3;
    CHECK(state.fault_in_signatures(record)->refusal.code == Code::bad_signature);
    record.signatures[1].signer = 9;
    CHECK(state.fault_in_signatures(record)->refusal.code == Code::missing_signature);

    SessionBuilder other({.seed = 2});
    other.set_up();
    CHECK(state.fault_in_signatures(other.sign(Paper{}, {0}))->refusal.code == Code::bad_signature);
}

TEST_CASE("before there is a setup nothing but a setup can be signed") {
    SessionBuilder session;
    session.set_up();
    const State empty;
    CHECK_FALSE(empty.fault_in_signatures(session.sign(session.setup(), {0})));
    CHECK(empty.fault_in_signatures(session.sign(Paper{}, {0})));
}
