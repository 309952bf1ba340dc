#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/base/bytes.hpp"

namespace gongdao::app {

struct DraftClass {
    std::string name;
    std::uint32_t slips = 0;
    bool operator==(const DraftClass&) const = default;
};

struct DraftCandidate {
    std::string name, note;
    bool operator==(const DraftCandidate&) const = default;
};

struct DraftContest {
    std::string title;
    std::uint32_t seats = 0;
    std::vector<DraftCandidate> candidates;  // in the order of the ballot paper
    std::vector<std::uint32_t> classes;      // ascending
    bool operator==(const DraftContest&) const = default;
};

/// What a commissioner fixes when a session (场次) is created, before its trustees are known.
struct SessionDraft {
    std::string title, organisation, host, short_name, preset;
    std::optional<std::uint32_t> pause;  // seconds; the preset's if nothing is given
    std::uint32_t batch_floor = 0;
    std::uint8_t threshold = 2;
    std::vector<std::string> trustees;
    std::vector<DraftClass> classes;
    std::vector<DraftContest> contests;
    bool operator==(const SessionDraft&) const = default;
};

base::Bytes encode(const SessionDraft& draft);
base::Result<SessionDraft> decode_session_draft(base::BytesView bytes);

/// Refuses: bad_field, naming the field, for whatever SPEC §3.4 or the preset's rules (差额, seats) do not
/// allow.
base::Check check(const SessionDraft& draft);

}  // namespace gongdao::app
