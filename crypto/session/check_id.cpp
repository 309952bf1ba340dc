#include "crypto/session/check_id.hpp"

#include <array>

namespace gongdao::session {
namespace {

struct Row {
    unsigned number;
    std::string_view name;
};

constexpr auto rows = std::to_array<Row>({
#define GONGDAO_CHECK_ROW(number, name) {number, #name},
    GONGDAO_CHECK_IDS(GONGDAO_CHECK_ROW)
#undef GONGDAO_CHECK_ROW
});

}  // namespace

std::string_view name_of(CheckId id) {
    return rows.at(static_cast<std::size_t>(id)).name;
}

unsigned number_of(CheckId id) {
    return rows.at(static_cast<std::size_t>(id)).number;
}

std::optional<CheckId> check_named(std::string_view name) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows.at(i).name == name) return static_cast<CheckId>(i);
    }
    return std::nullopt;
}

}  // namespace gongdao::session
