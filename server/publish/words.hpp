#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gongdao::publish {

enum class Language : std::uint8_t { zh, en };

/// What stands for {name} in a sentence.
struct Fill {
    std::string_view name;
    std::string value;
};

/// The sentence of that key. Needs: the key exists and exactly its {name}s are given.
std::string say(Language language, std::string_view key, std::initializer_list<Fill> fills = {});

}  // namespace gongdao::publish
