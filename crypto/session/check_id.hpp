#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "crypto/base/result.hpp"

namespace gongdao::session {

/// Every id of SPEC §11 with the number of the check that it stands under.
// clang-format off
#define GONGDAO_CHECK_IDS(X) \
    X(1, setup) X(1, manifest) X(1, manifest_setup) X(1, manifest_key) X(1, manifest_rules) \
    X(2, ceremony_order) X(2, ceremony_keys) X(2, ceremony_commit) X(2, ceremony_reveal) \
    X(2, ceremony_complaint) X(2, ceremony_confirm) \
    X(3, record_form) X(3, record_order) X(3, pause) X(3, large) \
    X(4, slip_lists) X(4, slips_cancelled) X(4, entry_slip) X(4, entry_signature) \
    X(5, body_form) X(5, body_entry) X(5, choice_proof) X(5, sum_proof) X(5, digit_proof) \
    X(6, counter) X(6, duplicate) \
    X(7, attendance) X(7, opened_figures) X(7, closed_figures) \
    X(8, tally_groups) X(8, tally_list) X(8, tally_cells) \
    X(9, share_form) X(9, result_shares) X(9, result_totals) X(9, total_bounds) \
    X(10, outcome_form) X(10, outcome_rules) \
    X(11, papers) X(11, files) X(11, result_view) \
    X(12, record_signature) X(12, files_ed25519) X(12, files_sm2) X(12, result_ed25519) X(12, result_sm2) \
    X(12, published_keys) \
    X(13, checkpoint) X(13, root) X(13, tiles) X(13, growth) X(13, opening_code) X(13, closing_code) \
    X(14, policy)
// clang-format on

enum class CheckId : std::uint8_t {
#define GONGDAO_CHECK_ID(number, name) name,
    GONGDAO_CHECK_IDS(GONGDAO_CHECK_ID)
#undef GONGDAO_CHECK_ID
};

constexpr unsigned check_count = 14;
constexpr std::size_t check_ids = static_cast<std::size_t>(CheckId::policy) + 1;  // `policy` is the last

std::string_view name_of(CheckId id);
/// 1 … 14.
unsigned number_of(CheckId id);
std::optional<CheckId> check_named(std::string_view name);

/// Why a record may not come next: the check that it breaks, and the refusal that a sender is told.
struct Fault {
    CheckId check{};
    base::Refusal refusal;
    bool operator==(const Fault&) const = default;
};

inline Fault fault(CheckId check, base::Code code, std::string detail = {}) {
    return {check, base::refuse(code, std::move(detail))};
}

}  // namespace gongdao::session
