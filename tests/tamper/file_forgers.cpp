// Check 11: papers and files. Check 12: signatures.
#include <catch2/catch.hpp>

#include "tests/tamper/tamper.hpp"

using namespace gongdao;
using namespace gongdao::tamper;

namespace {

using Bytes = base::Bytes;

Bytes bytes_of(std::string_view text) {
    return base::copy_of(base::view_of(text));
}

void replace(Bytes& file, std::string_view old_text, std::string_view new_text) {
    std::string text(base::text_of(file));
    const std::size_t at = text.find(old_text);
    REQUIRE(at != std::string::npos);
    file = bytes_of(text.replace(at, old_text.size(), new_text));
}

/// result.json says something else, and is signed like that.
Ids failing_with_result(std::string_view old_text, std::string_view new_text) {
    return ids_failing({.forger = {.folder = change_file("result.json", [=](Bytes& file) {
                                       replace(file, old_text, new_text);
                                   })}});
}

std::string path_of_paper(const Files& files) {
    for (const auto& [path, bytes] : files) {
        if (path.starts_with("records/")) return path;
    }
    FAIL("no paper");
    return {};
}

template <class Kind>
Ids failing_with_signatures(const std::function<void(SessionBuilder&, session::Record&)>& what) {
    return ids_failing({.forger = {.record = [what](SessionBuilder& session, session::Record& record) {
                            if (std::holds_alternative<Kind>(record.fields)) what(session, record);
                        }}});
}

/// A signature of `path` by a key that is not the session's.
auto sign_otherwise(const std::string& path, const std::string& kind) {
    return [=](SessionBuilder& session, Files& files) {
        const Bytes& bytes = files.at(path);
        if (kind == ".ed25519.sig") {
            const auto signature = session.key_of(1).sign(bytes);
            files.at(path + kind) = Bytes(signature.begin(), signature.end());
        } else {
            const auto key = sign::Sm2SecretKey::decode(sign::draw_sm2_scalar(session.rng())).value();
            files.at(path + kind) = key.sign(bytes);
        }
    };
}

/// All ways in which a detached signature can be none.
void check_signatures(const std::string& path, const std::string& kind, const std::string& id) {
    const std::string whole = path + kind;
    const auto removed = [&](SessionBuilder&, Files& files) { files.erase(whole); };
    const auto flipped = [&](SessionBuilder&, Files& files) { files.at(whole).back() ^= 1U; };
    const auto longer = [&](SessionBuilder&, Files& files) { files.at(whole).push_back(0); };
    CHECK(ids_failing({.forger = {.published = sign_otherwise(path, kind)}}) == Ids{id});
    CHECK(ids_failing({.forger = {.published = removed}}) == Ids{id});
    CHECK(ids_failing({.forger = {.published = flipped}}) == Ids{id});
    CHECK(ids_failing({.forger = {.published = longer}}) == Ids{id});
}

}  // namespace

TEST_CASE("a paper that is missing", "[papers]") {
    const auto remove = [](SessionBuilder&, Files& files) { files.erase(path_of_paper(files)); };
    CHECK(ids_failing({.forger = {.folder = remove}}) == Ids{"papers"});
}

TEST_CASE("a paper that is another than the record says", "[papers]") {
    const auto alter = [](SessionBuilder&, Files& files) { files.at(path_of_paper(files)).back() ^= 1U; };
    CHECK(ids_failing({.forger = {.folder = alter}}) == Ids{"papers"});
}

TEST_CASE("a file that is not in the list", "[files]") {
    const auto add = [](SessionBuilder&, Files& files) { files["index.htm"] = bytes_of("other figures"); };
    CHECK(ids_failing({.forger = {.published = add}}) == Ids{"files"});
}

TEST_CASE("a listed file that is missing", "[files]") {
    const auto remove = [](SessionBuilder&, Files& files) { files.erase("index.html"); };
    CHECK(ids_failing({.forger = {.published = remove}}) == Ids{"files"});
}

