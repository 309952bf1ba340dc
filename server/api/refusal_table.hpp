#pragma once

#include "crypto/base/result.hpp"

namespace gongdao::api {

/// The HTTP status of a refusal (server/API.md): one table for the whole API.
unsigned status_of(base::Code code);

/// What an officer is told in Chinese.
std::string_view sentence_of(base::Code code);

}  // namespace gongdao::api
