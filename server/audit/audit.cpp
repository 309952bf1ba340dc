#include "server/audit/audit.hpp"

#include "server/audit/ballots_part.hpp"
#include "server/audit/files_part.hpp"
#include "server/audit/log_part.hpp"
#include "server/audit/result_view.hpp"
#include "server/audit/rules_part.hpp"

namespace gongdao::audit {

using verify::CheckId;

namespace {

/// `slips/<class>` and `records/<sha256>` of the folder.
class FilesBeside final : public verify::BesideLog {
public:
    explicit FilesBeside(const Folder& folder) : folder_(folder) {}

    [[nodiscard]] std::optional<base::Bytes> slip_list(session::ClassNumber of_class) const override {
        return folder_.read("slips/" + std::to_string(of_class.value));
    }
    [[nodiscard]] std::optional<base::Bytes> large(const base::Sha256& hash) const override {
        return folder_.read(record_path(hash));
    }

private:
    const Folder& folder_;
};

void leave_out_unpublished(verify::Report& report) {
    for (const CheckId id :
         {CheckId::papers, CheckId::files, CheckId::result_view, CheckId::files_ed25519, CheckId::files_sm2,
          CheckId::result_ed25519, CheckId::result_sm2, CheckId::published_keys, CheckId::policy}) {
        report.leave_out(id);
    }
}

}  // namespace

Audit audit_folder(const Folder& folder, const Options& options) {
    Audit out;
    const FilesBeside beside(folder);
    verify::LogVerifier log(beside, out.report);
    const LoggedTree logged = audit_log(folder, options, log, out.report);
    out.size = logged.size;
    out.complete = log.complete();
    audit_ballots(folder, options, log, out.report);
    out.outcomes = audit_rules(log.state(), out.complete, out.report);
    if (options.published) {
        audit_files(folder, options, log.state(), out.report);
        audit_papers(folder, log.state(), out.complete, out.report);
        audit_result_view(folder, log, logged, out.report);
    } else {
        leave_out_unpublished(out.report);
    }
    out.state = std::move(log).release();
    return out;
}

}  // namespace gongdao::audit
