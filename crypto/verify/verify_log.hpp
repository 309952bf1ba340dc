#pragma once

#include "crypto/session/state.hpp"
#include "crypto/verify/report.hpp"

namespace gongdao::verify {

/// What is served beside the log and belongs to a record. Nothing where there is no such file.
class BesideLog {
public:
    BesideLog() = default;
    BesideLog(const BesideLog&) = delete;
    BesideLog& operator=(const BesideLog&) = delete;
    virtual ~BesideLog() = default;

    /// `slips/<class>`.
    [[nodiscard]] virtual std::optional<base::Bytes> slip_list(session::ClassNumber of_class) const = 0;
    /// `records/<sha256, hex>`: what a `large` stands for.
    [[nodiscard]] virtual std::optional<base::Bytes> large(const base::Sha256& hash) const = 0;
};

/// Folds the state of a session over the leaves of its log, one after another, and reports what may not stand
/// there.
///
/// A signature that does not hold is reported, and the fold goes on: no state depends on it. A leaf that SPEC
/// §3.6 does not admit ends the fold: later leaves are passed over, and the ids that they would have been
/// asked stay *not reached*.
///
/// Source: SPEC §3.6, §11. Owns: nothing; `beside` and `report` outlive it.
class LogVerifier {
public:
    LogVerifier(const BesideLog& beside, Report& report) : beside_(beside), report_(report) {}

    void take(base::BytesView leaf);
    /// Says which ids were reached, `size` being the number of leaves that there should have been.
    void finish(std::uint64_t size);

    /// As far as the fold came.
    [[nodiscard]] const session::State& state() const { return state_; }
    /// The cast ones that were admitted, in log order. Cost: 250 bytes each.
    [[nodiscard]] const std::vector<ballot::Entry>& cast() const { return cast_; }
    [[nodiscard]] session::State release() && { return std::move(state_); }
    /// Whether every leaf was admitted. Needs: finished.
    [[nodiscard]] bool complete() const { return complete_; }

private:
    void take_entry(base::BytesView leaf);
    void take_record(base::BytesView leaf);
    void take_large(const session::Record& large, base::BytesView leaf);
    void take_decoded(const session::Record& record, base::BytesView leaf);
    void check_signatures(const session::Record& record);
    void note_what_was_added(const session::Record& record);
    void end(CheckId check, const base::Refusal& refusal);

    const BesideLog& beside_;
    Report& report_;
    session::State state_;
    std::vector<ballot::Entry> cast_;
    bool ended_ = false;
    bool complete_ = false;
    std::uint64_t taken_ = 0;
    std::uint64_t at_ = 0;  ///< the leaf in hand
};

}  // namespace gongdao::verify
