#include "server/audit/ballots_part.hpp"

#include <thread>

#include "crypto/encode/reader.hpp"
#include "crypto/verify/verify_ballots.hpp"

namespace gongdao::audit {

using base::Code;
using verify::CheckedBody;
using verify::CheckId;

namespace {

constexpr std::size_t bodies_a_file = 256;

/// A published file of bodies. Nothing where its form is wrong.
std::optional<std::vector<base::BytesView>> bodies_in(base::BytesView file) {
    encode::Reader in(file);
    std::vector<base::BytesView> bodies;
    while (in.left() > 0 && !in.failed()) bodies.push_back(in.bytes(ballot::max_body_bytes));
    if (in.failed() || bodies.size() > bodies_a_file) return std::nullopt;
    return bodies;
}

std::string path_of(std::uint64_t file) {
    return "ballots/" + std::to_string(file);
}

class BallotsAudit {
public:
    BallotsAudit(const Folder& folder, const Options& options, const verify::LogVerifier& log,
                 verify::Report& report)
        : folder_(folder), options_(options), log_(log), report_(report), verifier_(log.state(), report) {}

    void run() {
        const std::span<const ballot::Entry> cast = log_.cast();
        std::uint64_t next_file = 0;
        for (std::size_t done = 0; done < cast.size();) {
            const auto entries = cast.subspan(done, std::min(bodies_a_file, cast.size() - done));
            const auto checked = check_file(path_of(next_file++), entries);
            for (std::size_t i = 0; i < entries.size(); ++i) verifier_.take(entries[i], checked[i]);
            done += entries.size();
            if (options_.progress) {
                options_.progress({.part = Progress::Part::ballots, .done = done, .total = cast.size()});
            }
        }
        verifier_.finish(log_.complete());
        if (holds_no_more() && folder_.read(path_of(next_file)))
            fail(path_of(next_file), Code::trailing_bytes);
    }

private:
    /// Whether the folder ends where the log does: not while it grows, nor where the log was not admitted
    /// whole.
    [[nodiscard]] bool holds_no_more() const { return log_.complete() && options_.published; }

    void fail(const std::string& path, Code code) {
        const CheckId id = code == Code::bad_format ? CheckId::body_form : CheckId::body_entry;
        report_.fail(id, verify::in_file(path), base::refuse(code));
    }

    /// The file of these entries, in which a body may be missing.
    std::vector<CheckedBody> check_file(const std::string& path, std::span<const ballot::Entry> entries) {
        std::vector<CheckedBody> none(entries.size());
        const auto file = folder_.read(path);
        const auto bodies = file ? bodies_in(*file) : std::nullopt;
        if (!bodies) {
            fail(path, file ? Code::bad_format : Code::not_found);
            return none;
        }
        const bool beyond = bodies->size() > entries.size() && holds_no_more();
        if (bodies->size() < entries.size() || beyond) fail(path, Code::wrong_count);
        return check_each(entries, *bodies);
    }

    /// As many of the entries as there are bodies.
    std::vector<CheckedBody> check_each(std::span<const ballot::Entry> entries,
                                        const std::vector<base::BytesView>& bodies) {
        std::vector<CheckedBody> checked(entries.size());
        const std::size_t count = std::min(bodies.size(), entries.size());
        const unsigned threads = std::max(options_.threads, 1U);
        const auto check_every = [&](std::size_t first) {
            for (std::size_t i = first; i < count; i += threads) {
                checked[i] = verify::check_body(verifier_.rules_of(entries[i]), entries[i], bodies[i]);
            }
        };
        std::vector<std::jthread> others;
        for (unsigned other = 1; other < threads; ++other) others.emplace_back(check_every, other);
        check_every(0);
        others.clear();  // waits for them
        return checked;
    }

    const Folder& folder_;
    const Options& options_;
    const verify::LogVerifier& log_;
    verify::Report& report_;
    verify::BallotsVerifier verifier_;
};

}  // namespace

void audit_ballots(const Folder& folder, const Options& options, const verify::LogVerifier& log,
                   verify::Report& report) {
    BallotsAudit(folder, options, log, report).run();
}

}  // namespace gongdao::audit