TEST_CASE("a page that was changed after it was signed", "[files]") {
    const auto alter = [](SessionBuilder&, Files& files) { files.at("index.html").back() ^= 1U; };
    CHECK(ids_failing({.forger = {.published = alter}}) == Ids{"files"});
}

TEST_CASE("a list without the page that people read", "[files]") {
    const auto remove = [](SessionBuilder&, Files& files) { files.erase("index.html"); };
    CHECK(ids_failing({.forger = {.folder = remove}}) == Ids{"files"});
}

TEST_CASE("a list in another order, form or with another length", "[files]") {
    const auto failing = [](const std::function<void(std::string&)>& what) {
        return ids_failing({.forger = {.list = [what](SessionBuilder&, std::string& list) { what(list); }}});
    };
    CHECK(failing([](std::string& list) { list += list.substr(0, list.find('\n') + 1); }) == Ids{"files"});
    CHECK(failing([](std::string& list) { list.pop_back(); }) == Ids{"files"});
    CHECK(failing([](std::string& list) { list.insert(64, "  "); }) == Ids{"files"});
    CHECK(failing([](std::string& list) { list.insert(65, "1"); }) == Ids{"files"});
    CHECK(failing([](std::string& list) { list[0] = list[0] == '0' ? '1' : '0'; }) == Ids{"files"});
    CHECK(failing([](std::string& list) { list.clear(); }) == Ids{"files"});
}

TEST_CASE("a list that names a signature, which is made after it", "[files]") {
    const auto add = [](SessionBuilder& session, std::string& list) {
        const auto signature = session.key_of(0).sign(session.files().at("result.json"));
        const std::string line = base::to_hex(base::sha256(signature)) + " 64 result.json.ed25519.sig\n";
        const std::string before = " result.json\n";
        list.insert(list.find(before) + before.size(), line);
    };
    CHECK(ids_failing({.forger = {.list = add}}) == Ids{"files"});
}

TEST_CASE("a result with another figure, name, code or verdict", "[result_view]") {
    CHECK(failing_with_result("\"approve\": 3", "\"approve\": 4") == Ids{"result_view"});
    CHECK(failing_with_result("\"present\": 5", "\"present\": 6") == Ids{"result_view"});
    CHECK(failing_with_result("候选人3", "候选人4") == Ids{"result_view"});
    CHECK(failing_with_result("\"opening_code\": \"", "\"opening_code\": \"0") == Ids{"result_view"});
    CHECK(failing_with_result("\"closing_code\": \"", "\"closing_code\": \"0") == Ids{"result_view"});
    CHECK(failing_with_result("\"not_elected\"", "\"elected\"") == Ids{"result_view"});
    CHECK(failing_with_result("\"outcome\": \"", "\"outcome\": \"0") == Ids{"result_view"});
    CHECK(failing_with_result("\"formal_election\"", "\"note\": 1, \"formal_election\"") ==
          Ids{"result_view"});
}

// A5: two readers read two things.
TEST_CASE("a result that says one thing twice, or writes a number otherwise", "[result_view]") {
    CHECK(failing_with_result("\"seats\": 3", "\"seats\": 4, \"seats\": 3") == Ids{"result_view"});
    CHECK(failing_with_result("\"seats\": 3", "\"seats\": 3.0") == Ids{"result_view"});
    CHECK(failing_with_result("\"seats\": 3", "\"seats\":  3") == Ids{"result_view"});
    CHECK(failing_with_result("{", "\xef\xbb\xbf{") == Ids{"result_view"});
    CHECK(failing_with_result("\"seats\": 3", "\"seats\": \xff") == Ids{"result_view"});
}

// B12: a verifier that falls over a hostile file.
TEST_CASE("a result that is nested a million deep", "[result_view]") {
    const auto deep = change_file("result.json", [](Bytes& file) {
        const std::size_t depth = 1'000'000;
        file = bytes_of("{\"contests\":" + std::string(depth, '[') + std::string(depth, ']') + "}");
    });
    CHECK(ids_failing({.forger = {.folder = deep}}) == Ids{"result_view"});
}

