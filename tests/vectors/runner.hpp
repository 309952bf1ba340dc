#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "crypto/base/bytes.hpp"

namespace gongdao::vectors {

using Json = nlohmann::json;

/// The inputs of one case, read as README.md says. A case that lacks one is a fault of the file: an
/// exception.
class Inputs {
public:
    explicit Inputs(const Json& inputs) : inputs_(inputs) {}

    [[nodiscard]] std::string text(const std::string& name) const {
        return inputs_.at(name).get<std::string>();
    }
    [[nodiscard]] base::Bytes bytes(const std::string& name) const {
        return base::from_hex(text(name)).value();
    }
    [[nodiscard]] std::uint64_t number(const std::string& name) const { return std::stoull(text(name)); }
    template <std::size_t N>
    [[nodiscard]] base::ByteArray<N> array(const std::string& name) const {
        return base::as_array<N>(bytes(name)).value();
    }
    [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
        return inputs_.at(name).get<std::vector<std::string>>();
    }
    [[nodiscard]] std::vector<base::Bytes> list(const std::string& name) const {
        std::vector<base::Bytes> members;
        for (const std::string& member : texts(name)) members.push_back(base::from_hex(member).value());
        return members;
    }

private:
    const Json& inputs_;
};

using Function = std::function<base::Result<Json>(const Inputs&)>;

/// Runs every case of a file in this folder; a Catch2 assertion a case. Also asserts that the table and the
/// file name the same functions, and that each that decodes, opens or verifies is seen to accept and to
/// refuse.
void run_file(const std::string& name, const std::map<std::string, Function>& functions);

inline std::string decimal(std::uint64_t number) {
    return std::to_string(number);
}

template <class List>
Json hex_list(const List& members) {
    Json list = Json::array();
    for (const auto& member : members) list.push_back(base::to_hex(member));
    return list;
}

}  // namespace gongdao::vectors
