#pragma once

#include <string>

#include "crypto/base/result.hpp"

namespace gongdao::cmd {

/// A sentence for a person, in the two languages of the house.
struct Words {
    std::string zh, en;

    bool operator==(const Words&) const = default;
};

/// What a refusal means to whoever sits at the tool, with its detail.
Words words_of(const base::Refusal& refusal);

/// The person at the tool.
class Person {
public:
    Person() = default;
    Person(const Person&) = delete;
    Person& operator=(const Person&) = delete;
    virtual ~Person() = default;

    virtual void tell(const Words& words) = 0;
    virtual bool agrees(const Words& question) = 0;
};

}  // namespace gongdao::cmd