// B11: signatures that nobody checked.
TEST_CASE("a record that one of the two did not sign", "[record_signature]") {
    CHECK(failing_with_signatures<session::Opened>([](SessionBuilder&, session::Record& record) {
              record.signatures.pop_back();
          }) == Ids{"record_signature"});
}

TEST_CASE("a record that the server signed in the place of a trustee", "[record_signature]") {
    CHECK(failing_with_signatures<session::Closed>([](SessionBuilder& session, session::Record& record) {
              record = session.sign(record.fields, {0, 1});
          }) == Ids{"record_signature"});
    CHECK(failing_with_signatures<session::Settled>([](SessionBuilder& session, session::Record& record) {
              record = session.sign(record.fields, {0, 1, 2});
          }) == Ids{"record_signature"});
}

TEST_CASE("a manifest that one of the trustees did not sign", "[record_signature]") {
    CHECK(failing_with_signatures<session::Manifest>([](SessionBuilder&, session::Record& record) {
              record.signatures.pop_back();
          }) == Ids{"record_signature"});
}

TEST_CASE("a share that another trustee signed", "[record_signature]") {
    CHECK(failing_with_signatures<session::Share>([](SessionBuilder& session, session::Record& record) {
              if (std::get<session::Share>(record.fields).trustee.value == 2)
                  record = session.sign(record.fields, {3});
          }) == Ids{"record_signature"});
}

TEST_CASE("a signature over another record", "[record_signature]") {
    CHECK(failing_with_signatures<session::Tally>([](SessionBuilder&, session::Record& record) {
              record.signatures[0].bytes[0] ^= 1U;
          }) == Ids{"record_signature"});
    CHECK(failing_with_signatures<session::Setup>([](SessionBuilder& session, session::Record& record) {
              record.signatures = session.sign(session::Paper{}, {0}).signatures;
          }) == Ids{"record_signature"});
}

TEST_CASE("a large record whose own signature does not hold", "[record_signature]") {
    const auto alter = [](SessionBuilder&, base::Bytes& leaf) {
        if (session::peek_type(leaf).value() == session::RecordType::large) leaf.back() ^= 1U;
    };
    CHECK(ids_failing({.plan = {.objections = 70}, .forger = {.leaf = alter}}) == Ids{"record_signature"});
}

TEST_CASE("a list of files that the server's key did not sign", "[files_ed25519]") {
    check_signatures("files", ".ed25519.sig", "files_ed25519");
}

TEST_CASE("a list of files that the SM2 key did not sign", "[files_sm2]") {
    check_signatures("files", ".sm2.sig", "files_sm2");
}

TEST_CASE("a result that the server's key did not sign", "[result_ed25519]") {
    check_signatures("result.json", ".ed25519.sig", "result_ed25519");
}

TEST_CASE("a result that the SM2 key did not sign", "[result_sm2]") {
    check_signatures("result.json", ".sm2.sig", "result_sm2");
}

// A reader who trusts keys/server.pem would be shown another's signatures.
TEST_CASE("published keys that are not those of setup", "[published_keys]") {
    for (const std::string path : {"keys/server.pem", "keys/log.pem"}) {
        const auto other = [&](SessionBuilder& session, Files& files) {
            files.at(path) = bytes_of(sign::pem_of(session.key_of(1).public_key()));
        };
        CHECK(ids_failing({.forger = {.folder = other}}) == Ids{"published_keys"});
    }
    const auto other = [](SessionBuilder& session, Files& files) {
        const auto key = sign::Sm2SecretKey::decode(sign::draw_sm2_scalar(session.rng())).value();
        files.at("keys/sm2.pem") = bytes_of(sign::pem_of(key.public_key()));
    };
    CHECK(ids_failing({.forger = {.folder = other}}) == Ids{"published_keys"});
}
