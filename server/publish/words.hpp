#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao::publish {

enum class Language : std::uint8_t { zh, en };

/// What stands for {name} in a sentence.
struct Fill {
    std::string_view name;
    std::string value;
};

/// The sentence of that key. Needs: the key exists and exactly its {name}s are given.
std::string say(Language language, std::string_view key, std::initializer_list<Fill> fills = {});

/// All keys, ascending.
std::vector<std::string> word_keys(Language language);
/// The sentence with its {name}s open. Needs: the key exists.
std::string open_sentence(Language language, std::string_view key);

}  // namespace gongdao::publish
