#pragma once

#include <cstddef>
#include <vector>

namespace gongdao::oracle {

enum class Mark { approve, reject, blank };
using Sheet = std::vector<Mark>;  // one mark a candidate

/// A meeting as the regulation sees it: people and sheets of paper.
struct Meeting {
    int due, present, issued;
    int seats, candidates;
    std::vector<Sheet> sheets;
};

enum class Fate { not_elected, elected, tied };

struct Judgement {
    bool enough_candidates, quorum, issued_fits, received_fits;
    std::vector<int> approve, reject, blank;
    std::vector<Fate> fate;
};

/// The regulation by hand, without a product or a quotient: people are set against people.
/// Source: 《中国共产党基层组织选举工作条例》 articles 13, 19, 27, 29. Written apart from server/rules.
Judgement judge(const Meeting& meeting);

}  // namespace gongdao::oracle
