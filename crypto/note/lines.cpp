#include "crypto/note/lines.hpp"

#include <charconv>

namespace gongdao::note {

using base::Code;
using base::refuse;

base::Result<std::vector<std::string_view>> lines_of(std::string_view text) {
    if (text.empty() || text.back() != '\n') return refuse(Code::bad_format, "no newline at the end");
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

base::Result<std::uint64_t> decode_decimal(std::string_view digits) {
    const bool plain = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!plain || (digits.size() > 1 && digits.front() == '0'))
        return refuse(Code::bad_format, "not a decimal number");
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc()) return refuse(Code::out_of_range, "a number from 2^64");
    return value;
}

}  // namespace gongdao::note
