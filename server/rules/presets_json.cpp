#include <nlohmann/json.hpp>

#include "server/rules/presets.hpp"

namespace gongdao::rules {

using base::Code;
using Json = nlohmann::json;

std::string_view committee_2020_json();

namespace {

/// One object of a preset: gives each member once, by name, and knows whether any was left over.
class Members {
public:
    explicit Members(const Json& object) : object_(object) {}

    const Json& operator[](const char* name) {
        ++read_;
        return object_.at(name);
    }
    [[nodiscard]] bool all_read() const { return object_.is_object() && object_.size() == read_; }

private:
    const Json& object_;
    std::size_t read_ = 0;
};

/// What nlohmann's own conversions would let through: a negative or fractional number, a value too large.
template <class Number>
Number number(const Json& value) {
    const auto wide = value.is_number_unsigned() ? value.get<std::uint64_t>() : ~std::uint64_t{0};
    if (wide > std::numeric_limits<Number>::max()) throw std::out_of_range("not a number of this width");
    return static_cast<Number>(wide);
}

/// The one value that this build knows.
template <class Enum>
Enum only(const Json& value, std::string_view name, Enum meaning) {
    if (value.get_ref<const std::string&>() != name) throw std::out_of_range("unknown option");
    return meaning;
}

void finish(const Members& members) {
    if (!members.all_read()) throw std::out_of_range("unknown member");
}

Text text(const Json& value) {
    Members members(value);
    Text read{.zh = members["zh"], .en = members["en"]};
    finish(members);
    return read;
}

Ratio ratio(const Json& value) {
    Members members(value);
    const Ratio read{.num = number<std::uint32_t>(members["num"]),
                     .den = number<std::uint32_t>(members["den"])};
    finish(members);
    return read;
}

Base base_named(const std::string& name) {
    if (name == "due") return Base::due;
    if (name == "present") return Base::present;
    throw std::out_of_range("unknown base");
}

Share share(const Json& value) {
    Members members(value);
    const Share read{.num = number<std::uint32_t>(members["num"]),
                     .den = number<std::uint32_t>(members["den"]),
                     .strict = members["strict"].get<bool>(),
                     .base = base_named(members["base"])};
    finish(members);
    return read;
}

Articles articles(const Json& value) {
    Members members(value);
    const auto article = [&](const char* name) { return number<std::uint16_t>(members[name]); };
    const Articles read{.candidates = article("candidates"),
                        .quorum = article("quorum"),
                        .order = article("order"),
                        .marks = article("marks"),
                        .ballots = article("ballots"),
                        .majority = article("majority"),
                        .tie = article("tie"),
                        .shortfall = article("shortfall")};
    finish(members);
    return read;
}

Procedure procedure(const Json& value) {
    Members members(value);
    Procedure read{
        .preset = members["preset"],
        .version = number<std::uint32_t>(members["version"]),
        .title = text(members["title"]),
        .regulation = text(members["regulation"]),
        .quorum = share(members["quorum"]),
        .majority = share(members["majority"]),
        .candidate_min_ratio = ratio(members["candidate_min_ratio"]),
        .candidate_order =
            only(members["candidate_order"], "surname_strokes", CandidateOrder::surname_strokes),
        .tie = only(members["tie"], "revote", Tie::revote),
        .shortfall = only(members["shortfall"], "another_round_or_fewer_seats",
                          Shortfall::another_round_or_fewer_seats),
        .write_in = only(members["write_in"], "none", WriteIn::none),
        .pause_seconds = number<std::uint32_t>(members["pause_seconds"]),
        .floor = number<std::uint32_t>(members["floor"]),
        .remote_allowed = members["remote_allowed"].get<bool>(),
        .articles = articles(members["articles"]),
    };
    finish(members);
    return read;
}

}  // namespace

base::Result<Procedure> parse_preset(std::string_view json) {
    try {
        // The decoder knows the ranges: what it would refuse from a manifest is no preset either.
        return decode_procedure(encode(procedure(Json::parse(json))));
    } catch (const std::exception& fault) {
        return base::refuse(Code::bad_json, fault.what());
    }
}

std::vector<Procedure> presets() {
    std::vector<Procedure> all;
    for (const std::string_view json : {committee_2020_json()}) {
        base::Result<Procedure> read = parse_preset(json);
        GONGDAO_REQUIRE(read.has_value());  // "every shipped preset is valid"
        all.push_back(std::move(read).value());
    }
    return all;
}

base::Result<Procedure> preset_named(std::string_view id) {
    for (Procedure& preset : presets()) {
        if (preset.preset == id) return std::move(preset);
    }
    return base::refuse(Code::not_found, "preset " + std::string(id));
}

bool is_preset(const Procedure& procedure) {
    auto shipped = preset_named(procedure.preset);
    if (!shipped) return false;
    shipped->pause_seconds = procedure.pause_seconds;
    return *shipped == procedure;
}

}  // namespace gongdao::rules
