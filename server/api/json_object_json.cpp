#include <nlohmann/json.hpp>
#include <set>

#include "crypto/base/code.hpp"
#include "server/api/json_object.hpp"

namespace gongdao::api {

using base::Code;
using nlohmann::json;

namespace {

constexpr int max_depth = 8;
constexpr std::uint64_t max_number = 0xffffffffU;

/// Parses and refuses what two readers might understand differently: members that stand twice, deep nesting, a
/// byte order mark, a zero byte, which this parser takes for the end (threats.md A5).
std::optional<json> parse_strictly(base::BytesView bytes) {
    const std::string_view text = base::text_of(bytes);
    if (text.starts_with("\xef\xbb\xbf") || text.find('\0') != std::string_view::npos) return std::nullopt;
    std::vector<std::set<std::string>> open;
    bool fine = true;
    const json::parser_callback_t watch = [&](int depth, json::parse_event_t event, json& parsed) {
        if (depth > max_depth) fine = false;
        if (event == json::parse_event_t::object_start) open.emplace_back();
        if (event == json::parse_event_t::object_end && !open.empty()) open.pop_back();
        if (event == json::parse_event_t::key && !open.empty()) {
            fine = fine && open.back().insert(parsed.get<std::string>()).second;
        }
        return fine;
    };
    const json parsed = json::parse(bytes.begin(), bytes.end(), watch, false);
    if (!fine || parsed.is_discarded() || !parsed.is_object()) return std::nullopt;
    return parsed;
}

}  // namespace

struct JsonObject::Inner {
    json value = json::object();
    std::string path;  // "contests[0]."
    std::set<std::string, std::less<>> read;
    std::shared_ptr<std::optional<base::Refusal>> fault = std::make_shared<std::optional<base::Refusal>>();

    void fail(Code code, std::string_view name, std::string_view why) {
        if (!*fault) *fault = base::refuse(code, path + std::string(name) + ": " + std::string(why));
    }

    /// The member, or nothing with a fault where it is missing.
    const json* member(std::string_view name) {
        read.emplace(name);
        const auto found = value.find(name);
        if (found == value.end()) {
            fail(Code::missing_field, name, "missing");
            return nullptr;
        }
        return &*found;
    }

    std::string text_of(const json& one, std::string_view name) {
        if (one.is_string()) return one.get<std::string>();
        fail(Code::bad_field, name, "a text is wanted");
        return {};
    }

    std::uint32_t number_of(const json& one, std::string_view name) {
        if (one.is_number_unsigned() && one.get<std::uint64_t>() <= max_number)
            return one.get<std::uint32_t>();
        fail(Code::bad_field, name, "a whole number from 0 is wanted");
        return 0;
    }

    const json* list(std::string_view name) {
        const json* found = member(name);
        if (found == nullptr || found->is_array()) return found;
        fail(Code::bad_field, name, "a list is wanted");
        return nullptr;
    }
};

JsonObject::JsonObject(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
JsonObject::JsonObject(JsonObject&&) noexcept = default;
JsonObject& JsonObject::operator=(JsonObject&&) noexcept = default;
JsonObject::~JsonObject() = default;

JsonObject JsonObject::parse(base::BytesView bytes) {
    auto inner = std::make_unique<Inner>();
    if (auto parsed = parse_strictly(bytes)) {
        inner->value = std::move(*parsed);
    } else {
        inner->fail(Code::bad_json, "body", "one JSON object is wanted, no member twice");
    }
    return JsonObject(std::move(inner));
}

bool JsonObject::has(std::string_view name) const {
    return inner_->value.contains(name);
}

std::string JsonObject::text(std::string_view name) {
    const json* found = inner_->member(name);
    return found == nullptr ? std::string() : inner_->text_of(*found, name);
}

std::string JsonObject::text_or(std::string_view name, std::string_view otherwise) {
    return has(name) ? text(name) : std::string(otherwise);
}

std::uint32_t JsonObject::number(std::string_view name) {
    const json* found = inner_->member(name);
    return found == nullptr ? 0 : inner_->number_of(*found, name);
}

std::optional<std::uint32_t> JsonObject::maybe_number(std::string_view name) {
    if (!has(name)) return std::nullopt;
    return number(name);
}

std::vector<std::uint32_t> JsonObject::numbers(std::string_view name) {
    std::vector<std::uint32_t> out;
    if (const json* list = inner_->list(name)) {
        for (const json& one : *list) out.push_back(inner_->number_of(one, name));
    }
    return out;
}

std::vector<std::string> JsonObject::texts(std::string_view name) {
    std::vector<std::string> out;
    if (const json* list = inner_->list(name)) {
        for (const json& one : *list) out.push_back(inner_->text_of(one, name));
    }
    return out;
}

std::vector<std::vector<std::string>> JsonObject::text_lists(std::string_view name) {
    std::vector<std::vector<std::string>> out;
    if (const json* list = inner_->list(name)) {
        for (const json& inner : *list) {
            out.emplace_back();
            if (!inner.is_array()) inner_->fail(Code::bad_field, name, "a list of lists is wanted");
            if (!inner.is_array()) return out;
            for (const json& one : inner) out.back().push_back(inner_->text_of(one, name));
        }
    }
    return out;
}

base::Bytes JsonObject::hex(std::string_view name, std::size_t size) {
    const auto bytes = base::from_hex(text(name));
    if (bytes && bytes->size() == size) return *bytes;
    inner_->fail(Code::bad_field, name, std::to_string(2 * size) + " lower-case hex digits are wanted");
    return base::Bytes(size);
}

void JsonObject::each(std::string_view name, const std::function<void(JsonObject&)>& read) {
    const json* list = inner_->list(name);
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto inner = std::make_unique<Inner>();
        inner->path = inner_->path + std::string(name) + "[" + std::to_string(i) + "].";
        inner->fault = inner_->fault;
        if ((*list)[i].is_object()) {
            inner->value = (*list)[i];
        } else {
            inner->fail(Code::bad_field, "", "an object is wanted");
        }
        JsonObject object(std::move(inner));
        read(object);
        (void)object.finish();
    }
}

void JsonObject::fail(std::string_view name, std::string_view why) {
    inner_->fail(Code::bad_field, name, why);
}

base::Check JsonObject::finish() {
    for (const auto& [name, value] : inner_->value.items()) {
        if (!inner_->read.contains(name)) inner_->fail(Code::bad_field, name, "unknown");
    }
    if (*inner_->fault) return **inner_->fault;
    return base::Done{};
}

}  // namespace gongdao::api
