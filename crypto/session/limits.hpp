#pragma once

#include <cstddef>
#include <cstdint>

/// SPEC §3.4.
namespace gongdao::session {

constexpr std::size_t max_contests = 24;
constexpr std::uint32_t max_slots = 32;
constexpr std::uint32_t spare_slots = 8;
constexpr std::size_t max_classes = 16;
constexpr std::size_t max_trustees = 15;
constexpr std::uint32_t max_slips = 1U << 20U;
constexpr std::size_t max_bundles = 64;
constexpr std::size_t max_objections = 1024;
constexpr std::size_t max_name_bytes = 120;
constexpr std::size_t max_text_bytes = 1000;
constexpr std::size_t max_policy_bytes = 16384;
constexpr std::size_t max_outcome_bytes = 65535;
constexpr std::size_t max_log_entry_bytes = 65535;
constexpr std::size_t max_boxes = max_classes;
constexpr std::size_t max_cells = 1024;
constexpr std::size_t max_checks = 20;

}  // namespace gongdao::session
