#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/base/bytes.hpp"

namespace gongdao::api {

/// A JSON object at the edge, read strictly: no member twice, none unknown, numbers whole, depth and size
/// limited. The first fault stands and names its field; after it every read gives nothing, and `finish`
/// tells.
class JsonObject {
public:
    /// Refuses (in `finish`): bad_json for anything but one object.
    static JsonObject parse(base::BytesView json);
    JsonObject(JsonObject&&) noexcept;
    JsonObject& operator=(JsonObject&&) noexcept;
    ~JsonObject();

    [[nodiscard]] bool has(std::string_view name) const;
    std::string text(std::string_view name);
    std::string text_or(std::string_view name, std::string_view otherwise);
    std::uint32_t number(std::string_view name);
    std::optional<std::uint32_t> maybe_number(std::string_view name);
    std::vector<std::uint32_t> numbers(std::string_view name);
    std::vector<std::string> texts(std::string_view name);
    /// Lower-case hex of exactly `size` bytes.
    base::Bytes hex(std::string_view name, std::size_t size);
    /// Each member of a list of objects, in order.
    void each(std::string_view name, const std::function<void(JsonObject&)>& read);
    /// A list of lists of texts.
    std::vector<std::vector<std::string>> text_lists(std::string_view name);

    /// Where a value is no good: the fault names this object's field.
    void fail(std::string_view name, std::string_view why);
    /// Refuses: bad_json, missing_field, bad_field; a member that nobody read is unknown.
    base::Check finish();

private:
    struct Inner;
    explicit JsonObject(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace gongdao::api
