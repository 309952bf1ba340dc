#pragma once

#include <string>
#include <utility>
#include <variant>

#include "crypto/base/code.hpp"
#include "crypto/base/require.hpp"

namespace gongdao::base {

/// What the sender did wrong, and where. `detail` may be shown to the sender: never a secret in it.
struct Refusal {
    Code code;
    std::string detail;

    bool operator==(const Refusal&) const = default;
};

inline Refusal refuse(Code code, std::string detail = {}) {
    return Refusal{code, std::move(detail)};
}

/// A value or the reason why there is none. Names follow std::expected.
template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Refusal refusal) : state_(std::in_place_index<1>, std::move(refusal)) {}

    [[nodiscard]] bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return checked(); }
    const T& value() const& { return const_cast<Result*>(this)->checked(); }
    T&& value() && { return std::move(checked()); }
    T& operator*() & { return checked(); }
    const T& operator*() const& { return const_cast<Result*>(this)->checked(); }
    T&& operator*() && { return std::move(checked()); }
    T* operator->() { return &checked(); }
    const T* operator->() const { return &const_cast<Result*>(this)->checked(); }

    [[nodiscard]] const Refusal& refusal() const {
        GONGDAO_REQUIRE(!has_value());
        return *std::get_if<1>(&state_);
    }

private:
    T& checked() {
        GONGDAO_REQUIRE(has_value());
        return *std::get_if<0>(&state_);
    }

    std::variant<T, Refusal> state_;
};

/// Success without a value.
struct Done {
    bool operator==(const Done&) const = default;
};

using Check = Result<Done>;

}  // namespace gongdao::base
