#include "server/cmd/demo_roll.hpp"

#include "server/cmd/demo_roll_table.hpp"

namespace gongdao::cmd {

std::string demo_roll(std::uint32_t electors) {
    constexpr std::string_view end = "\r\n";
    std::string file(demo_roll_header);
    file += end;
    std::uint32_t number = 0;
    const auto add = [&](std::string_view row, std::uint32_t round) {
        file += std::to_string(++number) + "," + std::string(row);
        if (round > 0) file += std::to_string(round + 1);  // the last column, 备注, tells namesakes apart
        file += end;
    };
    for (std::uint32_t i = 0; i < electors; ++i) {
        add(demo_roll_rows[i % demo_roll_electors], static_cast<std::uint32_t>(i / demo_roll_electors));
    }
    for (std::size_t i = demo_roll_electors; i < demo_roll_rows.size(); ++i) add(demo_roll_rows[i], 0);
    return file;
}

}  // namespace gongdao::cmd
