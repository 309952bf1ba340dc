#include <map>
#include <nlohmann/json.hpp>

#include "server/cmd/left_over_slips.hpp"

namespace gongdao::cmd {

namespace {

std::string_view trimmed(std::string_view line) {
    constexpr std::string_view blank = " \t\r";
    const auto first = line.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return line.substr(first, line.find_last_not_of(blank) - first + 1);
}

base::Result<ballot::SlipSecret> read_line(std::string_view line) {
    if (!line.starts_with("https://")) return ballot::read_slip(line);
    auto link = ballot::read_link(line);
    if (!link) return link.refusal();
    return std::move(link->slip);
}

}  // namespace

LeftOverSlips read_left_over(std::string_view text, const SlipClassPlace& place) {
    LeftOverSlips out;
    std::map<std::string, std::size_t> lines_by_key;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const auto end = text.find('\n');
        const std::string_view one = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (one.empty()) continue;
        const auto slip = read_line(one);
        if (!slip) {
            out.faults.push_back(
                {line, "这一行不是票证：" + slip.refusal().detail, "not a slip: " + slip.refusal().detail});
            continue;
        }
        std::vector<elgamal::PublicKey> keys;
        const std::uint32_t first_slot = place.slot ? place.slot->value : 0;
        const std::uint32_t end_slot = place.slot ? first_slot + 1 : place.slots;
        for (std::uint32_t slot = first_slot; slot < end_slot; ++slot) {
            keys.push_back(ballot::slip_key(
                {.session = place.session, .of_class = place.of_class, .slot = {slot}}, *slip));
        }
        const auto [first, fresh] = lines_by_key.emplace(base::to_hex(keys.front().encoded()), line);
        if (!fresh) {
            const std::string other = std::to_string(first->second);
            out.faults.push_back(
                {line, "已经扫过，见第 " + other + " 行", "already scanned, see line " + other});
            continue;
        }
        out.tags.push_back(ballot::tag_of(place.session, *slip));
        out.keys.push_back(std::move(keys));
    }
    return out;
}

std::string cancel_act(const LeftOverSlips& slips, const SlipClassPlace& place, std::string_view reason) {
    nlohmann::ordered_json act = {{"act", "cancel_slips"},
                                  {"class", place.of_class.value},
                                  {"slips", nlohmann::ordered_json::array()},
                                  {"reason", reason}};
    if (place.slot) act["slot"] = place.slot->value;
    for (const auto& keys : slips.keys) {
        nlohmann::ordered_json one = nlohmann::ordered_json::array();
        for (const elgamal::PublicKey& key : keys) one.push_back(base::to_hex(key.encoded()));
        act["slips"].push_back(std::move(one));
    }
    return act.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace gongdao::cmd
