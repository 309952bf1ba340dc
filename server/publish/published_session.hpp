#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crypto/base/bytes.hpp"
#include "server/rules/outcome.hpp"
#include "server/rules/procedure.hpp"

namespace gongdao::publish {

/// How far a session has come, as a reader of the page needs to know it.
enum class Stage : std::uint8_t { before_opening, open, closed, published };

/// One file of the folder, with its path in it.
struct PublishedFile {
    std::string path;
    std::uint64_t bytes;
    base::Sha256 sha256{};
};

/// A record's name ("outcome") and hash (SPEC §3.2).
struct PublishedRecord {
    std::string name;
    base::Sha256 hash{};
};

struct PublishedCandidate {
    std::string name, note;
};

struct PublishedContest {
    base::ByteArray<32> id{};  // Q
    std::string title;
    rules::Procedure procedure;
    std::uint32_t seats;
    std::vector<PublishedCandidate> candidates;
    std::string closing_code;               // empty until closed
    std::optional<rules::Outcome> outcome;  // shown only once the session is published
    std::string void_reason;                // of the `void` record; empty if there is none
    std::vector<PublishedRecord> records;
};

/// All that the page and `result.json` show, taken from the log and the folder.
struct PublishedSession {
    Stage stage;
    base::ByteArray<16> id{};
    std::string title, organisation;
    std::string opening_code;  // empty until the manifest is logged
    std::vector<PublishedContest> contests;
    std::vector<PublishedRecord> records;
    std::uint64_t log_size;
    base::Sha256 log_root{};
    std::vector<PublishedFile> files;  // all but the page itself, `files` and the signatures
};

/// 王小宁（女）: the name with its note, as on the ballot paper.
std::string name_on_paper(const PublishedCandidate& candidate);
std::vector<std::string> names_on_paper(const PublishedContest& contest);

}  // namespace gongdao::publish
