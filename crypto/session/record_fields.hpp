#pragma once

#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/session/records.hpp"

/// Each record's fields in the order of SPEC §3.2. A reader that finds anything but the one encoding within
/// the limits of §3.4 fails; what it gives then means nothing.
namespace gongdao::session {

// NOLINTBEGIN(bugprone-macro-parentheses): a type cannot stand in parentheses here
#define GONGDAO_RECORD_FIELDS(Type)                             \
    void write_fields(encode::Writer& out, const Type& fields); \
    void read_fields(encode::Reader& in, Type& fields);
// NOLINTEND(bugprone-macro-parentheses)

GONGDAO_RECORD_FIELDS(Setup)
GONGDAO_RECORD_FIELDS(threshold::CeremonyMessage)
GONGDAO_RECORD_FIELDS(Manifest)
GONGDAO_RECORD_FIELDS(Attendance)
GONGDAO_RECORD_FIELDS(SlipsCancelled)
GONGDAO_RECORD_FIELDS(Opened)
GONGDAO_RECORD_FIELDS(Closed)
GONGDAO_RECORD_FIELDS(Settled)
GONGDAO_RECORD_FIELDS(Tally)
GONGDAO_RECORD_FIELDS(Share)
GONGDAO_RECORD_FIELDS(ResultRecord)
GONGDAO_RECORD_FIELDS(OutcomeRecord)
GONGDAO_RECORD_FIELDS(Paper)
GONGDAO_RECORD_FIELDS(Round)
GONGDAO_RECORD_FIELDS(Void)
GONGDAO_RECORD_FIELDS(KeysDestroyed)
GONGDAO_RECORD_FIELDS(Large)

#undef GONGDAO_RECORD_FIELDS

}  // namespace gongdao::session
