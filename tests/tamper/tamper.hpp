#pragma once

#include <set>

#include "server/audit/audit.hpp"
#include "tests/support/session_builder.hpp"

/// A forger changes one thing; everything after it is made and signed anew by those who may. The report has
/// to hold exactly the id of the check that is there for it.
namespace gongdao::tamper {

using support::BallotDraft;
using support::Fields;
using support::Files;
using support::Forger;
using support::SessionBuilder;
using support::SessionPlan;
using support::Signers;

struct Trial {
    SessionPlan plan{};
    Forger forger{};
    /// What is asked of the report besides the opening code and the closing codes.
    std::function<void(const SessionBuilder&, audit::Options&)> ask{};
};

using Ids = std::set<std::string>;

/// The session of a trial, published, with what a careful reader would ask: codes, whole folder.
audit::Audit audit_of(const Trial& trial);
audit::Audit audit_of(const SessionBuilder& session, const Trial& trial = {});
Ids ids_failing(const audit::Audit& audit);
inline Ids ids_failing(const Trial& trial) {
    return ids_failing(audit_of(trial));
}

/// Changes records of one kind before they are signed.
template <class Kind, class Change>
auto change(Change what) {
    return [what](SessionBuilder& session, Fields& fields, Signers&) mutable {
        if (auto* record = std::get_if<Kind>(&fields)) what(session, *record);
    };
}

/// Logs more after the first record of one kind.
template <class Kind, class More>
auto after(More more) {
    return [more, done = false](SessionBuilder& session, const Fields& fields) mutable {
        const auto* record = std::get_if<Kind>(&fields);
        if (record == nullptr || std::exchange(done, true)) return;
        more(session, *record);
    };
}

/// Does something the first time only.
template <class What>
auto once(What what) {
    return [what, done = false](auto&&... arguments) mutable {
        if (!std::exchange(done, true)) what(arguments...);
    };
}

/// Changes the file at `path`, which has to be there.
template <class Change>
auto change_file(const std::string& path, Change what) {
    return [path, what](SessionBuilder&, Files& files) { what(files.at(path)); };
}

}  // namespace gongdao::tamper
