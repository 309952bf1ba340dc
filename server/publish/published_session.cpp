#include "server/publish/published_session.hpp"

namespace gongdao::publish {

std::string name_on_paper(const PublishedCandidate& candidate) {
    return candidate.note.empty() ? candidate.name : candidate.name + "（" + candidate.note + "）";
}

std::vector<std::string> names_on_paper(const PublishedContest& contest) {
    std::vector<std::string> names;
    for (const PublishedCandidate& candidate : contest.candidates) names.push_back(name_on_paper(candidate));
    return names;
}

}  // namespace gongdao::publish
