#pragma once

#include <vector>

#include "crypto/session/state.hpp"
#include "server/cmd/words.hpp"

namespace gongdao::cmd {

/// What a record says that trustees are asked to sign, a line each, in the light of the log so far.
std::vector<Words> describe(const session::Fields& fields, const session::State& state);

/// When the record says that it was made, if it says.
std::optional<session::Time> time_in(const session::Fields& fields);

}  // namespace gongdao::cmd
