#pragma once

#include <string>

#include "server/publish/published_session.hpp"
#include "server/publish/words.hpp"

namespace gongdao::publish {

/// One contest of the page: what is elected, and once published votes and figures, each with its clause.
std::string contest_part(const PublishedContest& contest, Stage stage, Language language);

/// 〔第二十九条〕, as text.
std::string clause(Language language, std::uint16_t article);

}  // namespace gongdao::publish
