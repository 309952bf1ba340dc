#pragma once

#include <string>
#include <string_view>

/// The server's answers, which are JSON, in words, Chinese and English.
namespace gongdao::cmd {

std::string created_text(const std::string& answer);
std::string members_text(const std::string& answer);
/// Hashes the list itself: what it prints is compared with the record that 监票人 signed.
std::string attendance_lists_text(const std::string& answer);
std::string roll_errors_text(const std::string& answer);
std::string status_text(const std::string& answer);

/// What an act leads to, in a sentence.
std::string_view consequence_of(std::string_view act);
/// Who proposed what, and what confirming it leads to; empty if there is no such proposal.
std::string proposal_text(const std::string& answer, std::uint32_t number);

}  // namespace gongdao::cmd
