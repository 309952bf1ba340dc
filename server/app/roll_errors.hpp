#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "server/publish/words.hpp"

namespace gongdao::app {

/// One thing to correct in a roll file.
struct RollError {
    std::string_view key;     // of its sentence in words: "roll.bad_date"
    std::uint32_t line;       // from 1 as an editor counts; 0: the file as a whole
    std::uint32_t column;     // from 1; 0: the line as a whole
    std::string column_name;  // as in the file's header
    std::string zh, en;
};

/// Where in a file; the same meaning of 0.
struct RollPlace {
    std::uint32_t line = 0, column = 0;
    std::string_view column_name = {};
};

/// Collects all that is wrong. Needs: keys are literals.
class RollErrors {
public:
    void add(const RollPlace& place, std::string_view key, std::initializer_list<publish::Fill> fills = {});
    [[nodiscard]] bool none() const { return errors_.empty(); }
    /// By line and column.
    std::vector<RollError> take();

private:
    std::vector<RollError> errors_;
};

}  // namespace gongdao::app
