#include "tests/tamper/tamper.hpp"

#include "crypto/ballot/codes.hpp"

namespace gongdao::tamper {

audit::Audit audit_of(const SessionBuilder& session, const Trial& trial) {
    audit::Options options;
    options.codes.opening = {ballot::code_of(session.M())};
    for (const SessionBuilder::Contest& contest : session.contests()) {
        const bool closed = contest.closed.contest == contest.id;
        if (closed) options.codes.closing.push_back(ballot::code_of(contest.closing_root));
    }
    if (trial.ask) trial.ask(session, options);
    return audit::audit_folder(audit::MapFolder(session.files()), options);
}

audit::Audit audit_of(const Trial& trial) {
    SessionBuilder session(trial.plan, trial.forger);
    session.run();
    return audit_of(session, trial);
}

Ids ids_failing(const audit::Audit& audit) {
    Ids ids;
    for (const verify::Failure& failure : audit.report.failures()) {
        ids.emplace(session::name_of(failure.check));
    }
    return ids;
}

}  // namespace gongdao::tamper
