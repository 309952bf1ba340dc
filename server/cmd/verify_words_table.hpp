#pragma once

#include <array>
#include <string_view>

#include "crypto/session/check_id.hpp"

namespace gongdao::cmd {

struct Sentence {
    std::string_view zh, en;
};

/// The 14 lines that an observer reads, page and program alike (ux.md §14), from check 1 on.
constexpr auto check_lines = std::to_array<Sentence>({
    {"公告和规则没有改过", "notice and rules unchanged"},
    {"密钥由监票人共同生成", "key made jointly"},
    {"记录顺序合法", "order of records lawful"},
    {"每张票来自一张有效票证", "each ballot from a valid slip"},
    {"每张票都合规（不超选）", "each ballot within the rules"},
    {"没有重复或复制的票", "none doubled or copied"},
    {"收回不多于发出", "received ≤ issued"},
    {"总数等于各票之和", "totals are the sums"},
    {"解开总数的证明正确", "opening proved"},
    {"结果按条文算出", "outcome by the clauses"},
    {"报告与记录一致", "papers match"},
    {"签名有效", "signatures valid"},
    {"记录只增不减", "the log only grew"},
    {"满足见证规则（没有设公证点时只需日志自己签名）",
     "the witness policy is satisfied (none set: the log's own signature)"},
});
static_assert(check_lines.size() == session::check_count);

/// Where crypto/SPEC.md says what an id asks, in the order of `session::CheckId`.
constexpr auto spec_sections = std::to_array<std::string_view>({
    "§3.4", "§3.4–3.5", "§3.1", "§5.2", "§14",           // setup … manifest_rules
    "§5.2", "§5.1",     "§5.1", "§5.1", "§5.1", "§5.2",  // ceremony_order … ceremony_confirm
    "§3.2", "§3.6",     "§3.6", "§3.2",                  // record_form … large
    "§4.2", "§4.2",     "§6.6", "§6.5",                  // slip_lists … entry_signature
    "§6.4", "§6.4–6.5", "§6.2", "§6.2", "§6.3",          // body_form … digit_proof
    "§6.6", "§6.6",                                      // counter, duplicate
    "§3.6", "§3.6",     "§3.6",                          // attendance … closed_figures
    "§9.1", "§9.3",     "§9.1",                          // tally_groups … tally_cells
    "§9.3", "§9.3",     "§9.3", "§9.4",                  // share_form … total_bounds
    "§14",  "§14",                                       // outcome_form, outcome_rules
    "§3.2", "§10",      "§10",                           // papers … result_view
    "§3.2", "§10",      "§10",  "§10",  "§10",  "§10",   // record_signature … published_keys
    "§10",  "§10",      "§10",  "§10",  "§3.3", "§3.3",  // checkpoint … closing_code
    "§10",                                               // policy
});
static_assert(spec_sections.size() == session::check_ids);

constexpr std::string_view section_of(session::CheckId id) {
    return spec_sections.at(static_cast<std::size_t>(id));
}

}  // namespace gongdao::cmd
