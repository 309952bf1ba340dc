#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ballot/slip.hpp"

namespace gongdao::cmd {

/// A line of a list of slips that cannot be taken.
struct SlipLineFault {
    std::size_t line = 0;  // from 1
    std::string zh, en;

    bool operator==(const SlipLineFault&) const = default;
};

/// 剩余票证, as they were scanned or typed.
struct LeftOverSlips {
    std::vector<std::vector<elgamal::PublicKey>> keys;  ///< a slip: those of all slots, or of the one
    std::vector<std::string> tags;
    std::vector<SlipLineFault> faults;
};

/// The class of a session whose slips are cancelled.
struct SlipClassPlace {
    ballot::SessionId session;
    ballot::ClassNumber of_class;
    std::uint32_t slots = 0;
    std::optional<ballot::SlotNumber> slot{};  ///< cancelled for this contest alone
};

/// Reads links or codes, one a line; empty lines are passed over. Nothing of a code is in the faults.
LeftOverSlips read_left_over(std::string_view text, const SlipClassPlace& place);

/// The act `cancel_slips` of server/API.md.
std::string cancel_act(const LeftOverSlips& slips, const SlipClassPlace& place, std::string_view reason);

}  // namespace gongdao::cmd
